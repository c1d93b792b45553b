/* Reads a piece aloud with the browser's own voice, a sentence at a time, and marks the paragraph that it is in. */

const PARTS = ".story .headline :is(.kicker, h1, .deck, .credits), .story .text :is(h2, h3, p, li, caption, tr)";
// What stands in one of these is read with it.
const WHOLE = ".story .text :is(li, caption, tr) *";
// Up to 50 characters, to a stop, else a comma, else anywhere: Chrome falls silent after 15 seconds of an utterance.
const SENTENCE = /[^。！？；\n]{0,50}(?:[。！？；\n][”’）》]*|$)|[^\n]{1,50}[，、：—\s]|[^\n]{1,50}/g;

const synth = window.speechSynthesis;
const [button, ...toggles] = document.querySelectorAll('[data-aloud="toggle"]');
const stopper = document.querySelector('[data-aloud="stop"]');
const speed = document.querySelector('[data-aloud="speed"]');
const key = document.querySelector('[data-aloud="key"]');
const bar = stopper.parentElement;
const still = matchMedia("(prefers-reduced-motion: reduce)");

let sentences = [];
let at = 0;
let state = "idle";
// What is being said; kept, since a browser may forget an utterance that nobody holds.
let utterance = null;

/** The Chinese voice: of the mainland first, of this machine first; undefined where there is none. */
function voice() {
  const rank = ({ lang, localService }) => (/^(zh|cmn)([-_]Hans)?[-_]CN/i.test(lang) ? 0 : 2) + (localService ? 0 : 1);
  const chinese = synth.getVoices().filter(({ lang }) => /^(zh|cmn)\b/i.test(lang.replace("_", "-")));
  return chinese.sort((one, other) => rank(one) - rank(other))[0];
}

function allSentences() {
  return [...document.querySelectorAll(PARTS)]
    .filter((part) => !part.matches(WHOLE))
    .flatMap((part) => (part.innerText.match(SENTENCE) ?? []).map((text) => ({ part, text })))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function mark(part) {
  const marked = document.querySelector(".is-read");
  if (marked === part) return;
  marked?.classList.remove("is-read");
  part?.classList.add("is-read");
  const { top, bottom } = part?.getBoundingClientRect() ?? {};
  if (top < 0 || bottom > innerHeight) {
    part.scrollIntoView({ block: bottom - top > innerHeight ? "start" : "center", behavior: still.matches ? "auto" : "smooth" });
  }
}

function become(next) {
  state = next;
  for (const toggle of [button, ...toggles]) toggle.textContent = toggle.dataset[state];
  if (state === "idle" && bar.contains(document.activeElement)) button.focus();
  bar.hidden = state === "idle";
}

function hush() {
  utterance = null;
  synth.cancel();
}

function speak() {
  if (at >= sentences.length) return stop();
  const { part, text } = sentences[at];
  mark(part);
  const saying = (utterance = new SpeechSynthesisUtterance(text));
  saying.voice = voice() ?? null;
  saying.lang = saying.voice?.lang ?? "zh-CN";
  saying.rate = Number(reading.chosen("speed"));
  // What was hushed ends as well, later: it no longer leads on.
  saying.onend = () => saying === utterance && (at++, speak());
  saying.onerror = () => saying === utterance && stop();
  synth.speak(saying);
}

function stop() {
  hush();
  mark(null);
  become("idle");
}

/** Pauses by stopping: not every telephone can pause. It goes on with the same sentence. */
function toggle() {
  if (state === "speaking") {
    hush();
    return become("paused");
  }
  if (state === "idle") {
    at = 0;
    sentences = allSentences();
  }
  become("speaking");
  speak();
}

function offer() {
  button.hidden = key.hidden = !voice();
}

if (synth) {
  for (const each of [button, ...toggles]) each.addEventListener("click", toggle);
  stopper.addEventListener("click", stop);
  speed.value = reading.chosen("speed");
  speed.addEventListener("change", () => {
    reading.choose("speed", speed.value);
    if (state === "speaking") {
      hush();
      speak();
    }
  });
  addEventListener("pagehide", stop);
  synth.addEventListener?.("voiceschanged", offer);
  offer();
}

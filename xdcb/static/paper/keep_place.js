/* Keeps in the reader's browser how far a piece was read, and goes back there when it is opened again. */

// How many issues are remembered, and how many pieces of one.
const ISSUES = 5;
const PIECES = 40;

const { issue, page, source } = document.querySelector(".tools").dataset;
const here = location.pathname;
const parts = [...document.querySelectorAll(".story .text > *")];
const returned = document.querySelector(".returned");

/** How far the piece is read: the number of the part at the window's top and the share of it above; null at the end. */
function spot() {
  const index = parts.findIndex((part) => part.getBoundingClientRect().bottom > 0);
  if (index < 0 || parts.at(-1).getBoundingClientRect().bottom <= innerHeight) return null;
  const { top, height } = parts[index].getBoundingClientRect();
  return Math.max(0, index - top / height);
}

/** What is left to read: this piece, or the one after it. */
function rest(at) {
  const next = document.querySelector('.beside [rel="next"]');
  if (at !== null) return { href: here, page, title: document.querySelector(".story h1").innerText };
  return next && { href: next.pathname, page: next.firstChild.dataset.page, title: next.lastChild.textContent.trim() };
}

function keep() {
  const places = reading.recall("places") ?? [];
  const place = places.find((other) => other.issue === issue) ?? { issue, spots: {} };
  const at = spot();
  delete place.spots[here];
  if (at) place.spots[here] = at;
  place.spots = Object.fromEntries(Object.entries(place.spots).slice(-PIECES));
  place.next = rest(at);
  reading.keep("places", [place, ...places.filter((other) => other.issue !== issue)].slice(0, ISSUES));
}

function goBack() {
  const at = reading.recall("places")?.find((place) => place.issue === issue)?.spots[here];
  const part = parts[Math.floor(at)];
  const [opened] = performance.getEntriesByType("navigation");
  if (!part || location.hash || opened.type !== "navigate") return;
  const { top, height } = part.getBoundingClientRect();
  scrollTo({ top: scrollY + top + (at % 1) * height, behavior: "instant" });
  tell();
}

/** Says that it went back, until the reader has seen it: he reads on or asks for the top. */
function tell() {
  const from = scrollY;
  const done = new AbortController();
  const untilDone = { signal: done.signal };
  const hide = () => {
    returned.hidden = true;
    done.abort();
  };
  returned.hidden = false;
  returned.addEventListener("click", hide, untilDone);
  document.addEventListener("scroll", () => Math.abs(scrollY - from) > innerHeight && hide(), untilDone);
}

// A preview keeps nothing.
if (source) {
  goBack();
  const forgotten = new AbortController();
  addEventListener("pagehide", keep, forgotten);
  document.addEventListener("visibilitychange", () => document.hidden && keep(), forgotten);
  document.addEventListener("forgotten", () => forgotten.abort());
}

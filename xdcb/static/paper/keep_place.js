/* Keeps in the reader's browser how far a piece, a page or an issue's overview was read.

   Pieces and pages open there again. The fronts of an issue, its first page and its overview, open at their top, where
   resume.js offers to go on; they go to the place only when asked to, by an address that ends in #go-on. */

// How many issues are remembered, and how many places of one.
const ISSUES = 5;
const SPOTS = 40;

const { issue, page, source } = document.querySelector(".tools").dataset;
// The page or the overview that is shown; a piece has none.
const tab = document.querySelector('.tabs [aria-current="page"]');
const here = (tab ?? location).pathname;
const parts = [...document.querySelectorAll(".story .text > *, .band .piece, .spread :is(.spread-lead, li)")];
const offer = document.querySelector(".resume");
const returned = document.querySelector(".returned");

/** How far it is read: the number of the part at the window's top and the share of it above; null at the end. */
function spot() {
  const index = parts.findIndex((part) => part.getBoundingClientRect().bottom > 0);
  if (index < 0 || parts.every((part) => part.getBoundingClientRect().bottom <= innerHeight)) return null;
  const { top, height } = parts[index].getBoundingClientRect();
  return Math.max(0, index - top / height);
}

/** What is left to read: this page, or the one after it; as `before` where nothing was read here, or an overview's end. */
function restOfPages(at, before) {
  if (at === 0 || (at === null && !page)) return before;
  const left = at === null ? tab.parentElement.nextElementSibling?.querySelector(".tabs-pages a") : tab;
  return left && { href: `${left.pathname}#go-on`, title: left.textContent.trim() };
}

/** What is left to read: this piece, or the one after it. */
function restOfPieces(at) {
  const next = document.querySelector('.beside [rel="next"]');
  if (at !== null) return { href: here, page, title: document.querySelector(".story h1").innerText };
  return next && { href: next.pathname, page: next.firstChild.dataset.page, title: next.lastChild.textContent.trim() };
}

function keep() {
  // Who has only passed over a front has not read there, nor has who saw the page as it was printed.
  if ((offer && !scrollY) || (parts.length && !parts.some((part) => part.getClientRects().length))) return;
  const places = reading.recall("places") ?? [];
  const place = places.find((other) => other.issue === issue) ?? { issue, spots: {} };
  const at = spot();
  delete place.spots[here];
  if (at) place.spots[here] = at;
  place.spots = Object.fromEntries(Object.entries(place.spots).slice(-SPOTS));
  place.next = tab ? restOfPages(at, place.next) : restOfPieces(at);
  reading.keep("places", [place, ...places.filter((other) => other.issue !== issue)].slice(0, ISSUES));
}

function goBack() {
  const at = reading.recall("places")?.find((place) => place.issue === issue)?.spots[here];
  const part = parts[Math.floor(at)];
  if (!part) return;
  const { top, height } = part.getBoundingClientRect();
  scrollTo({ top: scrollY + top + (at % 1) * height, behavior: "instant" });
  if (returned) tell();
}

/** Whether the page has been opened to go on: it may be reloaded, gone back to, or asked for a place of its own. */
function isToGoOn() {
  const [opened] = performance.getEntriesByType("navigation");
  return opened.type === "navigate" && (location.hash === "#go-on" || !(offer || location.hash));
}

/** Goes on in the front itself without leaving it. */
function goOnHere(event) {
  if (offer.pathname !== here) return;
  event.preventDefault();
  goBack();
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
  if (isToGoOn()) goBack();
  offer?.addEventListener("click", goOnHere);
  const forgotten = new AbortController();
  addEventListener("pagehide", keep, forgotten);
  document.addEventListener("visibilitychange", () => document.hidden && keep(), forgotten);
  document.addEventListener("forgotten", () => forgotten.abort());
}

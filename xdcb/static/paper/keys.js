/* Single keys for what the mouse does; they can be turned off, and never work while something is typed. */

const SIZES = ["small", "normal", "large", "larger"];
const dialog = document.querySelector("dialog.keys");
const dark = matchMedia("(prefers-color-scheme: dark)");

/** The link to the piece, page or issue before ("prev") or after ("next") what is shown. */
function onward(rel) {
  const tab = document.querySelector('.tabs-pages [aria-current="page"]')?.parentElement;
  const beside = rel === "next" ? tab?.nextElementSibling : tab?.previousElementSibling;
  if (tab) return beside?.querySelector("a");
  const end = rel === "next" ? ", .beside .end" : "";
  return document.querySelector(`.beside [rel="${rel}"]${end}, .tabs-issues [rel="${rel}"]`);
}

/** Goes to the headline a step on from the one that has the focus, or else from the top of the window. */
function toPiece(step) {
  const links = document.querySelectorAll(".piece h2 > a:first-child, .spread h3 > a, .titles li > a:first-of-type");
  const headlines = [...links].filter((link) => link.getClientRects().length);
  if (!headlines.length) return onward(step > 0 ? "next" : "prev")?.click();
  const above = headlines.filter((link) => link.getBoundingClientRect().top < 0).length;
  const focused = headlines.indexOf(document.activeElement);
  const from = focused >= 0 ? focused : step > 0 ? above - 1 : above;
  headlines[from + step]?.focus();
}

function resize(step) {
  const size = SIZES[SIZES.indexOf(reading.chosen("size")) + step];
  if (size) reading.choose("size", size);
}

function toSearch() {
  const field = document.getElementById("search-q");
  if (field) field.focus();
  else location.assign(`${dialog.dataset.search}#search-q`);
}

function turnLook() {
  const look = reading.chosen("look");
  const isDark = look === "dark" || (look === "auto" && dark.matches);
  reading.choose("look", isDark ? "light" : "dark");
}

const KEYS = {
  ArrowLeft: () => onward("prev")?.click(),
  ArrowRight: () => onward("next")?.click(),
  j: () => toPiece(1),
  k: () => toPiece(-1),
  "/": toSearch,
  "+": () => resize(1),
  "=": () => resize(1),
  "-": () => resize(-1),
  d: turnLook,
  p: () => document.querySelector('[data-aloud="toggle"]:not([hidden])')?.click(),
  "?": () => dialog.showModal(),
};

/** Whether the keys are the reader's for something else: typing, choosing, scrolling sideways. */
function areTaken({ target, key }) {
  const isWider = document.documentElement.scrollWidth > innerWidth || target.closest?.(".wide, .is-zoomed");
  const scrolls = key.startsWith("Arrow") && isWider;
  return scrolls || dialog.open || target.closest?.("input, select, textarea, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, altKey, metaKey } = event;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (!Object.hasOwn(KEYS, name) || ctrlKey || altKey || metaKey) return;
  if (reading.chosen("keys") === "off" || areTaken(event)) return;
  event.preventDefault();
  KEYS[name]();
});
document.querySelector("[data-show-keys]").addEventListener("click", () => dialog.showModal());

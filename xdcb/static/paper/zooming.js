/* Zooms into the picture of a page: by buttons, keys, Ctrl and the wheel, two fingers, two clicks in one place.

   The sheet, with the pieces on it, grows inside its frame, which then scrolls: by wheel, arrow keys, finger or drag. */

const MOST = 6;
const STEP = 1.5;
const CLOSE = 2.5;
// In milliseconds and pixels: a second click within these makes a double one; a drag is longer than a click's tremble.
const DOUBLE = 250;
const TREMBLE = 5;
const frame = document.querySelector(".sheet-frame");
const sheet = frame.querySelector(".sheet");
const picture = sheet.querySelector("img");
const zooming = document.querySelector(".zooming");
// Of the largest picture, in pixels.
const [WIDTH, HEIGHT] = ["width", "height"].map((name) => Number(picture.getAttribute(name)));
let scale = 1;
// The picture's width before it was zoomed, as a share of the frame's.
let fitted = 1;

/** Where the picture is seen in the window: in the middle of its sheet, which is larger where the whole page is shown. */
function seen() {
  const { left, top, width, height } = sheet.getBoundingClientRect();
  const [wide, high] = [Math.min(width, (height * WIDTH) / HEIGHT), Math.min(height, (width * HEIGHT) / WIDTH)];
  return { left: left + (width - wide) / 2, top: top + (height - high) / 2, wide, high };
}

/** How many times as large as it fits it may get: so that each of its dots has a pixel, and within bounds. */
function most() {
  return Math.min(MOST, Math.max(CLOSE, WIDTH / (fitted * frame.clientWidth)));
}

/** Makes the picture `wanted` times as large as it fits; the point of it at x, y in the window stays there. */
function zoomTo(wanted, x, y) {
  const before = seen();
  const [across, down] = [(x - before.left) / before.wide, (y - before.top) / before.high];
  if (scale === 1) {
    fitted = before.wide / frame.clientWidth;
    frame.style.height = `${frame.offsetHeight}px`;
  }
  scale = Math.max(1, Math.min(most(), wanted));
  show();
  const after = seen();
  const [left, top] = [after.left + across * after.wide - x, after.top + down * after.high - y];
  if (scale === 1) scrollBy({ top, behavior: "instant" });
  else frame.scrollBy({ left, top, behavior: "instant" });
}

function show() {
  const isZoomed = scale > 1;
  frame.classList.toggle("is-zoomed", isZoomed);
  sheet.style.width = isZoomed ? `${scale * fitted * 100}%` : "";
  // Only where its head has gone by: a bar that stands lower would move away from under the pointer.
  if (isZoomed && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "nearest", behavior: "instant" });
  if (!isZoomed) frame.style.height = "";
  tell();
  sharpen();
}

/** Says how large the picture is, as wide as its frame being 100 %, which fit it has, and what can't be made of it. */
function tell() {
  if (scale === 1) fitted = seen().wide / frame.clientWidth || 1;
  zooming.querySelector("output").textContent = `${Math.round(scale * fitted * 100)}%`;
  for (const button of zooming.querySelectorAll("[data-fit]")) {
    const isChosen = scale === 1 && button.dataset.fit === document.documentElement.dataset.fit;
    button.ariaPressed = String(isChosen);
  }
  // Not `disabled`, which would take the focus from who presses it again and again.
  zooming.querySelector('[data-zoom="out"]').ariaDisabled = String(scale === 1);
  zooming.querySelector('[data-zoom="in"]').ariaDisabled = String(scale > most() - 0.01);
}

/** Zooms around the middle of what is seen of the frame. */
function zoomBy(factor) {
  const { left, right, top, bottom } = frame.getBoundingClientRect();
  zoomTo(scale * factor, (left + right) / 2, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2);
}

function reset() {
  if (scale > 1) zoomBy(0);
}

// In a window of another width it fits anew.
let room = innerWidth;
addEventListener("resize", () => {
  if (innerWidth !== room) reset();
  room = innerWidth;
  tell();
});

/* Sharpness: the largest picture is fetched once the screen has more pixels than the one that is shown. */

let isSharp = false;

async function sharpen() {
  if (isSharp || seen().wide * devicePixelRatio <= 1.1 * picture.dataset.screen) return;
  isSharp = true;
  const closer = new Image();
  closer.src = picture.dataset.closer;
  try {
    await closer.decode();
    picture.removeAttribute("srcset");
    picture.src = closer.src;
  } catch {
    isSharp = false;
  }
}

function sharpenLater() {
  if (!navigator.connection?.saveData) setTimeout(sharpen, 500);
}

if (document.readyState === "complete") sharpenLater();
else addEventListener("load", sharpenLater);

/* Buttons and keys */

zooming.addEventListener("click", ({ target }) => {
  const { zoom, fit } = target.dataset;
  if (zoom) zoomBy(zoom === "in" ? STEP : 1 / STEP);
  if (!fit) return;
  reset();
  reading.choose("fit", fit);
  if (fit === "whole") frame.scrollIntoView({ behavior: "instant" });
});
document.addEventListener("chosen", tell);
tell();

const KEYS = { "+": () => zoomBy(STEP), "=": () => zoomBy(STEP), "-": () => zoomBy(1 / STEP), 0: reset, Escape: reset };

frame.tabIndex = 0;
frame.addEventListener("keydown", (event) => {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (!Object.hasOwn(KEYS, key) || ctrlKey || altKey || metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[key]();
});

/* The wheel, with Ctrl or ⌘; without them it scrolls. */

frame.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const turn = Math.max(-50, Math.min(50, event.deltaY));
    zoomTo(scale * Math.exp(-turn / 125), event.clientX, event.clientY);
  },
  { passive: false },
);

/* Two fingers */

const fingers = new Map();
let pinch = null;

function spread() {
  const [one, other] = fingers.values();
  const between = Math.hypot(one.x - other.x, one.y - other.y);
  return { between, x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function liftFinger({ pointerId }) {
  fingers.delete(pointerId);
  pinch = null;
}

frame.addEventListener("pointerdown", ({ pointerType, pointerId, clientX, clientY }) => {
  if (pointerType !== "touch") return;
  fingers.set(pointerId, { x: clientX, y: clientY });
  pinch = fingers.size === 2 ? { from: spread().between, scale } : null;
});
frame.addEventListener("pointermove", ({ pointerId, clientX, clientY }) => {
  if (!fingers.has(pointerId)) return;
  fingers.set(pointerId, { x: clientX, y: clientY });
  if (!pinch) return;
  const { between, x, y } = spread();
  zoomTo((pinch.scale * between) / pinch.from, x, y);
});
for (const type of ["pointerup", "pointercancel"]) addEventListener(type, liftFinger);
// Or else the browser takes the fingers for its own zoom and scrolling.
for (const type of ["touchstart", "touchmove"]) {
  const keep = (event) => event.touches.length > 1 && event.cancelable && event.preventDefault();
  frame.addEventListener(type, keep, { passive: false });
}

/* Dragging by the mouse, which opens nothing where there is nothing to move either; a finger's drag is the browser's
   own scrolling. */

let drag = null;
let isDragged = false;

frame.addEventListener("pointerdown", ({ pointerType, button, clientX, clientY }) => {
  isDragged = false;
  if (pointerType === "touch" || button) return;
  drag = { x: clientX, y: clientY, left: frame.scrollLeft, top: frame.scrollTop };
});
frame.addEventListener("pointermove", ({ pointerId, buttons, clientX, clientY }) => {
  if (!drag || !buttons) return;
  const [across, down] = [clientX - drag.x, clientY - drag.y];
  if (!isDragged && Math.hypot(across, down) < TREMBLE) return;
  isDragged = true;
  if (scale === 1) return;
  frame.setPointerCapture(pointerId);
  frame.scrollTo({ left: drag.left - across, top: drag.top - down, behavior: "instant" });
});
for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => (drag = null));
frame.addEventListener("dragstart", (event) => event.preventDefault());

/* A click opens the piece once no second one has come; the second zooms in there, or out again. */

let waiting = null;

function open(link) {
  waiting = null;
  if (link) location.assign(link.href.baseVal);
}

function isSecond({ clientX, clientY }) {
  return waiting && Math.hypot(clientX - waiting.x, clientY - waiting.y) < 4 * TREMBLE;
}

frame.addEventListener("click", (event) => {
  const { detail, button, ctrlKey, metaKey, shiftKey, clientX: x, clientY: y } = event;
  // No detail: the click is a key's.
  if (!detail) return;
  if (isDragged) {
    event.preventDefault();
    return;
  }
  if (button || ctrlKey || metaKey || shiftKey) return;
  event.preventDefault();
  const hasComeTwice = isSecond(event);
  clearTimeout(waiting?.timer);
  if (hasComeTwice) {
    waiting = null;
    zoomTo(scale > 1 ? 1 : CLOSE, x, y);
  } else {
    const link = event.target.closest("a");
    waiting = { x, y, timer: setTimeout(open, DOUBLE, link) };
  }
});

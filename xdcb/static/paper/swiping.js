/* Turns to the page before or after where a finger strokes across the picture of a page that is not zoomed. */

const FAR_ENOUGH = 60;
const frame = document.querySelector(".sheet-frame");
const sheet = frame.querySelector(".sheet");
let from = null;

/** The link to the page that comes in when the finger has gone so far across. */
function beside(across) {
  return document.querySelector(`.turning [rel="${across < 0 ? "next" : "prev"}"]`);
}

function letGo() {
  from = null;
  sheet.style.translate = "";
}

frame.addEventListener("pointerdown", (event) => {
  const isStroke = event.pointerType === "touch" && event.isPrimary && !frame.classList.contains("is-zoomed");
  if (isStroke) from = { x: event.clientX, y: event.clientY };
  else letGo();
});
frame.addEventListener("pointermove", ({ clientX, clientY, isPrimary }) => {
  if (!from || !isPrimary) return;
  const across = clientX - from.x;
  if (Math.abs(across) > Math.abs(clientY - from.y) && beside(across)) sheet.style.translate = `${across / 2}px`;
});
frame.addEventListener("pointerup", ({ clientX, clientY }) => {
  if (!from) return;
  const across = clientX - from.x;
  const isAcross = Math.abs(across) > 2 * Math.abs(clientY - from.y);
  letGo();
  if (isAcross && Math.abs(across) > FAR_ENOUGH) beside(across)?.click();
});
frame.addEventListener("pointercancel", letGo);

/* Lights a piece in the list of headlines and on the picture of the page together. */

const printed = document.querySelector(".printed");
const parts = printed.querySelectorAll("[data-region]");

/** Whether any of it is in the window; the page does not pale around what is not to be seen. */
function isSeen(part) {
  const { top, bottom } = part.lastElementChild.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function light(region) {
  for (const part of parts) part.classList.toggle("is-lit", part.dataset.region === region && isSeen(part));
}

const lightAt = ({ target }) => light(target.closest("[data-region]")?.dataset.region);
const dim = () => light(null);

// A finger that lies on the picture may be scrolling: it has to tap.
printed.addEventListener("pointerover", (event) => event.pointerType === "touch" || lightAt(event));
printed.addEventListener("click", lightAt);
printed.addEventListener("focusin", lightAt);
printed.addEventListener("pointerleave", dim);
printed.addEventListener("focusout", dim);
addEventListener("pagehide", dim);

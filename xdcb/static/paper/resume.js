/* Offers, on the fronts of an issue, to go on where its reader left off: in a piece, on a page, in the overview. */

const offer = document.querySelector(".resume");
const next = offer && reading.recall("places")?.find(({ issue }) => issue === offer.parentElement.dataset.issue)?.next;

if (next && /^\/(articles\/\d+|issues\/[\w-]+(\/\d+)?)\/(#go-on)?$/.test(next.href)) {
  // It may have been withdrawn since.
  const answer = await fetch(next.href, { method: "HEAD" }).catch(() => null);
  if (answer?.ok) {
    const title = next.title.replace(/《/g, "〈").replace(/》/g, "〉");
    const words = next.page ? offer.dataset.piece.replace("{page}", () => next.page) : offer.dataset.place;
    const [before, after] = words.split("{title}");
    // The title alone is cut where it is too long.
    const named = document.createElement("span");
    named.textContent = title;
    offer.replaceChildren(before, named, after);
    offer.href = next.href;
    offer.hidden = false;
    document.addEventListener("forgotten", () => (offer.hidden = true));
  }
}

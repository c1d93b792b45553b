/* Offers, on the front of an issue, to go on where its reader left off. */

const offer = document.querySelector(".resume");
const next = offer && reading.recall("places")?.find(({ issue }) => issue === offer.parentElement.dataset.issue)?.next;

if (next && /^\/articles\/\d+\/$/.test(next.href)) {
  // It may have been withdrawn since.
  const answer = await fetch(next.href, { method: "HEAD" }).catch(() => null);
  if (answer?.ok) {
    const title = next.title.replace(/《/g, "〈").replace(/》/g, "〉");
    offer.textContent = offer.dataset.words.replace("{page}", () => next.page).replace("{title}", () => title);
    offer.href = next.href;
    offer.hidden = false;
    document.addEventListener("forgotten", () => (offer.hidden = true));
  }
}

/* Shows a page as it was printed or as text; which of the two, its reader's browser remembers (prefs.js). */

const links = document.querySelectorAll(".two-views a");

function mark() {
  const { view } = document.documentElement.dataset;
  for (const link of links) link.ariaCurrent = link.dataset.view === view ? "true" : null;
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    // What the address asked for has been seen.
    if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
    reading.choose("view", link.dataset.view);
  });
}
document.addEventListener("chosen", mark);
mark();

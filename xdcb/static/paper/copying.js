/* Adds to a longer copied passage where it was printed. */

// In characters: what is shorter is a name, a date, a phrase.
const SHORT = 40;
const { source, address } = document.querySelector(".tools").dataset;

/** What was copied as HTML that stands anywhere: whole addresses, none of this site's classes. */
function asHtml(range, line, link) {
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  for (const element of copy.querySelectorAll("*")) {
    for (const name of ["href", "src"]) if (element.hasAttribute(name)) element.setAttribute(name, element[name]);
    for (const name of ["class", "id", "srcset", "sizes"]) element.removeAttribute(name);
  }
  const end = document.createElement("p");
  const anchor = document.createElement("a");
  anchor.href = anchor.textContent = link;
  end.append(`${line} `, anchor);
  copy.append(end);
  return copy.innerHTML;
}

function addSource(event) {
  const selection = getSelection();
  const text = selection.toString();
  if (event.target.closest?.("input, textarea") || text.replace(/\s/g, "").length <= SHORT) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const within = around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement;
  if (!within.closest("main") && !within.querySelector("main")) return;
  const link = within.closest(".piece")?.querySelector("h2 a").href ?? new URL(address, location).href;
  event.clipboardData.setData("text/plain", `${text}\n${source} ${link}`);
  event.clipboardData.setData("text/html", asHtml(range, source, link));
  event.preventDefault();
}

// A preview has no source yet.
if (source) document.addEventListener("copy", addSource);

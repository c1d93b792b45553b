/* Copies the piece's address or hands it to another app. */

const copy = document.querySelector("[data-copy-link]");
const send = document.querySelector("[data-send]");

/** Copies also where the clipboard is closed to scripts, as over plain HTTP. */
async function copyLink() {
  const field = copy.closest(".panel").querySelector("input");
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
    copy.focus();
  }
  copy.closest(".panel").querySelector(".said").textContent = copy.dataset.done;
}

copy?.addEventListener("click", copyLink);
if (send && navigator.share) {
  const piece = { title: document.querySelector(".story h1").innerText, url: copy.closest(".panel").querySelector("input").value };
  send.hidden = false;
  // The reader may think better of it.
  send.addEventListener("click", () => navigator.share(piece).catch(() => {}));
}

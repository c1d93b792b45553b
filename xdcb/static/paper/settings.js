/* Shows the reader's choices in the settings and takes new ones. */

const panel = document.querySelector(".settings");

function show() {
  for (const input of panel.querySelectorAll("input")) input.checked = input.value === reading.chosen(input.name);
}

panel.addEventListener("change", ({ target }) => reading.choose(target.name, target.value));
panel.querySelector("[data-forget]").addEventListener("click", ({ target }) => {
  reading.keep("places", []);
  document.dispatchEvent(new Event("forgotten"));
  panel.querySelector(".said").textContent = target.dataset.done;
});
document.addEventListener("chosen", show);
show();

/* Shuts an open panel of the reading tools when the reader turns elsewhere or presses Escape. */

const isInDialog = (element) => element.closest("dialog") !== null;

for (const panel of document.querySelectorAll(".tools details")) {
  const shutUnlessAt = (element) => {
    if (element && !panel.contains(element) && !isInDialog(element)) panel.open = false;
  };
  document.addEventListener("click", ({ target }) => shutUnlessAt(target));
  panel.addEventListener("focusout", ({ relatedTarget }) => shutUnlessAt(relatedTarget));
  document.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !panel.open || isInDialog(target)) return;
    if (panel.contains(target)) panel.querySelector("summary").focus();
    panel.open = false;
  });
}

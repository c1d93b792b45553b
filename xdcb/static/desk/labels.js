/* Names for assistive technology where Django's admin gives a field none: rows of tables, lists to choose from, search. */
"use strict";

/** Names a field that has no label of its own. */
function name(field, text) {
  if (text && !field.labels?.length && !field.hasAttribute("aria-label")) field.setAttribute("aria-label", text);
  // The help of a table's column is in its head, not under each field.
  const help = field.getAttribute("aria-describedby");
  if (help && !document.getElementById(help)) field.removeAttribute("aria-describedby");
}

/** Names the cells of a row, which a phone shows one under the other, and their fields after the heads of their columns. */
function nameRow(row) {
  const heads = row.closest("table").tHead?.rows[0].cells ?? [];
  for (const cell of row.cells) {
    const text = heads[cell.cellIndex]?.textContent.trim();
    if (text) cell.dataset.head = text;
    cell.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => name(field, text));
  }
}

/** Names the box that select2 puts in a list's place after the list. */
function nameBox(box) {
  const list = box.parentElement.querySelector("select");
  const text = list?.getAttribute("aria-label") ?? list?.labels[0]?.textContent.trim();
  if (!text) return;
  for (const part of box.querySelectorAll("[role=combobox], [role=textbox]")) {
    part.setAttribute("aria-label", text);
    part.removeAttribute("aria-labelledby");
  }
}

function nameAll() {
  document.querySelectorAll(".tabular tr.form-row, table.standing tbody tr, .shared tbody tr").forEach(nameRow);
  document.querySelectorAll(".select2-container").forEach(nameBox);
}

/** What is wider than the screen can be scrolled by keyboard. */
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const isWide = target.scrollWidth > target.clientWidth;
    target.toggleAttribute("tabindex", isWide);
    if (isWide) target.tabIndex = 0;
  }
});

addEventListener("load", () => {
  document.querySelectorAll(".scroll, .results").forEach((wide) => sizes.observe(wide));
  const search = document.getElementById("searchbar");
  if (search) search.setAttribute("aria-label", search.form.querySelector("[type=submit]").value);
  // A head of nothing is no head.
  document.querySelectorAll(".tabular th:empty").forEach((head) => {
    const cell = document.createElement("td");
    cell.className = head.className;
    head.replaceWith(cell);
  });
  nameAll();
  // A row that is added, and a box that is made, are named as they come.
  new MutationObserver((records) => {
    const added = records.flatMap((record) => [...record.addedNodes]);
    if (added.some((node) => node.matches?.("tr.form-row, .select2-container"))) nameAll();
  }).observe(document.body, { childList: true, subtree: true });
});

/* The ledger's and the correction form's small conveniences; both work without them. */
"use strict";

/** Marks in the piece beside the form what is being typed, and says how often it stands there. */
function markFound(input) {
  const text = document.getElementById(input.dataset.findIn);
  const said = text.querySelector(".found");
  const runs = [...text.querySelectorAll(".wording")].map((run) => [run, run.textContent]);
  const mark = () => {
    const wanted = input.value.trim();
    let count = 0;
    runs.forEach(([run, words]) => {
      const parts = wanted ? words.split(wanted) : [words];
      count += parts.length - 1;
      run.replaceChildren(...parts.flatMap((part, n) => (n ? [marked(wanted), part] : [part])));
    });
    const state = count > 1 ? "often" : count ? "once" : "none";
    said.textContent = wanted ? said.dataset[state] : "";
  };
  input.addEventListener("input", mark);
  mark();
}

function marked(words) {
  const mark = document.createElement("mark");
  mark.textContent = words;
  return mark;
}

/** Opens the form again with what was chosen, since the other choices hang on it. */
function askAgain(select) {
  select.addEventListener("change", () => {
    if (/\/add\/$/.test(location.pathname)) location.search = new URLSearchParams({ [select.name]: select.value });
  });
}

function beginLedger() {
  document.querySelectorAll("input[data-find-in]").forEach(markFound);
  document.querySelectorAll("select[data-ask-again]").forEach(askAgain);
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", beginLedger);
else beginLedger();

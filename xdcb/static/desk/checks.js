/* Brings what the checks find into the form of a piece; without it a link leads there. */
"use strict";

async function showChecks(box) {
  const answer = await fetch(`${box.dataset.from}?part=1`);
  if (!answer.ok) return;
  const list = box.querySelector("[data-found]");
  list.innerHTML = await answer.text(); // our own page, escaped there
  const count = list.querySelectorAll("li").length;
  box.querySelector("[data-count]").textContent = count || "✓";
  if (list.querySelector("li.block")) box.open = true;
}

function beginChecks() {
  document.querySelectorAll("details.checks").forEach(showChecks);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", beginChecks);
else beginChecks();

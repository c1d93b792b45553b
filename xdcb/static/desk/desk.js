/* The desk's small conveniences; every form works without them. */
"use strict";

const TAG_SEPARATORS = /[、，；,;\s]+/;

/** Offers tags in use for the one that is being typed, in the browser's own list of suggestions. */
function suggestTags(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}_suggestions`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(input, list), 150);
  });
}

async function offer(input, list) {
  const typed = input.value;
  const words = typed.split(TAG_SEPARATORS);
  const term = words[words.length - 1];
  if (!term) return;
  const query = new URLSearchParams({ app_label: "articles", model_name: "article", field_name: "tags", term });
  const answer = await fetch(`${input.dataset.suggestFrom}?${query}`);
  if (!answer.ok || input.value !== typed) return;
  const before = typed.slice(0, typed.length - term.length);
  const { results } = await answer.json();
  list.replaceChildren(...results.map((tag) => new Option(tag.text, before + tag.text)));
}

/** Says which day of the week a typed date is. */
function sayWeekday(input) {
  const output = document.querySelector(`output[for="${input.id}"]`) ?? addWeekday(input);
  const say = () => {
    const day = new Date(input.value.slice(0, 10));
    output.value = Number.isNaN(day.getTime())
      ? ""
      : day.toLocaleDateString(document.documentElement.lang, { weekday: "long", timeZone: "UTC" });
  };
  input.addEventListener("input", say);
  say();
}

function addWeekday(input) {
  const output = document.createElement("output");
  output.className = "weekday";
  output.htmlFor = input.id;
  input.after(output);
  return output;
}

function begin() {
  document.querySelectorAll("input[data-suggest=tags]").forEach(suggestTags);
  document.querySelectorAll("input[data-weekday]").forEach(sayWeekday);
  // On a phone the entries of the first page are folded.
  if (matchMedia("(max-width: 767px)").matches) document.querySelector(".desk-menu")?.removeAttribute("open");
  document.querySelectorAll("select[data-submit-on-change]").forEach((select) => {
    select.form.classList.add("submits-itself");
    select.addEventListener("change", () => select.form.submit());
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

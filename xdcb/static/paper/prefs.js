/* Sets the page as its reader has chosen, before anything of it is painted; what he chose stays in his browser. */
"use strict";

window.reading = (() => {
  // The first of each is what holds where nothing was chosen.
  const CHOICES = {
    size: ["normal", "small", "large", "larger"],
    face: ["serif", "sans"],
    look: ["auto", "light", "dark"],
    keys: ["on", "off"],
    view: ["printed", "text"],
    fit: ["width", "whole"],
    speed: ["1", "0.75", "1.25", "1.5", "2"],
  };
  // What an address leads to that stands in the text alone: a piece, a place to go on from.
  const IN_TEXT = /^#(article-|go-on$)/;
  const SCHEMES = { auto: "light dark", light: "light", dark: "dark" };
  // Where storage is denied or full, a choice holds as long as the page.
  const memory = {};

  /** Returns what was kept under that name, undefined where nothing was. */
  function recall(name) {
    try {
      return JSON.parse(localStorage.getItem(`reading.${name}`)) ?? memory[name];
    } catch {
      return memory[name];
    }
  }

  function keep(name, value) {
    memory[name] = value;
    try {
      localStorage.setItem(`reading.${name}`, JSON.stringify(value));
    } catch {}
  }

  function chosen(name) {
    const value = (recall("choices") ?? {})[name];
    return CHOICES[name].includes(value) ? value : CHOICES[name][0];
  }

  /** Chooses, and tells the page ("chosen") what has changed. */
  function choose(name, value) {
    keep("choices", { ...recall("choices"), [name]: value });
    apply();
  }

  function apply() {
    const { dataset } = document.documentElement;
    for (const name of ["size", "face", "look", "view", "fit"]) dataset[name] = chosen(name);
    if (IN_TEXT.test(location.hash)) dataset.view = "text";
    document.querySelector('meta[name="color-scheme"]').content = SCHEMES[chosen("look")];
    document.dispatchEvent(new Event("chosen"));
  }

  apply();
  addEventListener("hashchange", apply);
  addEventListener("storage", apply);
  addEventListener("pageshow", apply);
  return { recall, keep, chosen, choose };
})();

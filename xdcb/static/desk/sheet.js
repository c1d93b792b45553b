/* The review sheet's one button; without it the browser's own Print does the same. */
"use strict";

document.querySelector("[data-print]").addEventListener("click", () => window.print());

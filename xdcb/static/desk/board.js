/* The board: pieces are carried with the pointer or moved with the keyboard; its forms do the same without it. */
"use strict";

{
  const root = document.getElementById("board");
  const told = document.getElementById("board-told");
  const EVERY = 30_000;
  // So far the pointer goes before a press becomes a carrying, in pixels.
  const SLACK = 6;
  // So near the edge of the window it scrolls while a piece is carried.
  const EDGE = 60;
  const PROMINENCES = ["lead", "second", "normal", "brief"];
  let waiting = Promise.resolve();
  let moving = 0;
  let carried = null;

  const board = () => root.querySelector(".board");
  const isMovable = () => board().classList.contains("movable");
  const keyOf = (card) => `card-${card.dataset.article}-${card.dataset.part}`;
  const sheets = () => [...root.querySelectorAll(".sheet")];

  function tell(said, isRefused = false) {
    told.textContent = said;
    told.classList.toggle("refused", isRefused);
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => (told.textContent = ""), isRefused ? 12_000 : 5_000);
  }

  /* ---- The server's answer takes the place of what stands ---- */

  /** What the focus is in: the id of the nearest that has one. */
  const focusedKey = () => document.activeElement?.closest?.("[id]")?.id;

  /** Puts the board in anew; what was folded out, scrolled and focused stays so. */
  function show(html, focused) {
    const open = [...root.querySelectorAll("details[id][open]")].map((details) => details.id);
    const scrolled = root.querySelector(".pool").scrollTop;
    const active = document.activeElement;
    const key = focused ?? focusedKey();
    const typed = active?.id === "pool-q" ? { value: active.value, caret: active.selectionStart } : null;
    root.innerHTML = html;
    for (const id of open) if (!id.startsWith("move-")) document.getElementById(id)?.setAttribute("open", "");
    root.querySelector(".pool").scrollTop = scrolled;
    if (key && root.contains(document.getElementById(key))) focus(document.getElementById(key), focused, typed);
  }

  function focus(thing, isWanted, typed) {
    const target = thing.tagName === "DETAILS" ? thing.querySelector("summary") : thing;
    target.focus({ preventScroll: !isWanted });
    if (!typed) return;
    target.value = typed.value;
    target.setSelectionRange(typed.caret, typed.caret);
  }

  /** Makes one move after the other: each is sent with what the board before it showed. */
  function move(key, wanted) {
    const from = focusedKey();
    moving += 1;
    waiting = waiting.then(() => send(key, wanted, from)).finally(() => (moving -= 1));
    return waiting;
  }

  /** The focus goes with the card, unless it has left the place (`from`) where it was when the move was asked for. */
  async function send(key, wanted, from) {
    const card = document.getElementById(key);
    if (!card) return;
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", root.querySelector("[name=csrfmiddlewaretoken]").value);
    sent.set("article", card.dataset.article);
    sent.set("part", card.dataset.part);
    sent.set("seen", board().dataset.seen);
    for (const [name, value] of Object.entries(typeof wanted === "function" ? (wanted(card) ?? {}) : wanted)) sent.set(name, value);
    if (!sent.has("page") && !sent.has("pool")) return;
    board().classList.add("waiting");
    try {
      const answer = await fetch(root.dataset.move + location.search, {
        method: "POST",
        body: sent,
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      const { moved, said, board: html } = await answer.json();
      show(html, focusedKey() === from ? key : undefined);
      tell(said, !moved);
    } catch {
      board().classList.remove("waiting");
      tell(root.dataset.offline, true);
    }
  }

  /* ---- Carried with the pointer ---- */

  root.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".card");
    // A finger scrolls: on a touch screen the menu of each piece moves it.
    if (!card || !isMovable() || event.button !== 0 || event.pointerType === "touch") return;
    if (event.target.closest("select, button, summary, label, input, .placing details[open] div")) return;
    carried = { card, x: event.clientX, y: event.clientY, id: event.pointerId, ghost: null };
  });

  addEventListener("pointermove", (event) => {
    if (!carried || event.pointerId !== carried.id) return;
    const far = Math.hypot(event.clientX - carried.x, event.clientY - carried.y);
    if (!carried.ghost && far < SLACK) return;
    if (!carried.ghost) pickUp();
    carried.ghost.style.left = `${event.clientX - carried.dx}px`;
    carried.ghost.style.top = `${event.clientY - carried.dy}px`;
    carried.at = [event.clientX, event.clientY];
    aim();
  });

  addEventListener("pointerup", (event) => {
    if (!carried || event.pointerId !== carried.id) return;
    const { card, target, index, ghost } = carried;
    putDown();
    if (!ghost || !target) return;
    const key = keyOf(card);
    if (target.classList.contains("pool")) {
      if (card.dataset.page) move(key, { pool: 1 });
    } else if (target.dataset.page !== card.dataset.page || index + 1 !== Number(card.dataset.position)) {
      move(key, { page: target.dataset.page, position: index + 1 });
    }
  });

  addEventListener("pointercancel", putDown);
  // What was a carrying is no click on the title.
  root.addEventListener("click", (event) => {
    if (performance.now() - putDown.at < 50) event.preventDefault();
  }, true);
  root.addEventListener("dragstart", (event) => event.preventDefault());

  function pickUp() {
    const { card } = carried;
    const box = card.getBoundingClientRect();
    const ghost = card.cloneNode(true);
    ghost.removeAttribute("id");
    ghost.classList.add("ghost");
    ghost.style.width = `${box.width}px`;
    document.body.append(ghost);
    card.classList.add("carried");
    root.classList.add("carrying");
    getSelection().removeAllRanges();
    const line = document.createElement("li");
    line.className = "drop-line";
    Object.assign(carried, { ghost, line, dx: carried.x - box.left, dy: carried.y - box.top });
    carried.scrolling = setInterval(scroll, 16);
  }

  function putDown() {
    if (!carried) return;
    clearInterval(carried.scrolling);
    if (carried.ghost) putDown.at = performance.now();
    carried.ghost?.remove();
    carried.line?.remove();
    carried.card.classList.remove("carried");
    root.classList.remove("carrying");
    root.querySelectorAll(".over").forEach((over) => over.classList.remove("over"));
    carried = null;
  }

  /** Finds where the piece would fall, and shows it as a line. */
  function aim() {
    const [x, y] = carried.at;
    const target = document.elementFromPoint(x, y)?.closest(".sheet, .pool");
    root.querySelectorAll(".over").forEach((over) => over.classList.toggle("over", over === target));
    carried.target = target;
    target?.classList.add("over");
    if (!target?.classList.contains("sheet")) {
      carried.line.remove();
      return;
    }
    const others = [...target.querySelectorAll(".card")].filter((card) => card !== carried.card);
    const behind = others.findIndex((card) => {
      const box = card.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    carried.index = behind < 0 ? others.length : behind;
    target.querySelector(".cards").insertBefore(carried.line, behind < 0 ? null : others[behind]);
  }

  function scroll() {
    if (!carried?.at) return;
    const y = carried.at[1];
    const step = y < EDGE ? y - EDGE : y > innerHeight - EDGE ? y - innerHeight + EDGE : 0;
    if (!step) return;
    scrollBy(0, step / 3);
    aim();
  }

  /* ---- Moved with the keyboard ---- */

  const KEYS = {
    ArrowUp: (card) => inOrder(card, -1),
    ArrowDown: (card) => inOrder(card, 1),
    ArrowLeft: (card) => toNeighbour(card, -1),
    ArrowRight: (card) => toNeighbour(card, 1),
    Delete: (card) => card.dataset.page && { pool: 1 },
    Backspace: (card) => card.dataset.page && { pool: 1 },
    p: (card) => card.dataset.page && { page: card.dataset.page, prominence: following(card) },
  };

  function inOrder(card, step) {
    const { page, position } = card.dataset;
    const last = card.parentElement.querySelectorAll(".card").length;
    const wanted = Number(position) + step;
    return page && wanted >= 1 && wanted <= last && { page, position: wanted };
  }

  /** The pool lies before the first page. */
  function toNeighbour(card, step) {
    const at = sheets().findIndex((sheet) => sheet.dataset.page === card.dataset.page);
    return toSheet(sheets()[at + step]);
  }

  const toSheet = (sheet) => sheet && { page: sheet.dataset.page };

  function following(card) {
    const now = PROMINENCES.findIndex((prominence) => card.classList.contains(prominence));
    return PROMINENCES[(now + 1) % PROMINENCES.length];
  }

  root.addEventListener("keydown", (event) => {
    const card = event.target;
    if (!card.matches?.(".card") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      card.querySelector(".title").click();
    } else if (!card.dataset.page && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      walk(card, event.key === "ArrowUp" ? -1 : 1);
    } else if (isMovable() && /^[1-9]$/.test(event.key)) {
      const sheet = sheets()[Number(event.key) - 1];
      if (sheet) move(keyOf(card), toSheet(sheet));
    } else if (isMovable() && KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]) {
      move(keyOf(card), KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]);
    } else {
      return;
    }
    event.preventDefault();
  });

  function walk(card, step) {
    const cards = [...root.querySelectorAll(".pool .card")];
    cards[cards.indexOf(card) + step]?.focus();
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    putDown();
    root.querySelectorAll(".placing details[open], footer details[open]").forEach((details) => {
      details.open = false;
      details.querySelector("summary").focus();
    });
  });

  /* ---- The forms of the pieces and the search of the pool ---- */

  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".placing")) {
      event.preventDefault();
      const wanted = Object.fromEntries([...new FormData(form)].filter(([name]) => ["page", "position", "prominence"].includes(name)));
      move(keyOf(form.closest(".card")), event.submitter?.name === "pool" ? { pool: 1 } : wanted);
    } else if (form.matches(".pool-search")) {
      event.preventDefault();
      search(form);
    }
  });

  root.addEventListener("change", (event) => {
    const select = event.target;
    if (select.matches(".placing > select")) {
      const card = select.closest(".card");
      move(keyOf(card), { page: card.dataset.page, prominence: select.value });
    } else if (select.matches("#pool-state")) {
      search(select.form);
    }
  });

  root.addEventListener("input", (event) => {
    if (!event.target.matches("#pool-q")) return;
    clearTimeout(search.timer);
    search.timer = setTimeout(() => search(event.target.form), 250);
  });

  root.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches(".placing details")) {
      event.target.querySelector("div").scrollIntoView({ block: "nearest" });
    }
  }, true);

  // One menu is open at a time, and none once something else is pressed.
  addEventListener("click", (event) => {
    root.querySelectorAll(".placing details[open], footer details[open]").forEach((details) => {
      if (!details.contains(event.target)) details.open = false;
    });
  });

  async function search(form) {
    clearTimeout(search.timer);
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
    await load(asked);
  }

  async function load(asked) {
    try {
      const answer = await fetch(`${root.dataset.door}?${asked}`, { redirect: "error" });
      const isOvertaken = queryOf(asked) !== queryOf(new URLSearchParams(location.search));
      if (answer.status === 200 && !isOvertaken && !moving && !carried) show(await answer.text());
    } catch {
      // Without a connection nothing is shown anew: the next time will do.
    }
  }

  function queryOf(asked) {
    const query = new URLSearchParams(asked);
    query.delete("version");
    return query.toString();
  }

  /* ---- What others change is shown by and by ---- */

  setInterval(() => {
    const isBusy = moving || carried || root.querySelector(".placing details[open]") || document.activeElement?.matches("#board select");
    if (document.visibilityState !== "visible" || isBusy) return;
    const asked = new URLSearchParams(location.search);
    asked.set("version", board().dataset.version);
    load(asked);
  }, Number(root.dataset.every) || EVERY);

  document.documentElement.classList.add("has-script");
}

/* The editor of areas: the list of pieces, the picture and the fields of the form say the same, whichever is used. */
"use strict";

{
  const form = document.getElementById("areas");
  const facts = JSON.parse(document.getElementById("areas-facts").textContent);
  const { least, most, words } = facts;
  const told = form.querySelector(".areas-told");
  const count = form.querySelector(".areas-count");
  const rows = new Map([...form.querySelectorAll(".areas-piece")].map((row) => [row.dataset.key, row]));
  // What an arrow key moves, in shares of the page; with Shift.
  const STEP = 0.002;
  const FAR = 0.02;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let chosen = null;
  let isSent = false;

  const filled = (word, values) =>
    Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`%(${name})s`, value), words[word]);

  function say(word, values = {}) {
    told.textContent = filled(word, { most, ...values });
  }

  const nameOf = (key) => rows.get(key).dataset.name;
  const button = (key) => rows.get(key).querySelector(".areas-choose");

  function where([left, top, right, bottom]) {
    const [l, t, w, h] = [left, top, right - left, bottom - top].map((share) => Math.round(share * 1000) / 10);
    return filled("where", { left: l, top: t, width: w, height: h });
  }

  /* ---- The fields ---- */

  const field = (key, name) => form.elements[`${key}-${name}`];
  const opened = (key, name) => form.elements[`initial-${key}-${name}`];
  const percent = (share) => String(Number((share * 100).toFixed(3)));
  const written = (boxes) => boxes.map((box) => box.map(percent).join(" ")).join("\n");

  /** The boxes of a field; a line that says none is left out here, and told of by the server. */
  function read(text) {
    const lines = text.split(/[\r\n;；]+/).map((line) => line.split(/[\s,，、%％]+/).filter(Boolean).map(Number));
    return lines.filter((line) => line.length === 4 && line.every(Number.isFinite)).map((line) => line.map((side) => side / 100));
  }

  const standing = (element) => (key) => [key, { place: element(key, "place").value, boxes: read(element(key, "boxes").value) }];
  const changes = new AreaChanges(
    new Map([...rows.keys()].map(standing(opened))),
    new Map([...rows.keys()].map(standing(field))),
  );

  function write(key) {
    const { place, boxes } = changes.at(key);
    field(key, "place").value = place;
    field(key, "boxes").value = written(boxes);
  }

  /* ---- What is shown ---- */

  // What takes room comes first: the picture is laid into what is left.
  form.classList.add("drawn");
  for (const hidden of form.querySelectorAll(".areas-tools, .areas-help")) hidden.hidden = false;

  const picture = new AreaPicture(form.querySelector(".areas-paper"));

  function show() {
    for (const [key, row] of rows) showRow(key, row);
    picture.show([...rows.keys()].flatMap(boxesOf));
    const { length } = changes.changed;
    count.textContent = length ? `${words.unsaved} ${length}` : "";
  }

  function showRow(key, row) {
    const isChosen = key === chosen;
    const state = stateOf(key);
    const { place, boxes } = changes.at(key);
    row.classList.toggle("chosen", isChosen);
    button(key).setAttribute("aria-expanded", isChosen);
    row.querySelector(".areas-deeds").hidden = !isChosen;
    const badge = row.querySelector(".areas-state");
    badge.className = `areas-state ${state}${changes.isChanged(key) ? " unsaved" : ""}`;
    badge.textContent = changes.isChanged(key) ? `${words[`state_${state}`]} · ${words.unsaved}` : row.dataset.said;
    const off = { confirm: place !== "auto" || !boxes.length, absent: place === "absent", restore: place === "auto" && !changes.isChanged(key) };
    for (const deed of row.querySelectorAll("[data-deed]")) deed.setAttribute("aria-disabled", Boolean(off[deed.dataset.deed]));
  }

  function stateOf(key) {
    if (!changes.isChanged(key)) return rows.get(key).dataset.state;
    const { place, boxes } = changes.at(key);
    if (place === "absent") return "absent";
    if (!boxes.length) return "unmarked";
    return place === "known" ? "hand" : "auto";
  }

  function boxesOf(key) {
    const { boxes } = changes.at(key);
    const classes = [stateOf(key), key === chosen && "chosen", boxes.length === 1 && "only"].filter(Boolean).join(" ");
    const number = [...rows.keys()].indexOf(key) + 1;
    return boxes.map((box, index) => ({
      key,
      index,
      number: index ? "" : number,
      box,
      classes,
      role: words.area,
      name: filled("box", { piece: nameOf(key), number: index + 1, count: boxes.length, where: where(box) }),
    }));
  }

  /* ---- What is done ---- */

  /** Chooses a piece, and puts the focus on `thing`, a box or a button, where one is named. */
  function choose(key, thing) {
    if (key !== chosen) {
      chosen = key;
      show();
      const { boxes } = changes.at(key);
      say("chosen", { piece: nameOf(key), count: boxes.length });
      if (!picture.narrow.matches) rows.get(key).scrollIntoView({ block: "nearest" });
    }
    thing?.focus({ preventScroll: true });
  }

  function leave() {
    const left = chosen;
    chosen = null;
    show();
    say("none_chosen");
    if (left) button(left).focus();
  }

  function make(key, place, word, values, kind) {
    const said = filled(word, { piece: nameOf(key), ...values });
    changes.make(key, place, said, kind);
    write(key);
    show();
    told.textContent = said;
  }

  function draw(box) {
    if (chosen === null) return say("choose_first");
    const { boxes } = changes.at(chosen);
    if (boxes.length >= most) return say("too_many");
    make(chosen, { place: "known", boxes: [...boxes, box] }, "drawn", { where: where(box) });
    picture.at(chosen, boxes.length).focus({ preventScroll: true });
  }

  function change(thing, box, word, kind) {
    const { key, index } = thing.dataset;
    const boxes = changes.at(key).boxes.map((old, at) => (at === Number(index) ? box : old));
    make(key, { place: "known", boxes }, word, { where: where(box) }, kind);
  }

  function remove({ dataset: { key, index } }) {
    const boxes = changes.at(key).boxes.filter((_box, at) => at !== Number(index));
    make(key, { place: boxes.length ? "known" : "auto", boxes }, "removed", { count: boxes.length });
    (picture.at(key, Math.min(index, boxes.length - 1)) ?? button(key)).focus({ preventScroll: true });
  }

  function take(step, word, none) {
    if (!step) return say(none);
    chosen = step.key;
    write(step.key);
    show();
    // The box that had the focus may be gone.
    if (document.activeElement === document.body) button(step.key).focus({ preventScroll: true });
    say(word, { what: step.said });
  }

  /** Chooses the next piece after the chosen one of which a person is to say where it stands. */
  function next() {
    const keys = [...rows.keys()];
    const at = keys.indexOf(chosen) + 1;
    const key = [...keys.slice(at), ...keys.slice(0, at)].find((one) => ["doubtful", "unmarked"].includes(stateOf(one)));
    if (!key) return say("none_left");
    choose(key, button(key));
    picture.reveal(key);
  }

  const undo = () => take(changes.undo(), "undone", "nothing_undone");
  const redo = () => take(changes.redo(), "redone", "nothing_redone");

  const DEEDS = {
    draw: () => draw(picture.middle()),
    confirm: (key) => make(key, { ...changes.at(key), place: "known" }, "confirmed"),
    absent: (key) => make(key, { place: "absent", boxes: [] }, "absent"),
    restore: (key) => make(key, { place: "auto", boxes: changes.stored.get(key).boxes }, "restored"),
  };
  const TOOLS = { in: () => picture.zoom(1), out: () => picture.zoom(-1), fit: () => picture.zoom(0), next, undo, redo };

  const gestures = new AreaGestures(picture, {
    least,
    get chosen() {
      return chosen;
    },
    box: ({ dataset: { key, index } }) => changes.at(key).boxes[index],
    boxesBut: (thing) =>
      [...rows.keys()].flatMap((key) => changes.at(key).boxes.filter((_box, index) => key !== thing?.dataset.key || index !== Number(thing.dataset.index))),
    say,
    choose,
    change,
    draw,
  });

  /* ---- The list ---- */

  for (const [key, row] of rows) {
    row.dataset.said = row.querySelector(".areas-state").textContent.trim();
    const title = row.querySelector(".areas-title");
    const chooser = document.createElement("button");
    chooser.type = "button";
    chooser.className = "areas-choose";
    chooser.append(...title.childNodes);
    title.append(chooser);
    row.querySelector(".areas-line").addEventListener("click", () => {
      choose(key, chooser);
      picture.reveal(key);
    });
    for (const over of ["pointerenter", "pointerleave"]) {
      row.addEventListener(over, () => {
        for (let index = 0; picture.at(key, index); index += 1) picture.at(key, index).classList.toggle("over", over === "pointerenter");
      });
    }
    row.querySelector(".areas-deeds").addEventListener("click", (event) => {
      const deed = event.target.closest("[data-deed]:not([aria-disabled=true])");
      if (deed) DEEDS[deed.dataset.deed](key);
    });
  }

  form.querySelector(".areas-tools").addEventListener("click", (event) => TOOLS[event.target.closest("[data-tool]")?.dataset.tool]?.());

  /* ---- The keys ---- */

  picture.sheet.addEventListener("focusin", (event) => {
    const box = event.target.closest(".areas-box");
    if (box) choose(box.dataset.key);
  });

  const KEYS = {
    n: () => draw(picture.middle()),
    "+": TOOLS.in,
    "=": TOOLS.in,
    "-": TOOLS.out,
    0: TOOLS.fit,
    Escape: () => (gestures.isUnderWay ? gestures.cancel() : leave()),
  };

  /** Moves a box, or with Alt its right and lower edge. */
  function arrow(thing, event) {
    const [dx, dy] = ARROWS[event.key].map((step) => step * (event.shiftKey ? FAR : STEP));
    const box = changes.at(thing.dataset.key).boxes[thing.dataset.index];
    const after = event.altKey ? areaGeometry.resized(box, "se", dx, dy, least) : areaGeometry.moved(box, dx, dy);
    const word = event.altKey ? "resized" : "moved";
    change(thing, after, word, `${word} ${thing.dataset.key} ${thing.dataset.index}`);
  }

  function boxKey(thing, event) {
    if (ARROWS[event.key]) arrow(thing, event);
    else if (event.key === "Delete" || event.key === "Backspace") remove(thing);
    else if (event.key === "Enter" || event.key === " ") choose(thing.dataset.key);
    else return false;
    return true;
  }

  function taken(event) {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (isCommand && (key === "z" || key === "y")) {
      (key === "y" || event.shiftKey ? redo : undo)();
      return true;
    }
    if (isCommand) return false;
    const box = event.target.closest?.(".areas-box");
    if (box && boxKey(box, event)) return true;
    if (event.altKey || !form.contains(event.target) || !KEYS[key]) return false;
    KEYS[key]();
    return true;
  }

  addEventListener("keydown", (event) => {
    if (!event.target.closest?.("input, textarea, select") && taken(event)) event.preventDefault();
  });

  /* ---- Leaving ---- */

  form.addEventListener("submit", () => (isSent = true));
  addEventListener("pageshow", () => (isSent = false));
  addEventListener("beforeunload", (event) => {
    if (!isSent && changes.changed.length) event.preventDefault();
  });

  const sheet = picture.sheet;
  sheet.setAttribute("role", "application");
  sheet.setAttribute("aria-label", form.querySelector(".areas-paper").getAttribute("aria-label"));
  show();
}

/* What the pointer does on the picture: draws a box for the chosen piece, moves and resizes its boxes, chooses another. */
"use strict";

class AreaGestures {
  // So far the pointer goes before a press becomes a dragging, in pixels.
  static #SLACK = 4;
  // So near another box's edge a dragged one is drawn to it.
  static #REACH = 6;
  #held = null;

  /** `editor` says which piece is chosen, which boxes there are, and keeps what comes of a gesture. */
  constructor(picture, editor) {
    Object.assign(this, { picture, editor });
    const { sheet, window } = picture;
    sheet.addEventListener("pointerdown", (event) => this.#press(event));
    sheet.addEventListener("pointermove", (event) => this.#move(event));
    sheet.addEventListener("pointerup", (event) => this.#release(event));
    sheet.addEventListener("pointercancel", () => this.cancel());
    // The focus goes where the editor puts it: a press alone chooses nothing.
    sheet.addEventListener("mousedown", (event) => event.preventDefault());
    // A finger's tap; a mouse's press is held by the sheet, and its click with it.
    sheet.addEventListener("click", (event) => this.#choose(event.target.closest(".areas-box")));
    window.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  get isUnderWay() {
    return Boolean(this.#held?.box);
  }

  #press(event) {
    if (event.button !== 0 || this.#held) return;
    const pressed = event.target.closest(".areas-box");
    const own = pressed?.dataset.key === this.editor.chosen ? pressed : null;
    // A finger on anything else scrolls.
    if (event.pointerType === "touch" && !own) return;
    this.picture.sheet.setPointerCapture(event.pointerId);
    const [x, y] = [event.clientX, event.clientY];
    this.#held = {
      id: event.pointerId,
      at: [x, y],
      from: this.picture.shares(x, y),
      pressed,
      own,
      edges: own && event.target.dataset.edges,
      start: own && this.editor.box(own),
      others: this.editor.boxesBut(own),
    };
    if (own) own.focus({ preventScroll: true });
  }

  #move(event) {
    const held = this.#held;
    if (event.pointerId !== held?.id) return;
    const far = Math.hypot(event.clientX - held.at[0], event.clientY - held.at[1]);
    if (!held.box && far < AreaGestures.#SLACK) return;
    if (!held.own && this.editor.chosen === null) return;
    held.thing ??= held.own ?? this.picture.ghost();
    held.box = this.#box(held, this.picture.shares(event.clientX, event.clientY));
    AreaPicture.place(held.thing, held.box);
  }

  /** The box as the pointer has it now. */
  #box({ from, start, edges, others }, to) {
    const { least } = this.editor;
    const reach = this.picture.span(AreaGestures.#REACH);
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    if (edges) {
      return areaGeometry.edgeSnapped(areaGeometry.resized(start, edges, dx, dy, least), edges, others, reach, least);
    }
    if (start) return areaGeometry.snapped(areaGeometry.moved(start, dx, dy), others, reach);
    const drawn = areaGeometry.spanned(from, to);
    if (this.#isTooSmall(drawn)) return drawn;
    const snapped = areaGeometry.edgeSnapped(drawn, "nw", others, reach, least);
    return areaGeometry.edgeSnapped(snapped, "se", others, reach, least);
  }

  #isTooSmall([left, top, right, bottom]) {
    return Math.min(right - left, bottom - top) < this.editor.least;
  }

  #release(event) {
    const held = this.#held;
    if (event.pointerId !== held?.id) return;
    const { own, box, edges, pressed } = held;
    const far = Math.hypot(event.clientX - held.at[0], event.clientY - held.at[1]);
    this.cancel();
    if (!box) {
      if (far >= AreaGestures.#SLACK && !own) this.editor.say("choose_first");
      else if (!own) this.#choose(pressed);
    } else if (own) {
      this.editor.change(own, box, edges ? "resized" : "moved");
    } else if (this.#isTooSmall(box)) {
      this.editor.say("too_small");
    } else {
      this.editor.draw(box);
    }
  }

  #choose(pressed) {
    if (pressed) this.editor.choose(pressed.dataset.key, pressed);
  }

  /** Leaves off: what was dragged goes back to where it was. */
  cancel() {
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    this.picture.sheet.releasePointerCapture?.(held.id);
    if (held.own) AreaPicture.place(held.own, held.start);
    else held.thing?.remove();
  }

  /** The wheel scrolls; with Ctrl, or two fingers on a touchpad, it makes the page larger. */
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.picture.zoom(-Math.sign(event.deltaY) / 2, [event.clientX, event.clientY]);
  }
}

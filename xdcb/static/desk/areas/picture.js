/* The picture in its window: larger and smaller, and the boxes that lie on it. */
"use strict";

class AreaPicture {
  static #STEP = 1.5;
  static #MOST = 8;
  static #HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
  #zoom = 1;
  #boxes = new Map();

  constructor(paper) {
    this.window = paper.querySelector(".areas-window");
    this.sheet = paper.querySelector(".areas-sheet");
    this.image = paper.querySelector("img");
    this.ratio = this.image.getAttribute("width") / this.image.getAttribute("height");
    this.narrow = matchMedia("(max-width: 900px)");
    new ResizeObserver(() => this.#lay()).observe(this.window);
    this.#lay();
  }

  /* ---- Size ---- */

  /** Larger by a step (1), smaller (-1), or the whole page (0); the point [x, y] of the screen stays where it is. */
  zoom(step, point) {
    const frame = this.window.getBoundingClientRect();
    const [x, y] = point ?? [frame.left + this.window.clientWidth / 2, frame.top + this.window.clientHeight / 2];
    const [shareX, shareY] = this.shares(x, y);
    this.#zoom = step ? Math.min(Math.max(this.#zoom * AreaPicture.#STEP ** step, 1), AreaPicture.#MOST) : 1;
    this.#lay();
    const sheet = this.sheet.getBoundingClientRect();
    this.window.scrollLeft += sheet.left + shareX * sheet.width - x;
    this.window.scrollTop += sheet.top + shareY * sheet.height - y;
  }

  #lay() {
    const { clientWidth, clientHeight } = this.window;
    // On a narrow screen the page is as wide as the window, which is as high as the page then.
    const fits = this.narrow.matches ? clientWidth : Math.min(clientWidth, clientHeight * this.ratio);
    if (this.narrow.matches) this.window.style.height = `${fits / this.ratio}px`;
    else this.window.style.removeProperty("height");
    const width = Math.floor(fits * this.#zoom);
    this.sheet.style.width = `${width}px`;
    this.image.sizes = `${width}px`;
  }

  /** A point of the screen in shares of the page. */
  shares(x, y) {
    const sheet = this.sheet.getBoundingClientRect();
    return [(x - sheet.left) / sheet.width, (y - sheet.top) / sheet.height];
  }

  /** So many pixels in shares of the page's width and of its height. */
  span(pixels) {
    return [pixels / this.sheet.clientWidth, pixels / this.sheet.clientHeight];
  }

  /** A box in the middle of what is seen. */
  middle() {
    const frame = this.window.getBoundingClientRect();
    const seen = areaGeometry.spanned(
      this.shares(frame.left, Math.max(frame.top, 0)),
      this.shares(frame.right, Math.min(frame.bottom, innerHeight)),
    );
    const [left, top, right, bottom] = seen;
    const [x, y, w, h] = [(left + right) / 2, (top + bottom) / 2, (right - left) / 6, (bottom - top) / 10];
    return [x - w, y - h, x + w, y + h];
  }

  /* ---- Boxes ---- */

  /** Shows `wanted`, [{key, index, number, box, name, role, classes}], in that order; what is there stays, with its focus. */
  show(wanted) {
    const ids = new Set(wanted.map(({ key, index }) => `${key}/${index}`));
    for (const [id, thing] of this.#boxes) {
      if (ids.has(id)) continue;
      thing.remove();
      this.#boxes.delete(id);
    }
    let before = this.image;
    for (const one of wanted) {
      const thing = this.at(one.key, one.index) ?? this.#made(one);
      thing.className = `areas-box ${one.classes}`;
      thing.setAttribute("aria-label", one.name);
      thing.dataset.number = one.number;
      AreaPicture.place(thing, one.box);
      if (before.nextElementSibling !== thing) before.after(thing);
      before = thing;
    }
  }

  at(key, index) {
    return this.#boxes.get(`${key}/${index}`);
  }

  /** Scrolls to where the piece's first box is seen. */
  reveal(key) {
    if (this.narrow.matches) this.window.scrollIntoView({ block: "nearest" });
    const box = this.at(key, 0)?.getBoundingClientRect();
    const frame = this.window.getBoundingClientRect();
    if (!box) return;
    const off = (from, to, first, last) => (from < first ? from - first - 20 : to > last ? Math.min(from - first, to - last) + 20 : 0);
    this.window.scrollLeft += off(box.left, box.right, frame.left, frame.right);
    this.window.scrollTop += off(box.top, box.bottom, frame.top, frame.bottom);
  }

  /** The frame of a new box while it is drawn. */
  ghost() {
    const ghost = document.createElement("div");
    ghost.className = "areas-box chosen ghost";
    this.sheet.append(ghost);
    return ghost;
  }

  #made({ key, index, role }) {
    const thing = document.createElement("div");
    thing.tabIndex = 0;
    thing.setAttribute("role", "button");
    thing.setAttribute("aria-roledescription", role);
    Object.assign(thing.dataset, { key, index });
    for (const edges of AreaPicture.#HANDLES) {
      const handle = document.createElement("span");
      handle.className = `areas-handle ${edges}`;
      handle.dataset.edges = edges;
      thing.append(handle);
    }
    this.#boxes.set(`${key}/${index}`, thing);
    return thing;
  }

  static place(thing, box) {
    const [left, top, right, bottom] = box.map((share) => share * 100);
    thing.style.left = `${left}%`;
    thing.style.top = `${top}%`;
    thing.style.width = `${right - left}%`;
    thing.style.height = `${bottom - top}%`;
    thing.classList.toggle("at-head", top < 2);
    // Of two that overlap the smaller one lies above.
    thing.style.zIndex = Math.round(1000 * (1 - areaGeometry.size(box)));
  }
}

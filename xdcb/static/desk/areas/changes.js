/* What has been done to the pieces' places since the editor was opened, to be undone and done again. */
"use strict";

/** A place is {place, boxes}; it is never changed, only replaced. */
class AreaChanges {
  // Steps of one kind in so many milliseconds are one: a key held down.
  static #TOGETHER = 1_000;
  #steps = [];
  #done = 0;

  /** Both are {key of a piece: place}: what is stored, and what the fields hold now. */
  constructor(stored, now) {
    this.stored = stored;
    this.now = new Map(now);
  }

  at(key) {
    return this.now.get(key);
  }

  isChanged(key) {
    return JSON.stringify(this.now.get(key)) !== JSON.stringify(this.stored.get(key));
  }

  get changed() {
    return [...this.now.keys()].filter((key) => this.isChanged(key));
  }

  /** `said` tells what was done; steps with the same `kind` that follow at once are undone together. */
  make(key, after, said, kind = "") {
    const last = this.#steps[this.#done - 1];
    const at = performance.now();
    this.#steps.length = this.#done;
    if (kind && last?.kind === kind && at - last.at < AreaChanges.#TOGETHER) {
      Object.assign(last, { after, said, at });
    } else {
      this.#done = this.#steps.push({ key, before: this.now.get(key), after, said, kind, at });
    }
    this.now.set(key, after);
  }

  /** Returns the step that is undone, if there is one; so does `redo`. */
  undo() {
    const step = this.#steps[this.#done - 1];
    if (!step) return null;
    this.#done -= 1;
    this.now.set(step.key, step.before);
    step.kind = "";
    return step;
  }

  redo() {
    const step = this.#steps[this.#done];
    if (!step) return null;
    this.#done += 1;
    this.now.set(step.key, step.after);
    return step;
  }
}

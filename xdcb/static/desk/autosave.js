/* Keeps what is typed into a form while it is typed: on the server, or on this machine while there is no connection.
   What was not saved is offered when the form is opened next. */
"use strict";

{
  const PAUSE = 3_000;
  const AT_LEAST = 15_000;
  const MONTH = 30 * 24 * 3600 * 1000;
  // So much a browser still sends when its page is left.
  const LAST_WORDS = 60_000;

  const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.split("=")[1];

  class Typing {
    constructor(panel) {
      this.panel = panel;
      this.form = panel.closest("form");
      this.words = JSON.parse(document.getElementById("typing-words").textContent);
      this.line = document.getElementById("autosaved");
      this.prefix = `xdcb.unsaved.${panel.dataset.user}.`;
      this.isLeaving = false;
      this.since = 0;
      this.replaces = "";
      this.isKeptHere = false;
    }

    async begin() {
      await editorsReady(this.form);
      this.sent = this.panel.dataset.refused === undefined ? this.now().text : "";
      this.stored = this.sent;
      for (const move of this.form.querySelectorAll(".moves a")) {
        move.addEventListener("click", (event) => this.hold(event, move));
      }
      for (const event of ["input", "change", "formset:added", "formset:removed"]) {
        this.form.addEventListener(event, () => this.changed());
      }
      for (const editor of editorsOf(this.form)) editor.on("change", () => this.changed());
      setInterval(() => this.keep(), AT_LEAST);
      addEventListener("online", () => this.keep());
      this.form.addEventListener("submit", () => this.submit());
      addEventListener("pagehide", () => this.leave());
      addEventListener("pageshow", () => (this.isLeaving = false));
      if (!this.sent) this.keep();
      await this.sendLeftBehind();
      await this.offerEarlier();
    }

    get name() {
      return this.form.elements.unsaved_form;
    }

    get key() {
      return `${this.prefix}${this.panel.dataset.subject}.${this.name.value}`;
    }

    now() {
      const fields = refill.read(this.form);
      return { fields, text: JSON.stringify(fields.values) };
    }

    /** What is sent: which form it is of, which word of it, on which version it was typed, and the text. */
    entry(fields) {
      return {
        form: this.name.value,
        sequence: Date.now(),
        revision: Number(this.form.elements.revision?.value || 0),
        fields,
        replaces: this.replaces,
        door: this.panel.dataset.door,
      };
    }

    changed() {
      const now = Date.now();
      this.since ||= now;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(PAUSE, this.since + AT_LEAST - now)));
    }

    async keep() {
      const { fields, text } = this.now();
      if (this.isSending || this.isLeaving || (text === this.sent && !this.isKeptHere)) return;
      this.since = 0;
      this.isSending = true;
      const entry = this.entry(fields);
      const answer = await post(entry);
      this.isSending = false;
      this.sent = text;
      if (answer.closed) this.beginAnew();
      else if (answer.saved_at) this.isKept(answer.saved_at);
      else this.keepHere(entry, answer);
    }

    isKept(at) {
      this.forget(this.key);
      this.replaces = "";
      this.say(this.words.saved.replace("%(time)s", at));
    }

    /** The form has been saved, and somebody has come back to it and types on: it is another form now. */
    beginAnew() {
      this.forget(this.key);
      if (this.isLeaving) return;
      this.name.value = crypto.getRandomValues(new Uint32Array(3)).join("").padEnd(8, "0").slice(0, 32);
      this.sent = "";
      this.changed();
    }

    keepHere(entry, { trouble, reason }) {
      this.isKeptHere = this.store(entry);
      const told = this.isKeptHere ? this.words[trouble].replace("%(reason)s", reason) : this.words.nowhere;
      this.say(told, true);
      if (!this.isKeptHere) this.sent = "";
    }

    store(entry) {
      try {
        localStorage.setItem(this.key, JSON.stringify(entry));
        return true;
      } catch {
        return false;
      }
    }

    forget(key) {
      this.isKeptHere = false;
      try {
        localStorage.removeItem(key);
      } catch {
        // A browser without storage has kept nothing.
      }
    }

    say(text, isTrouble = false) {
      this.line.textContent = text;
      this.line.classList.toggle("trouble", isTrouble);
    }

    /** A move is made of the stored text: what is typed and not saved has to be saved first. */
    hold(event, move) {
      if (this.now().text === this.stored) return;
      event.preventDefault();
      this.held ??= this.addHeld(move);
      this.held.textContent = "";
      this.held.textContent = this.words.hold.replace("%(move)s", move.textContent.replace("…", "").trim());
    }

    addHeld(move) {
      const line = document.createElement("p");
      line.className = "held locked-line";
      line.setAttribute("role", "alert");
      move.closest(".moves").after(line);
      return line;
    }

    /** A save may fail on its way: what is sent stays on this machine until the server says that it is saved. */
    submit() {
      this.isLeaving = true;
      const token = cookie("csrftoken");
      if (token) this.form.elements.csrfmiddlewaretoken.value = token;
      this.store(this.entry(this.now().fields));
    }

    leave() {
      const { fields, text } = this.now();
      if (this.isLeaving || text === this.sent) return;
      const entry = this.entry(fields);
      this.store(entry);
      if (JSON.stringify(entry).length < LAST_WORDS) post(entry, { keepalive: true });
    }

    /** Send what earlier forms have left on this machine. */
    async sendLeftBehind() {
      this.stuck = [];
      for (const key of this.keysLeftBehind()) {
        const entry = JSON.parse(localStorage.getItem(key));
        if (entry.sequence < Date.now() - MONTH) this.forget(key);
        else {
          const answer = await post(entry);
          if (answer.closed || answer.saved_at) localStorage.removeItem(key);
          else if (key.startsWith(`${this.prefix}${this.panel.dataset.subject}.`)) this.stuck.push({ key, entry });
        }
      }
    }

    keysLeftBehind() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && key !== this.key);
      } catch {
        return [];
      }
    }

    async offerEarlier() {
      let texts = [];
      try {
        const answer = await fetch(`${this.panel.dataset.door}?form=${this.name.value}`, { redirect: "error" });
        if (answer.ok) ({ texts } = await answer.json());
      } catch {
        // Without a connection what the server has can't be offered.
      }
      const here = this.stuck.map(({ key, entry }) => ({ ...entry, key, at: this.words.here }));
      this.panel.replaceChildren(...[...texts, ...here].map((text) => this.offer(text)));
      this.panel.hidden = !this.panel.children.length;
    }

    offer(text) {
      const line = document.createElement("p");
      const told = document.createElement("span");
      told.textContent = this.words.offer.replace("%(time)s", text.at);
      line.append(told, this.button("restore", () => this.restore(text, line)));
      if (text.compare) line.append(this.link(text.compare));
      line.append(this.button("discard", () => this.discard(text, line)));
      return line;
    }

    button(name, press) {
      const button = document.createElement("button");
      button.type = "button";
      button.name = name;
      button.textContent = this.words[name];
      button.addEventListener("click", press);
      return button;
    }

    link(address) {
      const link = document.createElement("a");
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = this.words.compare;
      return link;
    }

    /** Fill the form in as it was typed, on the version that it was typed on: a later one is still found out. */
    restore(text, line) {
      refill.fill(this.form, text.fields);
      if (this.form.elements.revision) this.form.elements.revision.value = text.revision;
      this.replaces = text.form;
      this.remember(text.form);
      this.done(line);
      this.say(this.words.restored);
      if (text.key) this.forget(text.key);
      this.sent = "";
      this.changed();
    }

    /** The save of this form settles the text that was brought back into it as well. */
    remember(name) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "unsaved_restored", value: name });
      this.panel.before(field);
    }

    async discard(text, line) {
      if (text.key) this.forget(text.key);
      await post({ door: this.panel.dataset.door, form: text.form, discard: true });
      this.done(line);
    }

    done(line) {
      line.remove();
      this.panel.hidden = !this.panel.children.length;
    }
  }

  /** Sends one entry; returns the server's answer, or the {trouble, reason} that there was. */
  async function post({ door, ...entry }, options = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") ?? formToken() };
    try {
      const answer = await fetch(door, { method: "POST", redirect: "manual", headers, body: JSON.stringify(entry), ...options });
      if (answer.ok) return await answer.json();
      const { reason } = await answer.json().catch(() => ({}));
      if (reason) return { trouble: "refused", reason };
      return { trouble: answer.status && answer.status !== 403 ? "refused" : "session", reason: String(answer.status) };
    } catch {
      return { trouble: "network", reason: "" };
    }
  }

  const formToken = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  const editorsOf = (form) => Object.values(window.CKEDITOR?.instances ?? {}).filter((editor) => form.contains(editor.element.$));

  /** Resolves when the editors of the form can be read, and after ten seconds in any case. */
  async function editorsReady(form) {
    const wanted = form.querySelectorAll("textarea[data-type=ckeditortype]").length;
    for (let turn = 0; turn < 100; turn += 1) {
      const ready = editorsOf(form).filter((editor) => editor.status === "ready");
      if (ready.length >= wanted) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.getElementById("unsaved");
    if (panel) new Typing(panel).begin();
  });
}

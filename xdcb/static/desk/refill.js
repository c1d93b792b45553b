/* Reads what stands in a form of the admin, and fills it in again: fields, the body's editor, rows of inlines. */
"use strict";

const refill = (() => {
  const UNTYPED = new Set(["csrfmiddlewaretoken", "unsaved_form", "unsaved_restored", "revision"]);
  const OF_A_ROW = /^(\w+)-(\d+)-(.+)$/;
  const BY_DJANGO = /-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/;

  const editorOf = (field) => window.CKEDITOR?.instances[field.id];

  /** Returns {values: {name: [text]}, labels: {name: words of a chosen person}}; files are left out. */
  function read(form) {
    const values = {};
    const labels = {};
    for (const field of form.querySelectorAll("textarea")) {
      const editor = editorOf(field);
      if (editor?.status === "ready") editor.updateElement();
    }
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || UNTYPED.has(name) || name.includes("__prefix__")) continue;
      (values[name] ??= []).push(value);
    }
    for (const select of form.querySelectorAll("select.admin-autocomplete")) {
      const chosen = select.selectedOptions[0];
      if (chosen?.value && !select.name.includes("__prefix__")) labels[select.name] = chosen.text;
    }
    return { values, labels };
  }

  /** Fills in what `read` has returned; a row whose stored one is gone comes back as a new row. */
  function fill(form, { values, labels = {} }) {
    const rows = rowsOf(values);
    for (const field of form.querySelectorAll("input, select, textarea")) {
      const { name } = field;
      if (!name || UNTYPED.has(name) || OF_A_ROW.test(name) || name.includes("__prefix__") || BY_DJANGO.test(name)) continue;
      set(field, values[name] ?? [], labels[name]);
    }
    for (const [prefix, numbered] of Object.entries(rows)) fillRows(form, prefix, numbered, labels);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function rowsOf(values) {
    const rows = {};
    for (const [name, texts] of Object.entries(values)) {
      const [, prefix, number, field] = name.match(OF_A_ROW) ?? [];
      if (prefix) ((rows[prefix] ??= {})[number] ??= {})[field] = texts;
    }
    return rows;
  }

  function fillRows(form, prefix, numbered, labels) {
    const total = form.elements[`${prefix}-TOTAL_FORMS`];
    if (!total) return;
    const used = new Set();
    for (const [number, row] of Object.entries(numbered)) {
      const at = storedAt(form, prefix, total, row) ?? (isBlank(form, prefix, row) ? undefined : freeRow(form, prefix, total, used));
      if (at === undefined) continue;
      used.add(at);
      fillRow(form, prefix, at, row, (field) => labels[`${prefix}-${number}-${field}`]);
    }
  }

  /** Where the stored row of `row` stands in the form now, undefined where it is gone. */
  function storedAt(form, prefix, total, row) {
    const key = row.id?.[0];
    for (let n = 0; key && n < Number(total.value); n += 1) {
      if (form.elements[`${prefix}-${n}-id`]?.value === key) return n;
    }
    return undefined;
  }

  /** A row is blank where it says no more than a row that has just been added. */
  function isBlank(form, prefix, row) {
    return Object.entries(row).every(([field, [text]]) => {
      const fresh = form.elements[`${prefix}-__prefix__-${field}`];
      return !text || field === "id" || text === fresh?.value;
    });
  }

  /** The number of a row that nobody has typed in; one is added where there is none. */
  function freeRow(form, prefix, total, used) {
    for (let n = 0; n < Number(total.value); n += 1) {
      if (!used.has(n) && !form.elements[`${prefix}-${n}-id`]?.value && isBlank(form, prefix, rowNow(form, prefix, n))) return n;
    }
    const add = document.querySelector(`#${prefix}-group .add-row a`);
    const before = Number(total.value);
    add?.click();
    return Number(total.value) > before ? before : undefined;
  }

  function rowNow(form, prefix, number) {
    return rowsOf(read(form).values)[prefix]?.[number] ?? {};
  }

  function fillRow(form, prefix, at, row, label) {
    const start = `${prefix}-${at}-`;
    for (const field of form.querySelectorAll(`[name^="${start}"]`)) {
      const name = field.name.slice(start.length);
      // The keys are those of the row as it stands now.
      if (name === "id" || (field.type === "hidden" && !(name in row))) continue;
      if (field.type === "hidden" && name !== "upload-kept") continue;
      set(field, row[name] ?? [], label(name));
    }
  }

  function set(field, texts, label) {
    if (field.type === "file" || field.type === "submit" || field.type === "button") return;
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = texts.includes(field.value);
      return;
    }
    const text = texts[0] ?? "";
    const editor = editorOf(field);
    if (editor) editor.setData(text);
    if (field.tagName === "SELECT") choose(field, text, label);
    else field.value = text;
  }

  function choose(select, text, label) {
    const isOffered = [...select.options].some((option) => option.value === text);
    if (text && !isOffered) select.append(new Option(label || text, text));
    select.value = text;
    window.django?.jQuery?.(select).trigger("change");
  }

  return { read, fill };
})();

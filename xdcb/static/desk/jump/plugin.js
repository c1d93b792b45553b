/* Shows the jump mark of a body, <br class="jump">, as a line across the text, with a button that sets one, and names the formats. */
"use strict";

CKEDITOR.plugins.add("jump", {
  requires: "fakeobjects",

  onLoad() {
    const image = CKEDITOR.getUrl(`${this.path}line.svg`);
    CKEDITOR.addCss(
      `img.cke_jump { display: block; width: 100%; height: 22px; margin: 4px 0; cursor: default;
        background: url("${image}") center / auto 100% no-repeat; }`,
    );
  },

  // The newsroom's words for the list of formats.
  beforeInit(editor) {
    Object.assign(editor.lang.format, editor.config.formatLabels);
  },

  init(editor) {
    editor.addCommand("jump", {
      allowedContent: "br(jump)",
      exec() {
        const mark = editor.document.createElement("br", { attributes: { class: "jump" } });
        editor.insertElement(editor.createFakeElement(mark, "cke_jump", "jump"));
      },
    });
    editor.ui.addButton("Jump", { label: editor.config.jumpLabel, command: "jump", icon: `${this.path}icon.svg`, toolbar: "insert" });
  },

  afterInit(editor) {
    const rules = {
      elements: {
        br: (element) =>
          element.attributes.class === "jump"
            ? editor.createFakeParserElement(element, "cke_jump", "jump", false)
            : undefined,
      },
    };
    // Before the editor drops a line break that ends a block (its own rules have priority 10).
    editor.dataProcessor.dataFilter.addRules(rules, 4);
  },
});

/* Makes pasted HTML plain before the editor's own filter sees it: headings of any level become subheads, and what only
   Word's styles tell is told by tags. The same rules as on the server: articles/word_html.py. */
"use strict";

(() => {
  const FROM_WORD = /mso-|\bMso[A-Z]|msocom/;
  const IS_HEADING = /\bMso(?:Title|Subtitle|Heading)|mso-outline-level:\s*[1-9]/i;
  const NUMBER =
    /^(?:[(（]?(?:\d+(?:\.\d+)*|[一二三四五六七八九十百]+|[a-zA-Z]{1,5}(?=[.)）]))[)）.．、]?|[①-⑳]|第.{1,5}[章节条])$/;
  // A line that a program has broken between two Chinese signs is no space.
  const BROKEN_LINE = /([—‘-”…\u2e80-\u9fff\uff00-\uffef])[ \t\r]*\n\s*(?=[—‘-”…\u2e80-\u9fff\uff00-\uffef])/g;
  const NO_COPY = "style, script, title, xml, del, a.msocomanchor, [style*='mso-element:comment-list'], [style*='mso-element: comment-list']";

  function rename(element, name) {
    const renamed = element.ownerDocument.createElement(name);
    renamed.append(...element.childNodes);
    element.replaceWith(renamed);
  }

  /** A list's number stays as text, its bullet goes. */
  function plainMark(mark) {
    const text = mark.textContent.trim();
    mark.replaceWith(NUMBER.test(text) ? text : "");
  }

  function unpackFromWord(page) {
    page.querySelectorAll("span[style*='mso-list']").forEach((span) => {
      if (/mso-list:\s*Ignore/i.test(span.getAttribute("style"))) plainMark(span);
    });
    page.querySelectorAll("p").forEach((paragraph) => {
      const told = `${paragraph.className} ${paragraph.getAttribute("style") || ""}`;
      if (IS_HEADING.test(told)) rename(paragraph, "h3");
    });
  }

  function joinBrokenLines(page) {
    const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(BROKEN_LINE, "$1");
  }

  function plain(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(NO_COPY).forEach((element) => element.remove());
    if (FROM_WORD.test(html)) unpackFromWord(page);
    page.querySelectorAll("h1, h2, h4, h5, h6").forEach((heading) => rename(heading, "h3"));
    page.querySelectorAll("h3 b, h3 strong").forEach((bold) => bold.replaceWith(...bold.childNodes));
    joinBrokenLines(page);
    return page.body.innerHTML;
  }

  CKEDITOR.plugins.add("plainpaste", {
    init(editor) {
      // After the clipboard has been read (priority 1), before anything else looks at what came.
      const early = 2;
      editor.on(
        "paste",
        ({ data }) => {
          if (data.dataTransfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL) return;
          const html = data.dataTransfer.getData("text/html", true);
          if (html) Object.assign(data, { type: "html", dataValue: plain(html) });
        },
        null,
        null,
        early,
      );
    },
  });
})();

/* Says again and again that this form is open, and shows who else has it open and who has saved it since. */
"use strict";

{
  const EVERY = 20_000;

  /** What the server wants with each word: the form's own token, the version and the state it was opened at. */
  const sentBy = (panel) => {
    const form = panel.closest("form");
    const sent = new FormData();
    if (panel.dataset.state) sent.set("state", panel.dataset.state);
    for (const name of ["csrfmiddlewaretoken", "revision"]) {
      const field = form.elements[name];
      if (field) sent.set(name, field.value);
    }
    return sent;
  };

  const show = (panel, lines) => {
    panel.replaceChildren(
      ...lines.map((line) => {
        const told = document.createElement("p");
        told.textContent = line;
        return told;
      }),
    );
    panel.hidden = !lines.length;
  };

  const tell = async (panel) => {
    try {
      const answer = await fetch(panel.dataset.door, { method: "POST", body: sentBy(panel), redirect: "error" });
      if (answer.ok) show(panel, (await answer.json()).lines);
    } catch {
      // Without a connection nobody is told: the next time will do.
    }
  };

  const leave = (panel) => {
    const sent = sentBy(panel);
    sent.set("leave", "1");
    navigator.sendBeacon(panel.dataset.door, sent);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.getElementById("presence");
    if (!panel) return;
    tell(panel);
    setInterval(() => tell(panel), EVERY);
    addEventListener("pagehide", () => leave(panel));
    addEventListener("pageshow", (event) => event.persisted && tell(panel));
  });
}

/* Says that a form is on its way where the answer takes longer than a moment. */

for (const form of document.querySelectorAll("form[data-busy]")) {
  const said = document.createElement("p");
  said.className = "help busy";
  said.setAttribute("role", "status");
  form.append(said);
  form.addEventListener("submit", () => (said.textContent = form.dataset.busy));
  // Whoever comes back finds the form as it was.
  addEventListener("pageshow", () => (said.textContent = ""));
}

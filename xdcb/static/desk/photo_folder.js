/* Says how many photos are chosen; too many are refused before they are sent. */

const field = document.querySelector(".photo-folder input[type=file]");
const chosen = document.querySelector(".photo-folder .chosen");

const tell = () => {
  const count = field.files.length;
  const isTooMany = count > Number(field.dataset.most);
  chosen.textContent = count > 1 ? `${chosen.dataset.chosen} ${count}` : "";
  field.setCustomValidity(isTooMany ? chosen.dataset.tooMany : "");
  field.reportValidity();
};

field.addEventListener("change", tell);
// They may have been chosen before the script came.
if (field.files.length) tell();

// The order of the parts in a form (templates/desk/parts.html): each part says its place in a hidden field, so that a
// move is saved, kept in the draft and warned of like whatever is typed. Without this module the order stays as it is.

import { isUndo, sortable } from "./sorting.js";

function start(list) {
  const note = list.parentElement.querySelector("[data-moved]");
  const undo = note.querySelector("[data-undo]");
  const moves = [];
  const sorting = sortable(list, "[data-part]", (part, from, to) => {
    moves.push([part, from]);
    placed(part, from, to);
  });

  function number() {
    for (const [place, part] of sorting.rows().entries()) {
      part.querySelector("[data-place]").value = place + 1;
      part.querySelector("[data-number]").textContent = place + 1;
    }
  }

  function placed(part, from, to) {
    number();
    const title = part.querySelector("[data-title]").textContent;
    note.querySelector("[data-said]").textContent = `${note.dataset.moved}: ${from + 1} → ${to + 1} · ${title}`;
    undo.hidden = !moves.length;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function takeBack() {
    const [part, to] = moves.pop();
    placed(part, sorting.shift(part, to), to);
    part.querySelector("[data-handle]").focus();
  }

  const show = () => list.querySelectorAll("[data-handle], [data-moves]").forEach((one) => (one.hidden = false));
  show();
  list.addEventListener("formset:added", () => {
    show();
    number();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-way]");
    const part = button?.closest("[data-part]");
    if (part) sorting.move(part, sorting.placeOf(part) + Number(button.dataset.way));
  });
  undo.addEventListener("click", takeBack);
  document.addEventListener("keydown", (event) => {
    if (!moves.length || !isUndo(event)) return;
    event.preventDefault();
    takeBack();
  });
}

for (const list of document.querySelectorAll("[data-parts]")) {
  if (list.parentElement.querySelector("[data-moved]")) start(list);
}

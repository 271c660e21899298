// The screen on which rows are put in order (templates/desk/order.html): each move, by whatever way, is one small form,
// sent at once; what comes back takes the place of what stood there. Without this module up and down send it plainly.

import { isUndo, sortable } from "./sorting.js";

const said = document.querySelector("[data-order-said]");
const lost = document.querySelector("[data-order-lost]");
const place = () => document.querySelector("[data-order]");

function begin() {
  const list = place().querySelector("[data-rows]");
  for (const handle of list.querySelectorAll("[data-handle]")) handle.hidden = false;
  const sorting = sortable(list, "[data-row]", async (row, from) => {
    const behind = row.previousElementSibling?.dataset.row ?? 0;
    if (!(await send("put", `${row.dataset.row}:${behind}`))) sorting.shift(row, from);
  });
  // The row that moved keeps the keyboard. Browsers pass `autofocus` by where anything took the focus while loading.
  list.querySelector("[autofocus]")?.focus();
}

async function send(name, value) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? place().querySelector("[name=csrfmiddlewaretoken]").value;
  const list = place().querySelector("[data-rows]");
  list.inert = true; // the next move waits for this one
  try {
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, [name]: value });
    const answer = await fetch(location.pathname, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-order]");
    if (!fresh) return location.reload(); // signed out meanwhile: the page itself says so
    lost.hidden = true;
    place().replaceWith(fresh);
    begin();
    said.textContent = fresh.querySelector("[data-said]")?.textContent ?? "";
    history.replaceState(null, "", answer.url);
    return true;
  } catch {
    lost.hidden = false;
    list.inert = false;
    return false;
  }
}

document.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (!event.target.closest("[data-order]") || !submitter?.name) return;
  event.preventDefault();
  send(submitter.name, submitter.value);
});

document.addEventListener("keydown", (event) => {
  const undo = place().querySelector("[data-undo]");
  if (!undo || !isUndo(event)) return;
  event.preventDefault();
  send(undo.name, undo.value);
});

begin();
addEventListener("load", () => place().querySelector("[autofocus]")?.focus());

// Hints beside a field (publishing/desk/hints.py): the page comes with those of all that stands open, asks for those of
// a part when it is opened, and for those of a field anew while somebody types in it. A click writes the right word into
// the field, so that Ctrl+Z takes it back.

import { columnsOf, control, originalOf, textOf } from "./words.js";

const PAUSE = 500;
const address = document.querySelector("[data-languages]")?.dataset.hintsAddress;
const waiting = new Map();
const asked = new WeakMap();
const entered = new WeakSet();

function show(column, html) {
  const place = column.querySelector("[data-hints]");
  if (!place) return;
  place.setAttribute("aria-live", "polite");
  if (place.dataset.shown === html) return;
  place.dataset.shown = html;
  place.innerHTML = html;
  enliven(place);
}

/** Let the buttons be seen that only a script can answer, where their field can be written in. */
function enliven(place) {
  for (const button of place.querySelectorAll("[data-put]")) {
    button.hidden = !control(button.closest("[data-column]"));
  }
}

/** Return the texts of a field by language. */
const textsOf = (words) => Object.fromEntries(columnsOf(words).map((one) => [one.dataset.column, textOf(one)]));

/** Ask for the hints of fields at once; an answer after a newer question is thrown away, and so is a failed one. */
async function ask(all) {
  const original = all.map(originalOf).find(Boolean);
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!original || !token) return false;
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", token.value);
  sent.set("original", original.dataset.column);
  sent.set("fields", JSON.stringify(all.map(textsOf)));
  const turns = all.map((words) => (asked.get(words) ?? 0) + 1);
  all.forEach((words, place) => asked.set(words, turns[place]));
  try {
    const response = await fetch(address, { method: "POST", body: sent, redirect: "error" });
    if (!response.ok) return false;
    const { fields } = await response.json();
    all.forEach((words, place) => {
      if (asked.get(words) !== turns[place]) return;
      for (const column of columnsOf(words)) show(column, fields[place]?.[column.dataset.column] ?? "");
    });
    return true;
  } catch {
    return false; // No line: the hints of before stay, the form works on.
  }
}

/** Ask for the hints of all parts that were opened and came without them: one question, and again after a failed one. */
async function askForOpened() {
  const folds = [...document.querySelectorAll("[data-fold][open][data-unasked]")];
  const all = folds.flatMap((fold) => [...fold.querySelectorAll("[data-words]")]);
  for (const fold of folds) delete fold.dataset.unasked;
  if (all.length && !(await ask(all))) for (const fold of folds) fold.dataset.unasked = "";
}

function askSoon(words) {
  clearTimeout(waiting.get(words));
  waiting.set(
    words,
    setTimeout(() => ask([words]), PAUSE),
  );
}

/** Write over the selection; the browser's own command keeps it undoable and tells the editor of rich text. */
function type(element, text) {
  if (document.execCommand("insertText", false, text) || element.isContentEditable) return;
  element.setRangeText(text, element.selectionStart, element.selectionEnd, "end");
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Return where a word, letters alone, begins in a text; -1 where it does not stand as a whole word. */
function placeOf(word, text) {
  return text.search(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "u"));
}

/** Select a word in the editor of rich text; return whether it stands in one piece. */
function selectIn(editor, word) {
  const pieces = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  while (pieces.nextNode()) {
    const at = placeOf(word, pieces.currentNode.data);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(pieces.currentNode, at, pieces.currentNode, at + word.length);
    return true;
  }
  return false;
}

/** Put the right spelling in the place of a word, wherever it stands in the field. */
function replace(element, word, right) {
  element.focus();
  if (element.isContentEditable) {
    for (let many = 0; many < 50 && selectIn(element, word); many += 1) type(element, right);
    return;
  }
  for (let many = 0, at; many < 50 && (at = placeOf(word, element.value)) >= 0; many += 1) {
    element.setSelectionRange(at, at + word.length);
    type(element, right);
  }
}

/** Write agreed words where the cursor was, at the end where nobody has written yet, with blanks around them. */
function insert(element, text) {
  const isFresh = !entered.has(element);
  element.focus();
  if (element.isContentEditable) {
    if (isFresh) {
      getSelection().selectAllChildren(element);
      getSelection().collapseToEnd();
    }
    type(element, text);
    return;
  }
  if (isFresh) element.setSelectionRange(element.value.length, element.value.length);
  const before = element.value.slice(0, element.selectionStart);
  const after = element.value.slice(element.selectionEnd);
  const left = /[\p{L}\p{N}.,:;!?]$/u.test(before) ? " " : "";
  const right = /^[\p{L}\p{N}]/u.test(after) ? " " : "";
  type(element, left + text + right);
}

document.addEventListener("input", (event) => {
  const words = event.target.closest?.("[data-words]");
  if (words && address) askSoon(words);
});

if (address) {
  let soon;
  const askOnce = () => {
    clearTimeout(soon);
    soon = setTimeout(askForOpened);
  };
  document.addEventListener("toggle", askOnce, true);
  askOnce();
}

document.addEventListener("focusout", ({ target }) => entered.add(target));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-put]");
  if (!button) return;
  const element = control(button.closest("[data-column]"));
  const { put, insteadOf } = button.dataset;
  if (insteadOf) replace(element, insteadOf, put);
  else insert(element, put);
});

document.querySelectorAll("[data-hints]").forEach(enliven);
document.addEventListener("prose-editor:ready", ({ detail: { textarea } }) => {
  const place = textarea.closest("[data-column]")?.querySelector("[data-hints]");
  if (place) enliven(place);
});

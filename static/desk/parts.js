// The parts of a row (templates/desk/parts.html): what is behind a line comes to life when it opens; its line follows
// what is typed. Opening and closing is the browser's own; without this module only adding is missing.

import { columnsOf, enliven, originalOf, textOf } from "./words.js";

const KEPT = `desk-open:${location.pathname}`;
const BEGINNING = 90;
const said = document.querySelector("[data-languages]")?.dataset ?? {};

const parts = () => [...document.querySelectorAll("[data-part]")];
const foldOf = (part) => part.querySelector("[data-fold]");

/** Make the selects of a part choose by typing, once it can be seen. */
function choosers(part) {
  const $ = window.django?.jQuery;
  if (!$?.fn.djangoAdminSelect2) return;
  const fresh = $(part).find(".desk-autocomplete:not(.select2-hidden-accessible)");
  if (fresh.length) fresh.djangoAdminSelect2();
}

/** Say in the line of a part how it begins, in the language that is shown, and which languages it lacks. */
function tell(part) {
  const called = part.closest("[data-parts]").dataset.called;
  const all = [...part.querySelectorAll("[data-words]")];
  const named = called && all.find((words) => words.querySelector(`[name*="-${called}_"]`));
  if (named) part.querySelector("[data-title]").textContent = beginning(named) || said.nameless;
  const lacking = new Map();
  for (const words of all) {
    for (const column of words.querySelectorAll(".is-missing")) lacking.set(column.dataset.column, column);
  }
  part.querySelector("[data-marks]").replaceChildren(...[...lacking.values()].map(mark));
}

function beginning(words) {
  const isNarrow = matchMedia("(max-width: 1199px)").matches;
  const shown = isNarrow && words.querySelector(`.language-${document.documentElement.dataset.deskLanguage}`);
  const texts = [shown, originalOf(words), ...columnsOf(words)].filter(Boolean).map(textOf);
  const text = texts.find(Boolean) ?? "";
  return text.length > BEGINNING ? `${text.slice(0, BEGINNING - 1)}…` : text;
}

function mark(column) {
  const sign = Object.assign(document.createElement("abbr"), { className: "desk-part__mark" });
  const language = document.querySelector(`[data-languages] [data-language=${column.dataset.column}]`);
  sign.title = `${language.textContent}: ${said.missing}`;
  sign.textContent = column.querySelector(".words__tag").lastChild.textContent;
  return sign;
}

function remember() {
  const open = parts().filter((part) => foldOf(part).open);
  sessionStorage.setItem(KEPT, JSON.stringify(open.map((part) => part.id)));
}

function opened(part) {
  enliven(part);
  choosers(part);
}

/** Copy the empty part to the end and begin to write in it. */
function add(list) {
  const total = list.parentElement.querySelector("[name$=TOTAL_FORMS]");
  const holder = document.createElement("div");
  holder.innerHTML = list.querySelector("template[data-new]").innerHTML.replaceAll("__prefix__", total.value);
  const part = holder.firstElementChild;
  total.value = Number(total.value) + 1;
  list.querySelector("template[data-new]").before(part);
  part.querySelector("[data-number]").textContent = list.querySelectorAll("[data-part]").length;
  foldOf(part).open = true;
  part.firstElementChild.dispatchEvent(
    new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: list.dataset.parts } }),
  );
  opened(part);
  [...part.querySelectorAll("textarea, input:not([type=hidden]), select")].find((one) => one.checkVisibility())?.focus();
}

document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.matches?.("[data-fold]")) return;
    if (event.target.open) opened(event.target.closest("[data-part]"));
    remember();
  },
  true,
);

document.addEventListener("input", (event) => {
  const part = event.target.closest?.("[data-part]");
  if (part) tell(part);
});

document.addEventListener("desk:language", () => parts().forEach(tell));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-add]");
  if (button) add(button.closest("[data-parts]"));
});

for (const button of document.querySelectorAll("[data-add]")) button.hidden = false;
const kept = new Set(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));
for (const part of parts()) {
  if (kept.has(part.id) || location.hash === `#${part.id}`) foldOf(part).open = true;
  if (foldOf(part).open) opened(part);
}

// A form that came back with a mistake begins at the mistake; its part stands open already.
const fault = document.querySelector("[data-languages] ~ * .errorlist:not(.nonfield)");
const place = fault?.closest("[data-column], .desk-controls__one, .field-line");
place?.querySelector("textarea, input:not([type=hidden]), select, [contenteditable]")?.focus();

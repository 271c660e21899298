// What helps while words are written in a column: copy the original, mark what is not translated and words of mixed
// script. Columns are those of templates/desk/_words.html; what is said stands in templates/desk/languages.html.

const said = document.querySelector("[data-languages]")?.dataset ?? {};
const WORD = /[\p{L}\p{Nl}\p{No}]+/gu;

/** Return the words of a text that mix Latin and Cyrillic letters, each once (publishing/kyrgyz/script.py has the rule). */
export function mixedScript(text) {
  const words = text.replaceAll("\u00ad", "").normalize("NFC").match(WORD) ?? [];
  return [...new Set(words)].filter((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word));
}

export const control = (column) => column.querySelector(":scope > textarea, :scope > input, :scope .ProseMirror");
const isRich = (element) => element?.isContentEditable;

export function textOf(column) {
  const element = control(column);
  return (isRich(element) ? element.textContent : element?.value ?? column.dataset.text ?? "").trim();
}

export const columnsOf = (words) => [...words.querySelectorAll("[data-column]")];
export const originalOf = (words) => words.querySelector(".is-original[data-column]");

function note(column, words) {
  let line = column.querySelector("[data-mixed]");
  if (!words.length) return line?.remove();
  if (!line) {
    line = document.createElement("p");
    line.className = "words__mixed";
    line.dataset.mixed = "";
    line.setAttribute("role", "status");
    column.append(line);
  }
  line.replaceChildren(`${said.mixed}: `, ...words.flatMap((word, place) => [place ? ", " : "", ...marked(word)]));
}

/** Return a word with its Latin letters marked. */
function marked(word) {
  return word.split(/(\p{Script=Latin}+)/u).map((piece) => {
    if (!/\p{Script=Latin}/u.test(piece)) return piece;
    return Object.assign(document.createElement("mark"), { textContent: piece });
  });
}

function copyButton(column) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "words__copy" });
  button.textContent = said.copy;
  button.dataset.copy = "";
  button.setAttribute("aria-label", `${said.copy}: ${column.querySelector(".words__tag").innerText}`);
  return button;
}

function sayMissing(column, isMissing) {
  const there = column.querySelector("[data-missing]");
  if (!isMissing) return there?.remove();
  if (there) return;
  const sign = Object.assign(document.createElement("span"), { className: "words__missing", textContent: said.missing });
  sign.dataset.missing = "";
  column.querySelector(".words__tag").after(sign);
}

/** Show what a field lacks in each language. */
export function look(words) {
  const source = originalOf(words);
  if (!source) return;
  const sourceText = textOf(source);
  for (const column of columnsOf(words)) {
    const text = textOf(column);
    const isMissing = Boolean(sourceText) && !text;
    column.classList.toggle("is-missing", isMissing);
    sayMissing(column, isMissing);
    const button = column.querySelector("[data-copy]");
    const canCopy = isMissing && !isRich(control(column)) && control(column);
    if (canCopy && !button) column.querySelector("[data-head]").append(copyButton(column));
    else if (!canCopy && button) button.remove();
    note(column, mixedScript(text));
  }
}

function write(element, text) {
  element.value = text;
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Make an area as high as its text where the browser does not do it by itself. */
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** Bring the fields of a form, or of a part that was opened, to life. */
export function enliven(place) {
  for (const words of place.querySelectorAll("[data-words]")) look(words);
  for (const area of place.querySelectorAll(".desk-text")) grow(area);
}

function isInClosedPart(element) {
  return element.closest("[data-fold]:not([open])") !== null;
}

document.addEventListener("input", (event) => {
  const words = event.target.closest?.("[data-words]");
  if (!words) return;
  look(words);
  if (event.target.matches(".desk-text")) grow(event.target);
});

document.addEventListener("click", (event) => {
  const column = event.target.closest?.("[data-copy]")?.closest("[data-column]");
  if (!column) return;
  const area = control(column);
  write(area, control(originalOf(column.closest("[data-words]"))).value);
  area.focus();
});

// Enter on a field of one line neither breaks it nor sends the form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing && event.target.matches?.(".desk-text--line")) event.preventDefault();
});

for (const words of document.querySelectorAll("[data-words]")) if (!isInClosedPart(words)) look(words);
for (const area of document.querySelectorAll(".desk-text")) if (!isInClosedPart(area)) grow(area);

// ң ө ү on the screen, and with Alt on the keys н о у (n o u), for the text field in focus. The row of keys stands at
// the head of the field, so Shift+Tab reaches it; on a phone it stands above the keyboard.

const LETTERS = "ңөүҢӨҮ";
const KEYS = { н: "ң", о: "ө", у: "ү", n: "ң", o: "ө", u: "ү" };
const TYPED_IN = "textarea, input[type=text], input[type=search], input:not([type]), [contenteditable=true]";
const said = document.querySelector("[data-languages]")?.dataset ?? {};
const form = document.querySelector("[data-languages]")?.closest("form");

let field = null;

function isKyrgyz(element) {
  if (!element.matches?.(TYPED_IN) || element.closest(".select2-container")) return false;
  const column = element.closest("[data-column]");
  return column ? column.dataset.column === "ky" : !element.lang || element.lang === "ky";
}

function row() {
  const keys = document.createElement("div");
  keys.className = "desk-letters";
  keys.hidden = true;
  keys.setAttribute("role", "toolbar");
  keys.setAttribute("aria-label", said.letters);
  for (const letter of LETTERS) {
    const key = Object.assign(document.createElement("button"), { type: "button", className: "desk-letters__key" });
    key.textContent = letter;
    key.title = `Alt + ${letter in SHOWN ? SHOWN[letter] : ""}`;
    key.tabIndex = letter === LETTERS[0] ? 0 : -1;
    keys.append(key);
  }
  return keys;
}

const SHOWN = { ң: "н", ө: "о", ү: "у", Ң: "Shift + н", Ө: "Shift + о", Ү: "Shift + у" };

/** Write a letter where the cursor is; the browser's own command keeps it undoable. */
function type(letter) {
  field.focus();
  if (document.execCommand("insertText", false, letter) || field.isContentEditable) return;
  field.setRangeText(letter, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Put the keys at the head of a field; one that has none of its own gets them before it. */
function show(element) {
  field = element;
  const head = element.closest("[data-column]")?.querySelector("[data-head]");
  if (head) head.append(keys);
  else element.before(keys);
  keys.hidden = false;
  if (keys.classList.contains("desk-letters--afloat")) uncover();
}

function step(key, way) {
  const all = [...keys.children];
  const next = all[(all.indexOf(key) + way + all.length) % all.length];
  for (const one of all) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

/** Keep the keys above a phone's own keyboard; where none is open they stay at the field, off the buttons below. */
function lift() {
  const { height, offsetTop } = visualViewport;
  const covered = Math.max(0, innerHeight - height - offsetTop);
  document.documentElement.style.setProperty("--keyboard", `${covered}px`);
  keys.classList.toggle("desk-letters--afloat", covered > 0);
  if (covered > 0 && !keys.hidden) uncover();
}

/** Bring the field above the row, with what is said below it; a high one alone, by its nearest end. */
function uncover() {
  if (keys.contains(document.activeElement)) return;
  const column = field.closest("[data-column]");
  const isLow = column && column.offsetHeight < visualViewport.height / 2;
  (isLow ? column : field).scrollIntoView({ block: "nearest" });
}

const keys = row();

if (form) {
  form.addEventListener("focusin", ({ target }) => {
    if (keys.contains(target)) return;
    if (isKyrgyz(target)) show(target);
    else keys.hidden = true;
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!keys.contains(relatedTarget) && !(relatedTarget && isKyrgyz(relatedTarget))) keys.hidden = true;
  });
  form.addEventListener("keydown", (event) => {
    if (keys.contains(event.target)) {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (way) step(event.target, way);
      return;
    }
    const letter = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key.toLowerCase()];
    if (!letter || !isKyrgyz(event.target)) return;
    event.preventDefault();
    field = event.target;
    type(event.shiftKey ? letter.toUpperCase() : letter);
  });
  keys.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus and the cursor
  keys.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (key) type(key.textContent);
  });
  if (form.contains(document.activeElement) && isKyrgyz(document.activeElement)) show(document.activeElement);
  visualViewport?.addEventListener("resize", lift);
  visualViewport?.addEventListener("scroll", lift);
}

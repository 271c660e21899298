/* Pasting an interview: marks, keys and corrections without a new page. The screen works without any of this. */

const ROLE_KEYS = "TLQAHCEIX";
const TYPED_IN = "input:not([type=radio]), textarea, select, summary";

// Corrections --------------------------------------------------------------------------------------

let form = document.querySelector("[data-paste-parts]");
let busy = false;
let pressed = ""; // to save or to drop, pressed while a correction was on its way

const pieceAt = (place) => form.querySelector(`[data-piece="${place}"]`);
const chosenPiece = () => document.activeElement?.closest?.("[data-piece]");

function say(text) {
  const note = document.createElement("p");
  note.className = "paste__note";
  note.textContent = text;
  form.querySelector("[data-paste-status]").replaceChildren(note);
}

/** Post the whole form as the button would, and show what comes back in the place of what is there. */
async function send(button) {
  if (busy) return;
  busy = true;
  let next = null;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: new FormData(form, button) });
    if (new URL(answer.url).pathname !== location.pathname) return say(form.dataset.signedOut);
    if (!answer.ok) return say(form.dataset.failed);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-paste-parts]");
    if (fresh) {
      replace(document.adoptNode(fresh));
      if (pressed) next = form.querySelector(`button[value="${pressed}"]`);
    }
  } catch {
    say(form.dataset.failed);
  } finally {
    busy = false;
    pressed = "";
    form.removeAttribute("aria-busy");
    next?.click();
  }
}

/** Keep what is typed and chosen below the parts, should the window be closed or loaded anew. */
async function keepEntered(event) {
  if (!event.target.matches("[name=title], [type=radio]")) return;
  const body = new FormData(form);
  for (const name of [...body.keys()]) if (/^(role|pair)-/.test(name)) body.delete(name);
  const answer = await fetch(location.pathname, { method: "POST", body }).catch(() => null); // the next press tells
  if (answer && new URL(answer.url).pathname !== location.pathname) say(form.dataset.signedOut);
}

function replace(fresh) {
  const title = form.elements.title?.value;
  for (const open of form.querySelectorAll("details[open]")) {
    fresh.querySelector(`details.${open.className}`)?.setAttribute("open", "");
  }
  mark.drop();
  form.replaceWith(fresh);
  form = fresh;
  if (title !== undefined) form.elements.title.value = title;
  enliven();
  if (form.dataset.focus) choose(form.dataset.focus);
}

/** Bring a part under the keys. */
function choose(place) {
  const piece = pieceAt(place);
  if (!piece) return;
  piece.focus({ preventScroll: true });
  piece.scrollIntoView({ block: "nearest" });
}

// The mark at which a part is cut ------------------------------------------------------------------

const letters = (text) => [...text].length; // the server counts letters, not UTF-16 halves

const mark = {
  button: null,

  drop() {
    const parent = this.button?.parentNode;
    this.button?.remove();
    parent?.normalize();
  },

  set(piece, at) {
    this.drop();
    const span = [...piece.querySelectorAll("[data-at]")].findLast((one) => Number(one.dataset.at) <= at);
    if (!span || at <= 0) return;
    this.button.value = `split ${piece.dataset.piece} ${at}`;
    const before = [...span.textContent].slice(0, at - span.dataset.at).join("").length;
    const range = document.createRange();
    range.setStart(span.firstChild, Math.min(before, span.firstChild.length));
    range.insertNode(this.button);
    this.button.scrollIntoView({ block: "nearest" });
  },

  at(piece) {
    return piece.contains(this.button) ? Number(this.button.value.split(" ")[2]) : 0;
  },

  step(piece, way, byWord) {
    const now = this.at(piece);
    const places = stops(piece, byWord);
    const next = way > 0 ? places.find((at) => at > now) : places.findLast((at) => at < now);
    if (next !== undefined) this.set(piece, next);
  },
};

/** The places at which a part can be cut: before each sentence, or before each word. */
function stops(piece, byWord) {
  const places = [];
  for (const span of piece.querySelectorAll("[data-at]")) {
    const begin = Number(span.dataset.at);
    places.push(begin);
    if (!byWord) continue;
    for (const space of span.textContent.matchAll(/\s+(?=\S)/gu)) {
      places.push(begin + letters(span.textContent.slice(0, space.index + space[0].length)));
    }
  }
  return places.filter((at) => at > 0);
}

/** Put the mark before the word that was clicked. */
function markClicked(piece, event) {
  const hit = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = hit ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const [node, offset] = hit ? [hit.offsetNode, hit.offset] : [range?.startContainer, range?.startOffset];
  const span = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-at]");
  if (!span || !piece.contains(span)) return;
  const before = document.createRange();
  before.setStart(span, 0);
  before.setEnd(node, offset);
  const at = Number(span.dataset.at) + letters(before.toString());
  mark.set(piece, stops(piece, true).findLast((stop) => stop <= at) ?? 0);
}

// Mouse and keys -----------------------------------------------------------------------------------

function press(piece, key) {
  const button = piece.querySelector(`[data-key="${key}"]:not(:disabled)`);
  if (button) send(button);
}

/** Press a button of the line in which a part stands beside its original. */
function pressOfLine(piece, key) {
  const button = piece.closest("[data-line]")?.querySelector(`[data-line-key="${key}"]`);
  if (button) send(button);
}

function rename(piece, key) {
  const select = piece.querySelector("[data-role]");
  select.value = select.querySelector(`[data-key="${key}"]`).value;
  send();
}

function neighbour(piece, way) {
  const pieces = [...form.querySelectorAll("[data-piece]")];
  const next = pieces[pieces.indexOf(piece) + way];
  if (next) choose(next.dataset.piece);
}

function nextDoubt(piece) {
  const doubtful = [...form.querySelectorAll("[data-piece].is-doubtful, .is-doubtful [data-piece]:first-child")];
  const next = doubtful.find((one) => Number(one.dataset.piece) > Number(piece.dataset.piece)) ?? doubtful[0];
  if (next) choose(next.dataset.piece);
}

/** Return what a key does on a part, or nothing. Letters are places on the keyboard: they work in every layout. */
function deed(piece, event) {
  const { code, shiftKey } = event;
  if (event.altKey) return { ArrowUp: () => press(piece, "up"), ArrowDown: () => press(piece, "down") }[code];
  if (event.ctrlKey || event.metaKey) return undefined;
  const letter = code.startsWith("Key") ? code.slice(3) : "";
  if (letter && ROLE_KEYS.includes(letter)) return () => rename(piece, letter);
  return {
    KeyJ: () => neighbour(piece, 1),
    KeyK: () => neighbour(piece, -1),
    KeyN: () => nextDoubt(piece),
    KeyO: () => pressOfLine(piece, "leave"),
    KeyP: () => piece.closest("[data-line]")?.querySelector("[data-pair]")?.focus(),
    KeyY: () => (piece.querySelector('[data-key="sure"]') ? press(piece, "sure") : pressOfLine(piece, "sure")),
    ArrowRight: () => mark.step(piece, 1, shiftKey),
    ArrowLeft: () => mark.step(piece, -1, shiftKey),
    Enter: () => piece.contains(mark.button) && send(mark.button),
    Backspace: () => press(piece, "join"),
  }[code];
}

function onKey(event) {
  if (event.target.matches(TYPED_IN)) return;
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ" && !event.shiftKey) {
    event.preventDefault();
    return press(form, "undo");
  }
  const piece = chosenPiece();
  if (!piece || (event.target.matches("button, a") && event.code === "Enter")) return;
  const act = deed(piece, event);
  if (act) {
    event.preventDefault();
    act();
  }
}

function onClick(event) {
  const link = event.target.closest("[data-go]");
  if (link && pieceAt(link.dataset.go)) {
    event.preventDefault();
    return choose(link.dataset.go);
  }
  const stretch = event.target.closest("[data-source]");
  if (stretch) return choose(stretch.dataset.source);
  const text = event.target.closest("[data-text]");
  if (text && !event.target.closest("button") && getSelection().isCollapsed) {
    const piece = text.closest("[data-piece]");
    piece.focus({ preventScroll: true });
    markClicked(piece, event);
  }
}

/** Show which stretch of the source the chosen part is. */
function onFocus(event) {
  const place = event.target.closest("[data-piece]")?.dataset.piece;
  if (place === undefined) return;
  for (const old of form.querySelectorAll("[data-source].is-chosen")) old.classList.remove("is-chosen");
  const stretch = form.querySelector(`[data-source="${place}"]`);
  stretch?.classList.add("is-chosen");
  if (stretch) stretch.parentElement.scrollTop = stretch.offsetTop - 48;
}

/** A select that is walked with the keys changes at every step: wait until the person leaves it. */
function waitForKeys(select) {
  let walking = false;
  select.addEventListener("keydown", (event) => {
    walking = event.code !== "Enter";
    if (event.code === "Enter") {
      event.preventDefault();
      send();
    }
  });
  select.addEventListener("pointerdown", () => (walking = false));
  select.addEventListener("change", () => walking || send());
  select.addEventListener("blur", () => walking && select.value !== select.dataset.was && send());
  select.dataset.was = select.value;
}

function onSubmit(event) {
  const deedOfButton = event.submitter?.value ?? "";
  if (deedOfButton === "save" || deedOfButton === "drop") {
    if (!busy) return;
    event.preventDefault();
    pressed = deedOfButton;
    return;
  }
  event.preventDefault();
  send(event.submitter);
}

function enliven() {
  form.classList.add("is-live");
  mark.button = Object.assign(document.createElement("button"), { name: "do", className: "paste__mark", tabIndex: -1 });
  mark.button.setAttribute("aria-label", form.dataset.split);
  for (const piece of form.querySelectorAll("[data-piece]")) piece.tabIndex = 0;
  for (const cut of form.querySelectorAll(".paste__cut")) cut.tabIndex = -1;
  for (const select of form.querySelectorAll("[data-role], [data-pair]")) waitForKeys(select);
  form.addEventListener("keydown", onKey);
  form.addEventListener("click", onClick);
  form.addEventListener("focusin", onFocus);
  form.addEventListener("submit", onSubmit);
  form.addEventListener("change", keepEntered);
}

if (form) {
  enliven();
  if (form.dataset.focus) choose(form.dataset.focus);
}

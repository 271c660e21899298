// What is typed into the plain forms of the desk (a change note, a text to be read) survives a crash, a lost line and an
// expired session: it is kept in this browser while one writes and stands there again when the screen is opened anew.
// static/desk/kept.js throws it away once it was sent and another screen has come, and with whoever signs out. A screen
// that leads back to itself says in `data-said` that what was sent was taken.

const holder = document.querySelector("[data-keeps]");
const texts = holder ? [...holder.querySelectorAll("form[method=post] textarea[name]:not([readonly], [hidden])")] : [];

const keyOf = (text) => `emgek-draft:${holder.dataset.keeps}:screen:${location.pathname}:${text.name}`;

const isTaken = holder?.dataset.said?.includes("success");

function read(text) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(text)));
    return isTaken && kept?.isSent ? "" : (kept?.text ?? "");
  } catch {
    return "";
  }
}

function keep(text, isSent = false) {
  if (!text.value) return localStorage.removeItem(keyOf(text));
  try {
    localStorage.setItem(keyOf(text), JSON.stringify({ at: Date.now(), text: text.value, isSent }));
  } catch {
    localStorage.removeItem(keyOf(text)); // longer than the browser keeps
  }
}

function bringBack(text) {
  text.value = read(text);
  text.dispatchEvent(new Event("input", { bubbles: true }));
  const note = holder.querySelector("template[data-kept-note]").content.firstElementChild.cloneNode(true);
  note.querySelector("[data-drop]").addEventListener("click", () => {
    text.value = "";
    keep(text);
    note.remove();
    text.focus();
  });
  text.before(note);
}

for (const text of texts) {
  if (!text.value && read(text)) bringBack(text);
  keep(text);
  text.addEventListener("input", () => keep(text));
  text.form.addEventListener("submit", () => keep(text, true));
}

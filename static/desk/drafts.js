// What is typed survives a crash, a lost line and an expired session: while one writes, the whole form is kept in this
// browser; when it is opened again, it is offered with what differs (publishing/desk/together/drafts.py), to be taken
// back or thrown away. Here too: the warning before unsaved words are left, and a save that finds no line.
// static/desk/kept.js throws away what was saved, or was left by somebody who signed out.

const PREFIX = "emgek-draft:";
const PAUSE = 600;
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "draft_id", "_draft", "_files"]);

const place = document.querySelector("[data-together]");
const form = place?.closest("form");

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join("");

function written() {
  const sent = [...new FormData(form)].filter(([name]) => !name.includes("password"));
  const texts = sent.filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
  const files = sent.filter(([, value]) => value.name); // of a file only the name is kept, to be told
  return JSON.stringify([...texts, ...files.map(([, file]) => ["_files", file.name])]);
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keysOf(prefix) {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

function forgetTheOld() {
  for (const key of keysOf(PREFIX)) {
    if (!(Date.now() - read(key)?.at < KEPT_FOR)) localStorage.removeItem(key);
  }
}

function start() {
  const whose = `${PREFIX}${place.dataset.user}:${place.dataset.together}:`;
  const id = place.dataset.draft || random();
  const key = whose + id;
  let baseline = place.dataset.unsaved === undefined ? null : "";
  let isSending = false;
  let isLost = !navigator.onLine;
  let timer;

  form.append(hidden("draft_id", id));
  navigator.locks?.request(key, () => new Promise(() => {})); // held while this window lives

  // Controls come to life after the page has loaded, and change nothing by it: the first touch is where writing begins.
  const begin = () => (baseline ??= written());
  for (const kind of ["pointerdown", "keydown", "focusin"]) form.addEventListener(kind, begin, { capture: true, once: true });

  const isUnsaved = () => baseline !== null && written() !== baseline;

  function keep() {
    clearTimeout(timer);
    if (baseline === null) return;
    const fields = written();
    if (fields === baseline) localStorage.removeItem(key);
    else store(key, JSON.stringify({ at: Date.now(), fields }));
  }

  function store(name, text) {
    try {
      localStorage.setItem(name, text);
    } catch {
      const oldest = keysOf(PREFIX).filter((other) => other !== name).sort((a, b) => read(a)?.at - read(b)?.at)[0];
      if (!oldest) return;
      localStorage.removeItem(oldest);
      store(name, text);
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  for (const kind of ["input", "change", "click", "formset:added", "formset:removed"]) form.addEventListener(kind, soon);
  window.django?.jQuery?.(form).on("change", soon);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());

  addEventListener("beforeunload", (event) => {
    if (!isSending && isUnsaved()) event.preventDefault();
  });

  const lost = place.querySelector("[data-lost]");
  const line = (isGone) => {
    isLost = isGone;
    if (!isLost) lost.hidden = true;
  };
  addEventListener("offline", () => line(true));
  addEventListener("online", () => line(false));
  document.addEventListener("desk:line", (event) => line(event.detail.isLost));

  form.addEventListener("submit", (event) => {
    begin();
    keep();
    if (isLost || !navigator.onLine) {
      event.preventDefault();
      lost.hidden = false;
      lost.scrollIntoView({ block: "center" });
      return;
    }
    // One may have signed in again in another window meanwhile: its token is the one that counts.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
    isSending = true;
    setTimeout(() => (isSending = false), 5000);
  });

  offer(whose, key);
}

/** Offer what was kept by windows that live no more. */
async function offer(whose, own) {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const living = new Set(held.map((lock) => lock.name));
  const keys = keysOf(whose).filter((key) => key !== own && !living.has(key));
  for (const key of keys.sort((a, b) => read(b)?.at - read(a)?.at)) await show(key, read(key));
}

async function show(key, draft) {
  const fields = JSON.parse(draft.fields);
  const differences = await compared(fields);
  if (differences !== null && !differences.textContent.trim()) return localStorage.removeItem(key);
  const note = document.querySelector("template[data-draft-offer]").content.firstElementChild.cloneNode(true);
  const at = new Date(draft.at);
  note.querySelector("[data-at]").textContent = at.toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "ru", {
    dateStyle: "short",
    timeStyle: "short",
  });
  if (differences) note.querySelector("[data-differences]").replaceChildren(differences);
  note.querySelector("[data-take]").addEventListener("click", () => take(key, fields));
  note.querySelector("[data-drop]").addEventListener("click", () => {
    localStorage.removeItem(key);
    note.remove();
  });
  place.append(note);
}

function dataOf(fields, wanted) {
  const token = form.elements.csrfmiddlewaretoken.value;
  return [...fields, ["csrfmiddlewaretoken", token], ["_draft", wanted]];
}

/** Ask the server how a draft differs from what is saved; null when it cannot be asked. */
async function compared(fields) {
  try {
    const answer = await fetch(location.href, { method: "POST", body: new URLSearchParams(dataOf(fields, "look")) });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.body.firstElementChild ?? document.createElement("div");
  } catch {
    return null;
  }
}

function take(key, fields) {
  const sender = Object.assign(document.createElement("form"), { method: "post", action: location.href, hidden: true });
  for (const [name, value] of dataOf(fields, "take")) sender.append(hidden(name, value));
  sender.append(hidden("draft_id", key.slice(key.lastIndexOf(":") + 1)));
  document.body.append(sender);
  sender.submit();
}

if (form) {
  forgetTheOld();
  start();
}

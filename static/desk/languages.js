// Show the words of one language at a time where three do not fit, in the form and in its parts. Without this module
// all three stand there. Columns carry the class language-ky, language-ru or language-en (templates/desk/_words.html);
// on a narrow screen languages.css hides those that the attribute data-desk-language of the page does not name.

const page = document.documentElement;
const bar = document.querySelector("[data-languages]");
const buttons = [...(bar?.querySelectorAll("[data-language]") ?? [])];
const codes = buttons.map((button) => button.dataset.language);
const KEPT = "desk-language";

function isFaulty(code) {
  return document.querySelector(`.language-${code} .errorlist`) !== null;
}

/** Say whether somebody may write in a language here, and does not only read it. */
function isWritten(code) {
  return document.querySelector(`.language-${code} :is(textarea, input:not([type=hidden]), [contenteditable])`) !== null;
}

function choose(code) {
  page.dataset.deskLanguage = code;
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.language === code));
    button.classList.toggle("is-faulty", isFaulty(button.dataset.language));
  }
  localStorage.setItem(KEPT, code);
  document.dispatchEvent(new CustomEvent("desk:language", { detail: code }));
}

function first() {
  const asked = new URLSearchParams(location.search).get("tab"); // a link to a field names its language
  if (codes.includes(asked)) return asked;
  const wanted = localStorage.getItem(KEPT) ?? page.lang;
  const faulty = codes.filter(isFaulty);
  if (faulty.length && !faulty.includes(wanted)) return faulty[0];
  const written = codes.filter(isWritten);
  if (written.length && wanted !== "all" && !written.includes(wanted)) return written[0]; // a translator's own language
  return codes.includes(wanted) ? wanted : codes[0];
}

if (bar && document.querySelector("[data-words]")) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-language]");
    if (button) choose(button.dataset.language);
  });
  choose(first());
}

// Show the words of one language at a time, in the form and in its inlines. Without this module all three stand there.
// Fieldsets carry the class language-ky, language-ru or language-en (publishing/desk/wording.py); languages.css hides
// those that the attribute data-desk-language of the page does not name.

const page = document.documentElement;
const bar = document.querySelector("[data-languages]");
const buttons = [...(bar?.querySelectorAll("[data-language]") ?? [])];
const codes = buttons.map((button) => button.dataset.language);

function isFaulty(code) {
  return document.querySelector(`.language-${code} .errors, .language-${code} .errorlist`) !== null;
}

function choose(code) {
  page.dataset.deskLanguage = code;
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.language === code));
    button.classList.toggle("is-faulty", isFaulty(button.dataset.language));
  }
  sessionStorage.setItem("desk-language", code);
}

function first() {
  const wanted = sessionStorage.getItem("desk-language") ?? page.lang;
  const faulty = codes.filter(isFaulty);
  if (faulty.length && !faulty.includes(wanted)) return faulty[0];
  return codes.includes(wanted) ? wanted : codes[0];
}

if (bar && document.querySelector("[class*='language-']:not(.desk-languages)")) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-language]");
    if (button) choose(button.dataset.language);
  });
  choose(first());
}

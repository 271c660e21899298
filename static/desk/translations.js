// Translations on the desk: keys for what stands on the page (`data-key`), the question about the meaning only when the
// original text was touched, and the way to the field that a form was opened for. Without this module all of it stands
// there, and links lead everywhere.

const typing = "input, textarea, select, [contenteditable='true']";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(`${typing}, a, button, summary`)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"], [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});

const question = document.querySelector("[data-meaning]");

if (question && !question.querySelector("input:checked")?.matches("[value='spelling']")) {
  const form = question.closest("form");
  const original = question.dataset.original;
  question.hidden = true;
  form.addEventListener("input", (event) => {
    const block = event.target.closest(`.language-${original}, [lang="${original}"]`);
    if (block && form.contains(block)) question.hidden = false;
  });
}

const task = document.querySelector("[data-task]");

if (task) {
  document.querySelector(`.desk-languages [data-language="${task.dataset.language}"]`)?.click();
  const field = document.getElementById(task.dataset.task);
  for (let around = field?.closest("details:not([open])"); around; around = around.closest("details:not([open])")) {
    around.open = true;
  }
  field?.closest("[data-words]")?.prepend(task);
  // The page grows until it is loaded: areas take the height of their words then.
  const go = () => {
    field?.focus({ preventScroll: true });
    task.scrollIntoView({ block: "center" });
  };
  if (document.readyState === "complete") go();
  else addEventListener("load", () => requestAnimationFrame(go));
}

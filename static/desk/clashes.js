// Choosing at a clash (templates/desk/_clash.html): the field shows what was chosen, and writing in it is a choice too.
// Without this module the field keeps mine, and the choice is made when the form is sent.

const fieldOf = (clash) => document.querySelector(`[name="${CSS.escape(clash.dataset.clash)}"]`);

for (const clash of document.querySelectorAll("[data-clash]")) {
  const field = fieldOf(clash);
  const texts = { mine: clash.querySelector("[data-clash-mine]"), theirs: clash.querySelector("[data-clash-theirs]") };
  if (!field || !texts.mine || field.closest("prose-editor, .prose-editor")) continue;
  clash.addEventListener("change", (event) => {
    if (texts[event.target.value]) field.value = texts[event.target.value].value;
    if (event.target.value === "hand") field.focus();
  });
  field.addEventListener("input", () => {
    clash.querySelector("input[value=hand]").checked = true;
  });
}

document.querySelector("[data-clash]")?.scrollIntoView({ block: "center" });

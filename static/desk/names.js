// Give a name to the controls that other scripts build of a field: Select2's boxes and the editor of rich text.

const labelOf = (field) => field.labels?.[0]?.textContent.trim();

// A box without words takes its field's name; one that shows what was chosen is called by both.
function nameBox(box) {
  const select = box.previousElementSibling;
  const label = select?.matches("select") ? select.labels?.[0] : null;
  if (!label?.textContent.trim()) return;
  label.id ||= `${select.id}-name`;
  const shown = box.querySelector("[role=textbox][id]");
  if (shown) shown.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  for (const part of box.querySelectorAll("[role=combobox], [role=textbox]:not([id]), .select2-search__field")) {
    if (shown) part.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    else part.setAttribute("aria-label", labelOf(select));
  }
}

// The editor's buttons speak English only; what they are called stands in locale_third_party/.
function nameButton(button) {
  const title = window.gettext?.(button.title) ?? button.title;
  button.title = title;
  button.setAttribute("aria-label", title);
}

function nameText(box) {
  const textarea = box.closest(".prose-editor")?.querySelector("textarea");
  const name = textarea && labelOf(textarea);
  if (name) box.setAttribute("aria-label", name);
}

function inside(node, selector) {
  const found = [...(node.querySelectorAll?.(selector) ?? [])];
  return node.matches?.(selector) ? [node, ...found] : found;
}

function nameAll(node) {
  inside(node, ".select2-container").forEach(nameBox);
  inside(node, ".prose-menubar [title]").forEach(nameButton);
  inside(node, ".ProseMirror").forEach(nameText);
}

nameAll(document);
new MutationObserver((changes) => {
  changes.flatMap((change) => [...change.addedNodes]).forEach(nameAll);
}).observe(document.body, { childList: true, subtree: true });

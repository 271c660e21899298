// Give a name to the controls that other scripts build of a field: Select2's boxes and the editor of rich text.

const labelOf = (field) => field.labels?.[0]?.textContent.trim();

function nameBox(box) {
  const select = box.previousElementSibling;
  const name = select?.matches("select") && labelOf(select);
  if (!name) return;
  for (const part of box.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
    if (!part.textContent.trim()) part.setAttribute("aria-label", name);
  }
}

function boxesIn(node) {
  const inside = [...(node.querySelectorAll?.(".select2-container") ?? [])];
  return node.matches?.(".select2-container") ? [node, ...inside] : inside;
}

document.addEventListener("prose-editor:ready", ({ detail: { textarea } }) => {
  const editor = textarea.closest(".prose-editor")?.querySelector("[contenteditable]");
  const name = labelOf(textarea);
  if (name) editor?.setAttribute("aria-label", name);
});

boxesIn(document).forEach(nameBox);
new MutationObserver((changes) => {
  for (const node of changes.flatMap((change) => [...change.addedNodes])) boxesIn(node).forEach(nameBox);
}).observe(document.body, { childList: true, subtree: true });

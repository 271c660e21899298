// Copies an answer with its source. Without this script the same words stand in the slip, ready to be selected.

const status = document.querySelector("[data-quote-status]");

const words = (slip) => Array.from(slip.children, (line) => line.textContent.trim()).join("\n\n");

// Where the clipboard is closed to us, the slip is opened and selected: one key is left for the reader.
function select(slip) {
  slip.closest("details").open = true;
  getSelection().selectAllChildren(slip);
}

async function copy(button) {
  const slip = button.closest("[data-quote]").querySelector("[data-quote-slip]");
  const { done, failed } = button.dataset;
  let said = done;
  try {
    await navigator.clipboard.writeText(words(slip));
  } catch {
    select(slip);
    said = failed;
  }
  status.textContent = button.textContent = said;
}

for (const button of document.querySelectorAll("[data-quote-copy]")) {
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
  button.addEventListener("blur", () => {
    button.textContent = name;
    status.textContent = "";
  });
}

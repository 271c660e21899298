// Copies the message with the link; without a clipboard the text can still be selected.
const link = document.querySelector("[data-link]");
for (const button of navigator.clipboard && link ? document.querySelectorAll("[data-copy-link]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.textContent);
    button.textContent = button.dataset.copyLink;
  });
}

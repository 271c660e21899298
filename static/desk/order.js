/* The row that moved keeps the keyboard. Browsers pass `autofocus` by where anything else took the focus while loading. */
addEventListener("load", () => document.querySelector(".desk-order [autofocus]")?.focus());

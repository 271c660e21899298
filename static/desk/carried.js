// After signing in again the text goes back into its form by itself; without this module a button does it.

document.querySelector("[data-carried]")?.requestSubmit();

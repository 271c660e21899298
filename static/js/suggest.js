// Suggestions under the search field: the combobox of the ARIA practices with a list box, chosen by hand.
// Without this script the field is a plain form, and Enter sends it as long as nothing in the list was chosen.

const WAIT = 150; // ms after the last letter
const SHORTEST = 2;

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input");
    this.list = this.make("ul", "suggest", { id: "suggestions", role: "listbox", "aria-label": form.dataset.label });
    this.status = this.make("p", "visually-hidden", { role: "status" });
    this.list.hidden = true;
    this.active = -1;
    form.append(this.list, this.status);
    this.input.type = "text"; // a search field may not be a combobox
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", (event) => event.isComposing || this.later());
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    form.addEventListener("submit", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  make(tag, className, attributes = {}) {
    const made = document.createElement(tag);
    made.className = className;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const text = this.input.value.trim();
    if (text.length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(text), WAIT);
  }

  async ask(text) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(`${this.form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal });
      const found = answer.ok ? await answer.json() : { status: "", suggestions: [] };
      if (!signal.aborted && document.activeElement === this.input) this.show(found);
    } catch {
      if (!signal.aborted) this.close(); // no line: the form still works
    }
  }

  show({ status, suggestions }) {
    this.list.replaceChildren(...suggestions.map((one, place) => this.option(one, place)));
    this.choose(-1);
    this.toggle(suggestions.length > 0);
    this.status.textContent = status;
  }

  option({ kind, title, url }, place) {
    const option = this.make("li", "suggest__one", { id: `suggestion-${place}`, role: "option", "aria-selected": "false" });
    option.dataset.url = url;
    const words = this.make("span", "suggest__title");
    words.append(...title.map(([text, isMatch]) => (isMatch ? Object.assign(this.make("mark", ""), { textContent: text }) : text)));
    const label = Object.assign(this.make("span", "suggest__kind label"), { textContent: kind });
    option.append(words, " ", label);
    return option;
  }

  press(event) {
    const { key } = event;
    if (event.isComposing || this.list.hidden) {
      if (key === "ArrowDown" && !event.isComposing && this.list.children.length) this.toggle(true);
      return;
    }
    const count = this.list.children.length;
    if (key === "ArrowDown") this.choose(this.active + 1 < count ? this.active + 1 : -1);
    else if (key === "ArrowUp") this.choose(this.active >= 0 ? this.active - 1 : count - 1);
    else if (key === "Escape") this.close();
    else if (key === "Enter" && this.active >= 0) this.go(this.list.children[this.active]);
    else return;
    event.preventDefault();
  }

  choose(place) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const chosen = this.list.children[place];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  go(option) {
    if (option) location.assign(option.dataset.url);
  }

  toggle(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.choose(-1);
    this.toggle(false);
    this.status.textContent = "";
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);

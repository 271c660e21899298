// Counts on what the server said: how long it is until the polls open or close. Whole hours, in the last hour minutes,
// in the same place and about the same width. Nothing is read out by itself, and without this the server's words stand.
const language = document.documentElement.lang;
const { from, to, ...units } = document.querySelector("script[data-from]").dataset;
const places = document.querySelectorAll("[data-until]");
const HOUR = 3600000, MINUTE = 60000;

// The server's words were true in this span. A telephone whose clock lies elsewhere keeps them, and so does a site that
// plays another day (the demo).
const agree = Date.parse(from) - 5 * MINUTE < Date.now() && Date.now() < Date.parse(to) + 5 * MINUTE;

// Browsers do not know Kyrgyz; its noun stays as it is after any number, and the server says which it is.
const isKnown = Intl.NumberFormat.supportedLocalesOf(language).length > 0;
const say = (count, unit) =>
  isKnown
    ? new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count)
    : `${count} ${units[unit]}`;

const words = (left) =>
  left >= HOUR ? say(Math.floor(left / HOUR), "hour") : say(Math.max(0, Math.floor(left / MINUTE)), "minute");

const tick = () => {
  for (const place of places) {
    const text = words(Date.parse(place.dataset.until) - Date.now());
    if (place.textContent !== text) place.textContent = text;
  }
};

if (agree) {
  tick();
  setInterval(tick, 10000);
  document.addEventListener("visibilitychange", tick);
}

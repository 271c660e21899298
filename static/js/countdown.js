// Counts on what the server said: how long it is until the polls open or close. Whole hours, in the last hour minutes,
// in the same place and about the same width. Nothing is read out by itself, and without this the server's words stand.
const language = document.documentElement.lang;
const { now, ...units } = document.querySelector("script[data-now]").dataset;
const places = document.querySelectorAll("[data-until]");
const HOUR = 3600000, MINUTE = 60000;

// A site whose clock stands elsewhere (the demo), or a telephone whose clock is wrong, keeps the server's words.
const agree = Math.abs(Date.now() - Date.parse(now)) < 5 * MINUTE;

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

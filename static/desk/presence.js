// Who else has this form open: a heartbeat every twenty seconds (publishing/desk/together/presence.py). It also notices
// that a colleague saved, that the line is lost, and that one was signed out. Without it the page says who was there
// when it was opened.

const BEAT = 20_000;
const place = document.querySelector("[data-presence]");

/** Say or take back a sentence; the sentences themselves stand in templates/desk/_together.html. */
function show(name, isShown) {
  const sentence = place.querySelector(`[data-${name}]`);
  if (sentence) sentence.hidden = !isShown;
  return sentence;
}

function body(more = {}) {
  const newest = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const csrfmiddlewaretoken = newest ?? place.closest("form").elements.csrfmiddlewaretoken.value;
  return new URLSearchParams({ window: own, log: place.dataset.log, csrfmiddlewaretoken, ...more });
}

async function beat() {
  let answer;
  try {
    answer = await fetch(place.dataset.presence, { method: "POST", body: body() });
  } catch {
    document.dispatchEvent(new CustomEvent("desk:line", { detail: { isLost: true } }));
    return;
  }
  document.dispatchEvent(new CustomEvent("desk:line", { detail: { isLost: false } }));
  const isSignedOut = answer.redirected || answer.status === 403;
  show("signed-out", isSignedOut);
  if (isSignedOut || !answer.ok) return;
  const { here, saved } = await answer.json();
  show("here", here.length > 0).replaceChildren(...here.map(line));
  show("saved", Boolean(saved)).textContent = saved;
}

function line(text) {
  return Object.assign(document.createElement("span"), { className: "desk-here__one", textContent: text });
}

const own = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

if (place?.dataset.presence) {
  beat();
  setInterval(beat, BEAT);
  addEventListener("online", beat);
  addEventListener("pageshow", (event) => event.persisted && beat());
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.presence, body({ leave: "1" })));
}

// A portrait in its form (templates/desk/portrait.html): the point around which pages cut it, and what they will show.
// The point follows a finger, a mouse or the arrow keys. A file that was just chosen is shown before it is sent.
// Without this module a picture is cut around its middle.

// Unfold writes the name of a chosen file into a text field of its own widget and fails where there is none, as beside
// a portrait. An input that says it is being listened to already is left alone.
HTMLInputElement.prototype.hasChangeListener = true;

const MIDDLE = [0.5, 0.5];
const STEP = 0.01;
const LEAP = 0.1;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, most) => Math.min(Math.max(value, 0), most);
const percent = (part) => `${(part * 100).toFixed(2)}%`;

/** Where the square around a point begins, as a part of what is left over; candidates/cutting.py cuts the same. */
function begins(length, side, middle) {
  return length > side ? within(Math.round(length * middle - side / 2), length - side) / (length - side) : 0.5;
}

function start(place) {
  const form = place.closest("form");
  const field = form.elements.portrait_ppoi;
  const input = place.querySelector("[type=file]");
  if (!field || !input) return;
  const [picture, stage, image, point, crops, how, where, unseen] = [
    "picture", "stage", "image", "point", "crops", "how", "where", "unseen",
  ].map((name) => place.querySelector(`[data-${name}]`));
  const stored = { address: image.getAttribute("src"), point: field.value };
  let chosen = null;

  const middle = () => {
    const found = field.value.split("x").map(Number);
    return found.length === 2 && found.every(Number.isFinite) ? found : MIDDLE;
  };

  function show() {
    const [across, down] = middle();
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    const side = Math.min(width, height);
    const style = place.style;
    style.setProperty("--point-across", percent(across));
    style.setProperty("--point-down", percent(down));
    style.setProperty("--crop-across", percent(begins(width, side, across)));
    style.setProperty("--crop-down", percent(begins(height, side, down)));
    const [left, top] = [across, down].map((part) => `${Math.round(part * 100)} %`);
    where.textContent = place.dataset.said.replace("ACROSS", left).replace("DOWN", top);
  }

  function put(across, down) {
    field.value = `${within(across, 1).toFixed(3)}x${within(down, 1).toFixed(3)}`;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    show();
  }

  function follow(event) {
    const box = image.getBoundingClientRect();
    put((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  function load(address) {
    picture.hidden = !address;
    unseen.hidden = true;
    for (const one of [image, ...crops.querySelectorAll("[data-crop]")]) {
      if (address) one.src = address;
      else one.removeAttribute("src");
    }
  }

  point.hidden = crops.hidden = how.hidden = false;
  load(stored.address);
  if (image.complete) show();
  image.addEventListener("load", show);
  image.addEventListener("error", () => {
    picture.hidden = true;
    unseen.hidden = !chosen;
  });

  image.addEventListener("click", (event) => {
    follow(event);
    point.focus({ preventScroll: true });
  });
  point.addEventListener("pointerdown", (event) => point.setPointerCapture(event.pointerId));
  point.addEventListener("pointermove", (event) => point.hasPointerCapture(event.pointerId) && follow(event));
  point.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const length = event.shiftKey ? LEAP : STEP;
    const [across, down] = middle();
    put(across + way[0] * length, down + way[1] * length);
  });

  input.addEventListener("change", () => {
    if (chosen) URL.revokeObjectURL(chosen);
    chosen = input.files.length ? URL.createObjectURL(input.files[0]) : null;
    field.value = chosen ? MIDDLE.join("x") : stored.point;
    load(chosen ?? stored.address);
    show();
  });
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-portrait]").forEach(start));

// Rows put in order by dragging a handle (mouse, pen and finger alike) or by the arrow keys on it. While one drags, the
// others step aside and a long page scrolls by itself; Escape puts the row back. What a new order means is the caller's.

const EDGE = 72;

/** Let the rows of a list be moved; `done(row, from, to)` hears of each move, places counted from 0. */
export function sortable(list, selector, done) {
  const rows = () => [...list.children].filter((child) => child.matches(selector));
  const placeOf = (row) => rows().indexOf(row);
  const neighbour = (row, way) => rows()[placeOf(row) + way];

  function shift(row, to) {
    const from = placeOf(row);
    const focused = row.contains(document.activeElement) ? document.activeElement : null;
    const others = rows().filter((other) => other !== row);
    if (to >= others.length) others.at(-1)?.after(row);
    else others[Math.max(0, to)].before(row);
    focused?.focus();
    return from;
  }

  function move(row, to) {
    const from = shift(row, Math.min(Math.max(to, 0), rows().length - 1));
    if (placeOf(row) !== from) done(row, from, placeOf(row));
    row.scrollIntoView({ block: "nearest" });
  }

  list.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const handle = event.target.closest("[data-handle]");
    if (!handle || !way) return;
    event.preventDefault();
    const row = handle.closest(selector);
    move(row, placeOf(row) + way);
  });

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    drag(handle.closest(selector), event);
  });

  // The row itself stays where it is in the document: a finger holds on to what it touched first.
  function drag(row, { clientY, pointerId }) {
    const from = placeOf(row);
    const before = row.getBoundingClientRect().top;
    list.classList.add("is-sorting");
    row.classList.add("is-dragged");
    scrollBy(0, row.getBoundingClientRect().top - before); // open rows above have folded
    const listening = new AbortController();
    let y = clientY;
    let frame = requestAnimationFrame(again);

    function again() {
      follow();
      frame = requestAnimationFrame(again);
    }

    function follow() {
      const beyond = Math.min(0, y - EDGE) || Math.max(0, y - innerHeight + EDGE);
      if (beyond) scrollBy({ top: beyond / 4, behavior: "instant" });
      for (let other; (other = neighbour(row, 1)) && y > middle(other); ) row.before(other);
      for (let other; (other = neighbour(row, -1)) && y < middle(other); ) row.after(other);
    }

    function end(isKept) {
      cancelAnimationFrame(frame);
      listening.abort();
      list.classList.remove("is-sorting");
      row.classList.remove("is-dragged");
      if (!isKept) shift(row, from);
      else if (placeOf(row) !== from) done(row, from, placeOf(row));
    }

    const listen = (kind, heard) => document.addEventListener(kind, heard, { signal: listening.signal });
    const own = (heard) => (event) => event.pointerId === pointerId && heard(event);
    listen("pointermove", own((event) => (y = event.clientY)));
    listen("pointerup", own((event) => {
      y = event.clientY;
      follow();
      end(true);
    }));
    listen("pointercancel", own(() => end(false)));
    listen("keydown", (event) => event.key === "Escape" && end(false));
  }

  return { rows, placeOf, shift, move };
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

/** Say whether a key is the one that undoes, pressed outside of any text. */
export function isUndo(event) {
  const isInText = event.target.closest?.("input, textarea, select, [contenteditable]");
  return event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && !isInText;
}

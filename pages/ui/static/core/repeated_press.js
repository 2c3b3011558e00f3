// A link that is pressed again and again while the pages under it change: no press is lost while one has gone and the
// next is not there yet. A key then finds no link to press, and what a pointer pressed is removed before it is let go.

const RECENT_MS = 2000; // in which a press belongs to the ones before it
const AWAITED_MS = 10_000; // in which a page may come that a press leads to

/** @type {HTMLElement | null} */ let link = null; // that was pressed last, or the one in its place
let box = { left: 0, top: 0, right: 0, bottom: 0 }; // where it is on the screen, or was
let at = -Infinity; // when it was pressed
let count = 0; // of presses that arrived
let isKey = false;
let isAwaited = false; // the page where it leads
let isDown = false; // a pointer, there

const isRecent = (within = RECENT_MS) => performance.now() - at < within;

/** Whether keys go nowhere that a person chose: a page takes them to its picture where nothing else has them. */
const isUnfocused = () => !!document.activeElement?.matches("body, .no-focus-ring");

/** @param {MouseEvent} event */
const isThere = ({ clientX: x, clientY: y }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

/** It was pressed. @param {HTMLElement} pressed @param {MouseEvent} event its click */
export function pressed(pressed, { detail }) {
  if (!count) listen();
  link = pressed;
  if (link.isConnected) box = link.getBoundingClientRect();
  at = performance.now();
  isKey = !detail;
  isAwaited = true;
  count++;
}

/** Another page has its own in that place: keys go on from there. @param {HTMLElement} successor */
export function succeeded(successor) {
  if (!link || link.isConnected || !isAwaited || !isRecent(AWAITED_MS)) return;
  link = successor;
  isAwaited = false;
  if (isKey && isUnfocused()) link.focus({ preventScroll: true });
}

function listen() {
  addEventListener("keydown", (event) => {
    const isLost = event.key === "Enter" && isKey && isUnfocused() && isRecent();
    if (isLost) link?.click();
  });
  const captured = { capture: true };
  addEventListener(
    "mousedown",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      const control = target.closest("a, button, input, select, summary, textarea, label");
      isDown = isRecent() && !event.button && isThere(event) && (!control || control === link);
    },
    captured,
  );
  addEventListener(
    "mouseup",
    (event) => {
      const before = count;
      if (isDown && isThere(event)) setTimeout(() => count === before && link?.click());
      isDown = false;
    },
    captured,
  );
}

// A link that is pressed again and again while the pages under it change: no press is lost while one has gone and the
// next is not there yet. A key then finds no link to press, and what a pointer pressed is removed before it is let go.

const RECENT_MS = 2000; // in which a press belongs to the ones before it
const CONTROLS = "a, button, input, select, summary, textarea, label";

/** @type {HTMLElement | null} */ let link = null; // that was pressed last, or the one in its place
let box = new DOMRect(); // where it is on the screen, or was
let at = -Infinity; // when it was pressed
let count = 0; // of presses that arrived
let isKey = false;
let isDown = false; // a pointer, there

const isRecent = () => performance.now() - at < RECENT_MS;

/** @param {MouseEvent} event */
const isThere = ({ clientX: x, clientY: y }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

/** It was pressed. @param {HTMLElement} pressed @param {MouseEvent} event its click */
export function pressed(pressed, { detail }) {
  if (!count) listen();
  link = pressed;
  if (link.isConnected) box = link.getBoundingClientRect();
  at = performance.now();
  isKey = !detail;
  count++;
}

/** Another page has its own in that place: keys go on from there. @param {HTMLElement} successor */
export function succeeded(successor) {
  if (!link || link.isConnected || !isRecent()) return;
  link = successor;
  if (isKey && document.activeElement === document.body) link.focus({ preventScroll: true });
}

function listen() {
  addEventListener("keydown", (event) => {
    const isLost = event.key === "Enter" && document.activeElement === document.body && isKey && isRecent();
    if (isLost) link?.click();
  });
  const captured = { capture: true };
  addEventListener(
    "mousedown",
    (event) => {
      const control = /** @type {Element} */ (event.target).closest(CONTROLS);
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

// How a person moves the viewport: drag, Ctrl and wheel, two fingers; and a click or tap that picks a point.

/** @typedef {import("./messages.js").Point} Point */
/** @typedef {import("./viewport.js").Pixel} Pixel */

const CLICK_PIXELS = 4; // a pointer that travels farther drags
const PINCH_PIXELS = 20; // fingers closer together count as this far apart
const MAX_WHEEL = 60; // of one event: some mice report far more

/**
 * What is moved: a viewport, or a camera.
 * @typedef {object} Movable
 * @property {(right: number, down: number) => void} pan by so many pixels
 * @property {(factor: number, left: number, top: number) => void} zoom about a pixel; over 1, more is seen
 * @property {(left: number, top: number) => Point | null} at the point at a pixel
 */

/**
 * @param {HTMLElement} element
 * @param {Movable} viewport
 * @param {{moved: () => void, picked: (point: Point) => void, hovered: (at: Pixel | null) => void}} listener
 */
export function listenForGestures(element, viewport, { moved, picked, hovered }) {
  /** @type {Map<number, Pixel>} */ const pointers = new Map(); // those that are down
  let travelled = 0; // pixels, since the first went down
  /** @param {MouseEvent} event @returns {Pixel} */
  const place = (event) => {
    const edge = element.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, place(event));
    if (pointers.size === 1) travelled = 0;
    if (event.pointerType !== "touch") element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    const now = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) return hovered(now);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    pointers.set(event.pointerId, now);
    if (pointers.size === 2) {
      const still = [...pointers.values()].find((pixel) => pixel !== now);
      if (still) pinch(still, before, now);
    } else if (event.pointerType !== "touch" && travelled > CLICK_PIXELS) {
      viewport.pan(now[0] - before[0], now[1] - before[1]);
      moved();
    }
  });
  /** @param {PointerEvent} event */
  const up = (event) => {
    const wasDown = pointers.delete(event.pointerId);
    const isClick = event.type === "pointerup" && travelled <= CLICK_PIXELS && !pointers.size;
    const point = wasDown && isClick && viewport.at(...place(event));
    if (point) picked(point);
    if (pointers.size) travelled = Infinity; // what is left of a pinch is no tap
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", () => hovered(null));
  element.addEventListener(
    "wheel",
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || !event.deltaY) return; // else it scrolls the page; a pinch has ctrlKey
      event.preventDefault();
      const turned = Math.max(-MAX_WHEEL, Math.min(MAX_WHEEL, event.deltaY));
      viewport.zoom(Math.exp(0.003 * turned), ...place(event));
      moved();
    },
    { passive: false },
  );
  // One finger scrolls the page (touch-action), two belong to the view.
  element.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length > 1) event.preventDefault();
    },
    { passive: false },
  );

  /** @param {Pixel} still the finger that did not move @param {Pixel} before @param {Pixel} now */
  function pinch(still, before, now) {
    /** @param {Pixel} pixel */
    const apart = ([x, y]) => Math.max(PINCH_PIXELS, Math.hypot(x - still[0], y - still[1]));
    viewport.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    viewport.zoom(apart(before) / apart(now), (now[0] + still[0]) / 2, (now[1] + still[1]) / 2);
    moved();
  }
}

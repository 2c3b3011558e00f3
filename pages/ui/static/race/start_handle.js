// The start of the race: a marker that is dragged, moved by keys, or set by a click elsewhere.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

/** By key: to the right, and up. @type {Record<string, [x: number, y: number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const MOVE = 0.01; // of the width that is seen, by one key

/**
 * Where points of the plane lie on the screen; a viewport is one.
 * @typedef {object} Place
 * @property {(x: number, y: number) => import("./viewport.js").Pixel | null} pixelOf null where it is not seen
 * @property {(left: number, top: number) => import("./messages.js").Point | null} at what is seen at a pixel
 * @property {number} pixel how much of the plane one is
 * @property {number} span how much of the plane is seen, from left to right
 */

export class StartHandle {
  #root;
  #place;
  #store;

  /**
   * @param {HTMLElement} root
   * @param {Place} place
   * @param {import("../core/store.js").Store} store
   */
  constructor(root, place, store) {
    this.#root = root;
    this.#place = place;
    this.#store = store;
    const name = t("Start: drag it, move it with the arrow keys, or click anywhere on the surface");
    this.element = h("button", { className: "start", type: "button", title: name, "aria-label": name });
    root.append(this.element);
    this.#listenForPointer();
    this.#listenForKeys();
  }

  /** The link's start. @returns {import("./messages.js").Point} */
  get #point() {
    return [Number(this.#store.get("x")), Number(this.#store.get("y"))];
  }

  /** Where the link's start is seen, if it is. */
  get pixel() {
    return this.#place.pixelOf(...this.#point);
  }

  /** Puts the marker where the link's start lies. */
  place() {
    const { pixel } = this;
    this.element.hidden = !pixel;
    if (pixel) this.element.style.transform = `translate(${pixel[0]}px, ${pixel[1]}px)`;
  }

  /** Sets the start, rounded to about a pixel so that links stay short. @param {number} x @param {number} y */
  set(x, y) {
    const digits = Math.max(0, Math.ceil(-Math.log10(this.#place.pixel)));
    this.#store.set({ x: Number(x.toFixed(digits)), y: Number(y.toFixed(digits)) });
    this.place();
  }

  #listenForPointer() {
    const { element } = this;
    element.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      element.setPointerCapture(event.pointerId);
      this.#store.beginDrag();
      event.stopPropagation();
    });
    element.addEventListener("pointermove", (event) => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      const edge = this.#root.getBoundingClientRect();
      const point = this.#place.at(event.clientX - edge.left, event.clientY - edge.top);
      if (point) this.set(...point);
    });
    element.addEventListener("lostpointercapture", () => {
      this.#store.endDrag();
      this.#store.commit();
    });
  }

  #listenForKeys() {
    this.element.addEventListener("keydown", (event) => {
      const move = MOVES[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const [x, y] = this.#point;
      const unit = MOVE * this.#place.span * (event.shiftKey ? 5 : 1);
      this.set(x + move[0] * unit, y + move[1] * unit);
      this.#store.commitSoon();
    });
  }
}

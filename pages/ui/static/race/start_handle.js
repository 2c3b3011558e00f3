// The start of the race: a marker that is dragged, moved by keys, or set by a click elsewhere.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

/** By key: to the right, and up. @type {Record<string, [x: number, y: number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const MOVE = 0.01; // of the width that is seen, by one key

export class StartHandle {
  #root;
  #viewport;
  #store;

  /**
   * @param {HTMLElement} root
   * @param {import("./viewport.js").Viewport} viewport
   * @param {import("../core/store.js").Store} store
   */
  constructor(root, viewport, store) {
    this.#root = root;
    this.#viewport = viewport;
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

  /** Puts the marker where the link's start lies. */
  place() {
    const [x, y] = this.#point;
    this.element.hidden = !this.#viewport.holds(x, y);
    this.element.style.transform = `translate(${this.#viewport.left(x)}px, ${this.#viewport.top(y)}px)`;
  }

  /** Sets the start, rounded to about a pixel so that links stay short. @param {number} x @param {number} y */
  set(x, y) {
    const digits = Math.max(0, Math.ceil(-Math.log10(this.#viewport.pixel)));
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
      this.set(...this.#viewport.at(event.clientX - edge.left, event.clientY - edge.top));
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
      const unit = MOVE * this.#viewport.area.width * this.#viewport.pixel * (event.shiftKey ? 5 : 1);
      this.set(x + move[0] * unit, y + move[1] * unit);
      this.#store.commitSoon();
    });
  }
}

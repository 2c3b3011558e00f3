// The start of the race: a marker that is dragged, moved by keys, or set by a click elsewhere.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

export class Start {
  constructor(root, plane, page) {
    Object.assign(this, { root, plane, page });
    const name = t("Start: drag it, move it with the arrow keys, or click anywhere on the surface");
    this.handle = h("button", { className: "start", type: "button", title: name, "aria-label": name });
    root.append(this.handle);
    this.#draggable();
  }

  /** Puts the marker where the link's start lies. */
  place() {
    const [x, y] = [this.page.store.get("x"), this.page.store.get("y")].map(Number);
    this.handle.hidden = !this.plane.holds(x, y);
    this.handle.style.transform = `translate(${this.plane.left(x)}px, ${this.plane.top(y)}px)`;
  }

  /** The start, rounded to about a pixel so that links stay short. */
  set(x, y, settle) {
    const digits = Math.max(0, Math.ceil(-Math.log10((this.plane.x[1] - this.plane.x[0]) / this.plane.area.width)));
    this.page.store.set({ x: Number(x.toFixed(digits)), y: Number(y.toFixed(digits)) });
    this.place();
    if (settle) this.page.store.commit();
  }

  #draggable() {
    const { handle, page } = this;
    handle.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      handle.setPointerCapture(event.pointerId);
      page.store.beginDrag();
      event.stopPropagation();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const edge = this.root.getBoundingClientRect();
      this.set(...this.plane.at(event.clientX - edge.left, event.clientY - edge.top));
    });
    handle.addEventListener("lostpointercapture", () => {
      page.store.endDrag();
      page.store.commit();
    });
    handle.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      const move = moves[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const unit = ((this.plane.x[1] - this.plane.x[0]) / 100) * (event.shiftKey ? 5 : 1);
      this.set(Number(page.store.get("x")) + move[0] * unit, Number(page.store.get("y")) + move[1] * unit);
      page.store.commitSoon();
    });
  }
}

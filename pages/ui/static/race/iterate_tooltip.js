// What stands under the pointer: the nearest iterate of a visible lane, in numbers.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";

const AWAY = { right: 14, up: 70, top: 4 }; // pixels from the pointer, and from the edge

export class IterateTooltip {
  element = h("div", { className: "tooltip", hidden: true });
  #page;

  /** @param {import("./page.js").Race} page */
  constructor(page) {
    this.#page = page;
  }

  /**
   * @param {{lane: import("./messages.js").Lane, index: number, step: number} | null} iterate
   * @param {import("./viewport.js").Pixel | null} pointer
   * @param {number} width of the view
   */
  show(iterate, pointer, width) {
    if (this.element.hidden === Boolean(iterate)) this.element.hidden = !iterate;
    if (!iterate || !pointer) return;
    const { lane, index, step } = iterate;
    const { x, y, gx, gy } = lane.values;
    this.element.textContent = t(
      "{lane}, step {step}\nx = {x}, y = {y}\nf = {value}\n∇f = ({gx}, {gy}), ‖∇f‖ = {norm}",
      {
        lane: `${index + 1} ${this.#page.laneName(index)}`,
        step,
        x: number(lane.origin[0] + x[step]),
        y: number(lane.origin[1] + y[step]),
        value: number(this.#page.store.value(index, step)),
        gx: number(gx[step], 3),
        gy: number(gy[step], 3),
        norm: number(Math.hypot(gx[step], gy[step]), 3),
      },
    );
    const [left, top] = pointer;
    const side = left > width / 2 ? `right:${width - left + AWAY.right}px` : `left:${left + AWAY.right}px`;
    this.element.style.cssText = `top:${Math.max(AWAY.top, top - AWAY.up)}px;${side}`;
  }
}

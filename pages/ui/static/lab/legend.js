// The legend of a training's curves: the lanes in their styles, and how good each was at one moment.

import { h } from "../core/dom.js";
import { count } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { AXES } from "./curve_panels.js";
import { t } from "../core/texts.js";

/** @typedef {import("./curve_panels.js").CurveView} CurveView */

export class Legend {
  element = h("div", { className: "legend" });
  #moment = h("span", { className: "moment" });
  /** @type {HTMLElement[]} */ #values = [];

  /** @param {import("./page.js").Lab} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {CurveView | null} view */
  build(view) {
    const { page } = this;
    this.#values = (view?.snapshot.lanes ?? []).map(() => h("output"));
    const lanes = (view?.snapshot.lanes ?? []).map((lane, i) =>
      h(
        "span",
        { className: page.hidden(i) ? "hidden" : "" },
        swatch(i, page.colors.dark),
        h("b", {}, `${i + 1} ${page.laneName(lane)}`),
        this.#values[i],
      ),
    );
    this.element.replaceChildren(...(view ? [this.#moment, ...lanes] : []));
  }

  /** The test accuracies at the moment. @param {CurveView} view */
  show(view) {
    this.#moment.textContent = t("Test accuracy {moment}:", { moment: momentText(view, this.page.moment) });
    this.#values.forEach((output, index) => (output.textContent = this.page.accuracyNow(index)));
  }
}

/**
 * When the pointer's moment is; without one, what is newest.
 * @param {CurveView} view
 * @param {number | null} moment on the x axis
 */
export function momentText({ axis, active }, moment) {
  if (moment === null) return active ? t("now") : t("at the end");
  return `(${AXES[axis]} ${count(Math.round(10 * moment) / 10)})`;
}

// The surface along a line through each point, with its models of first and second order: where each says the step lands.

import { LineModels } from "./line_models.js";
import { h } from "../core/dom.js";
import { t } from "../core/texts.js";
import { uplotLoads } from "../charts/uplot.js";

/** A chart for each lane that is shown. */
export class Models {
  #page;
  element = h("div", { className: "models-of" });
  /** @type {LineModels[]} */ #charts = [];
  #frame = 0;

  /** @param {import("./page.js").StepPage} page */
  constructor(page) {
    this.#page = page;
  }

  leave() {
    cancelAnimationFrame(this.#frame);
    this.#charts.forEach((chart) => chart.leave());
    this.#charts = [];
  }

  async show() {
    const failed = t("The curves cannot be drawn: a part of this page did not load.");
    if (!(await uplotLoads(this.#page.urls.uplot, this.element, failed))) return;
    const lanes = this.#page.store.header?.lanes ?? [];
    if (this.#page.gone) return;
    while (this.#charts.length > lanes.length) {
      const last = this.#charts.pop();
      last?.leave();
      last?.element.remove();
    }
    while (this.#charts.length < lanes.length) {
      const chart = new LineModels();
      this.#charts.push(chart);
      this.element.append(chart.element);
    }
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Once a frame, however many answers came since. */
  #draw() {
    const { store, colors } = this.#page;
    const lanes = store.header?.lanes ?? [];
    this.#charts.forEach((chart, i) => chart.show(lanes[i], colors, this.#page.name(lanes[i].lane)));
  }
}

// The rates by epoch, as courses print them.

import { h, write } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";

const EPOCHS = [1, 2, 3, 4, 5, 10, 20, 50];

/** The epochs that have a column, up to the last. @param {number} epochs */
export const columns = (epochs) => [...EPOCHS.filter((epoch) => epoch < epochs), epochs];

export class RatesTable {
  #page;
  #shape = ""; // what the rows were built for
  /** @type {HTMLTableCellElement[][]} */ #cells = [];
  element = h("table");

  /** @param {import("./page.js").Schedules} page */
  constructor(page) {
    this.#page = page;
  }

  show() {
    const { store, colors } = this.#page;
    const { header, lanes } = store;
    if (!header) return;
    const epochs = columns(Math.round(header.steps / header.steps_per_epoch));
    const shown = lanes.map((_, index) => index).filter((index) => !this.#page.hidden(index));
    const names = shown.map((index) => this.#page.name(index));
    const shape = JSON.stringify([colors.dark, epochs, shown, names]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(epochs, shown);
    }
    shown.forEach((index, row) => {
      const { rate, last } = lanes[index];
      const rates = epochs.map((epoch) => number(rate[epoch * header.steps_per_epoch], 2));
      [...rates, number(last, 2)].forEach((text, i) => write(this.#cells[row][i], text));
    });
  }

  /** @param {number[]} epochs @param {number[]} shown indices of lanes */
  #build(epochs, shown) {
    const head = [t("Rate at the end of epoch"), ...epochs.map(String), t("Loss, last epoch")];
    const labels = [...epochs.map((n) => t("epoch {n}", { n })), head[head.length - 1]];
    this.#cells = shown.map(() => labels.map((label) => h("td", { "data-label": label })));
    const rows = shown.map((index, row) => {
      const name = h("th", { scope: "row" }, swatch(index, this.#page.colors.dark), this.#page.name(index));
      return h("tr", {}, name, ...this.#cells[row]);
    });
    const heads = head.map((text) => h("th", { scope: "col" }, text));
    this.element.replaceChildren(h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows));
  }
}

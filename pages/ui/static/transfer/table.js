// The accuracies behind the picture, as a table: a row for each way, a column for each number of examples.

import { h } from "../core/dom.js";
import { swatch } from "../lanes/style.js";
import { WAYS, cellText, sizeText } from "./verdict_texts.js";
import { t } from "../core/texts.js";

export class AccuracyTable {
  #page;
  element = h("table");

  /** @param {import("./page.js").TransferPage} page */
  constructor(page) {
    this.#page = page;
  }

  show() {
    const { found, colors, pointed } = this.#page;
    this.element.hidden = !found;
    if (!found) return;
    const { sizes, ways, accuracies } = found;
    /** @param {number} index */
    const marked = (index) => (index === pointed ? { className: "pointed" } : {});
    const head = sizes.map((size, index) => h("th", { scope: "col", ...marked(index) }, String(size)));
    const rows = ways.map((way, row) => {
      const name = h("th", { scope: "row" }, swatch(this.#page.number(way), colors.dark), WAYS[way][0]);
      const cells = sizes.map((size, index) =>
        h("td", { "data-label": sizeText(size), ...marked(index) }, cellText(accuracies[row][index])),
      );
      return h("tr", { "data-way": way }, name, ...cells);
    });
    const corner = h("th", { scope: "col" }, t("Examples a class"));
    this.element.replaceChildren(h("thead", {}, h("tr", {}, corner, ...head)), h("tbody", {}, ...rows));
  }
}

// The numbers behind charts, as a table: for who cannot see the curves, and for who wants to read a value.

import { h } from "../core/dom.js";

/** @typedef {{name: (Node | string)[], cells: string[]}} ValuesRow `cells` by column */

/** Closed at first; filled while it is open. */
export class ValuesTable {
  #table = h("table", {});
  #fill;

  /**
   * @param {string} title
   * @param {() => {caption: string, columns: string[], rows: ValuesRow[]}} fill what there is to say now
   */
  constructor(title, fill) {
    this.#fill = fill;
    this.element = h("details", { className: "values" }, h("summary", {}, title), h("div", {}, this.#table));
    this.element.addEventListener("toggle", () => this.show());
  }

  show() {
    if (!this.element.open) return;
    const { caption, columns, rows } = this.#fill();
    const head = ["", ...columns].map((text) => h(text ? "th" : "td", text ? { scope: "col" } : {}, text));
    this.#table.replaceChildren(
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...rows.map(row)),
    );
  }
}

/** @param {ValuesRow} row */
const row = ({ name, cells }) =>
  h("tr", {}, h("th", { scope: "row" }, ...name), ...cells.map((text) => h("td", {}, text)));

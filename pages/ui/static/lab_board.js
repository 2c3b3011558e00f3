// The table of a training: how good each lane is, when it got there, and the verdict.

import { h, swatch } from "./dom.js";

const COLUMNS = ["lane", "final", "best", "reached95", "reached97", "verdict"];

/** A text in pieces that do not break: at commas, semicolons and before brackets. */
const unbroken = (text) =>
  text.split(/(?<=[,;]) | (?=\()/).flatMap((piece, i) => [i ? " " : "", h("span", { className: "piece" }, piece)]);

export class LabBoard {
  #shape = null;

  constructor(root, stage) {
    Object.assign(this, { root, stage });
  }

  show() {
    const { stage } = this;
    const frame = stage.watch.frame;
    const shape = JSON.stringify([frame?.lanes?.map(({ label, row, verdict }, i) => [label, row, verdict, stage.hidden(i)]), stage.colors]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    if (!frame?.lanes) {
      this.root.replaceChildren();
      return;
    }
    const { words } = stage;
    const head = COLUMNS.map((name) => h("th", { scope: "col", title: words[`hint_lab_${name}`] }, words[`lab_${name}`]));
    this.root.replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...frame.lanes.map((lane, index) => this.#row(lane, index)))));
  }

  #row({ label, row, verdict, kind }, index) {
    const { words, colors } = this.stage;
    const cells = COLUMNS.slice(1, -1).map((name) => h("td", { "data-label": words[`lab_${name}`] }, ...unbroken(row[name])));
    const element = h("tr", { "data-score": index + 1, "data-verdict": kind },
      h("th", { scope: "row" }, swatch(index, colors.dark), `${index + 1} ${label}`), ...cells,
      h("td", { "data-label": words.lab_verdict, className: "verdict" }, verdict));
    element.classList.toggle("hidden", this.stage.hidden(index));
    return element;
  }
}

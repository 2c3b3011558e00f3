// The table of a training: how good each lane is, when it got there, and the verdict.

import { h } from "../core/dom.js";
import { ColumnHelp } from "../fields/help.js";
import { swatch } from "../lanes/style.js";
import { momentText } from "./legend.js";
import { rowTexts, verdictText } from "./verdict_texts.js";
import { t } from "../core/texts.js";

/** @param {string} percent */
const reachedHelp = (percent) =>
  t(
    "The first evaluation with {percent} of the test images right: after how many steps, and seconds of computing them",
    { percent },
  );

/** @type {Record<string, [string, string]>} by column: its title, and what it says */
const COLUMNS = {
  lane: [t("Lane"), t("In what it differs from the other lanes")],
  final: [t("Test accuracy"), t("After the last step; of the weights that are kept where it may stop early")],
  best: [t("Best test accuracy"), t("The highest of all evaluations: picked by the test images, a little too good")],
  pace: [t("An epoch takes"), t("Seconds of computing the steps of an epoch, without compiling and evaluating")],
  reached95: [t("To 95 %"), reachedHelp("95 %")],
  reached97: [t("To 97 %"), reachedHelp("97 %")],
  verdict: [
    t("Verdict"),
    t("From medians of the training loss and from the validation loss of whole epochs: no single mini-batch decides"),
  ],
};

/** A text in pieces that do not break: at commas, semicolons and before brackets. @param {string} text */
const unbroken = (text) =>
  text.split(/(?<=[,;]) | (?=\()/).flatMap((piece, i) => [i ? " " : "", h("span", { className: "piece" }, piece)]);

/** Those that tell something: lanes of one size of mini-batch hardly differ in pace. @param {import("./messages.js").Lane[]} lanes */
const columns = (lanes) =>
  Object.keys(COLUMNS).filter((name) => name !== "pace" || new Set(lanes.map((lane) => lane.batch_size)).size > 1);

export class ResultsTable {
  /** @type {string | null} */
  #shape = null; // what it was built for
  #help = new ColumnHelp();

  /** @param {HTMLElement} root @param {import("./page.js").Lab} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.#help.show(Object.values(COLUMNS));
  }

  show() {
    const { page } = this;
    const { snapshot } = page;
    const shape = JSON.stringify([
      snapshot?.lanes?.map((lane, i) => [page.laneName(lane), lane.row, lane.verdict, page.hidden(i)]),
      page.colors,
      page.moment,
      page.socket.active,
    ]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    if (!snapshot?.lanes) {
      this.root.replaceChildren();
      return;
    }
    const view = page.curves.view;
    const when = view ? h("small", {}, momentText(view, page.moment)) : "";
    const names = columns(snapshot.lanes);
    const head = names.map((name) => h("th", { scope: "col" }, COLUMNS[name][0], name === "final" ? when : ""));
    this.root.replaceChildren(
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...head)),
        h("tbody", {}, ...snapshot.lanes.map((lane, index) => this.#row(names, lane, index))),
      ),
      this.#help.element,
    );
  }

  /** @param {string[]} names @param {import("./messages.js").Lane} lane @param {number} index */
  #row(names, lane, index) {
    const { page } = this;
    /** @type {Record<string, string>} */
    const texts = rowTexts(lane.row, names.includes("pace") ? lane.steps_per_epoch : null);
    if (page.moment !== null) texts.final = page.accuraciesNow(index);
    const cells = names
      .slice(1, -1)
      .map((name) => h("td", { "data-label": COLUMNS[name][0] }, ...unbroken(texts[name])));
    const element = h(
      "tr",
      { "data-score": index + 1, "data-verdict": lane.verdict.kind },
      h("th", { scope: "row" }, swatch(index, page.colors.dark), `${index + 1} ${page.laneName(lane)}`),
      ...cells,
      h("td", { "data-label": t("Verdict"), className: "verdict" }, verdictText(lane.verdict)),
    );
    element.classList.toggle("hidden", page.hidden(index));
    return element;
  }
}

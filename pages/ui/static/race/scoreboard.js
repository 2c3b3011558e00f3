// The scoreboard: where each lane stands now, its best, when it got there, and the verdict.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";
import { best, nearest, outcome, reached, remark } from "./texts.js";

/** @type {Record<string, string>} */
const COLUMNS = {
  lane: t("Lane"),
  value_now: t("Value now"),
  best: t("Best value"),
  reached: t("Near a minimum"),
  nearest: t("Nearest minimum at the end"),
  verdict: t("Verdict at the end"),
};

export class Board {
  #rows = [];

  constructor(root, page) {
    Object.assign(this, { root, page });
  }

  show() {
    const { page } = this;
    const { store } = page;
    this.#rows = store.lanes.map((lane, index) => this.#row(lane.score, index));
    const head = Object.keys(COLUMNS).map((name) => h("th", { scope: "col", title: page.hint(name) }, COLUMNS[name]));
    this.root.replaceChildren(
      h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...this.#rows.map((row) => row.element))),
    );
    this.step();
  }

  /** Follows the player. */
  step() {
    const { store, player } = this.page;
    this.#rows.forEach(({ now }, index) => {
      const lane = store.lanes[index];
      if (lane) now.textContent = number((store.header.minimum ?? 0) + lane.values.suboptimality[player.step]);
    });
  }

  #row(score, index) {
    const { colors } = this.page;
    const now = h("td", { "data-label": t("Value now") });
    const cell = (name, text) => h("td", { "data-label": COLUMNS[name] }, text);
    const element = h(
      "tr",
      { "data-score": index + 1, "data-verdict": score.kind },
      h("th", { scope: "row" }, swatch(index, colors.dark), `${index + 1} ${this.page.name(index)}`),
      now,
      cell("best", best(score)),
      cell("reached", reached(score)),
      cell("nearest", nearest(score, this.page.store.header.minima)),
      h("td", { "data-label": COLUMNS.verdict, className: "verdict", title: remark(score) }, outcome(score)),
    );
    element.classList.toggle("hidden", this.page.hidden(index));
    return { element, now };
  }
}

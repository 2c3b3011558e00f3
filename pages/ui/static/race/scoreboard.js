// The scoreboard: where each lane stands now, its best, when it got there, and the verdict.

import { ColumnHelp } from "../fields/help.js";
import { h, morph, write } from "../core/dom.js";
import { count, number, percent } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";
import { best, nearest, reached, told } from "./verdict_texts.js";

/** @typedef {import("./page.js").Race} Race */

const COLUMNS = {
  lane: t("Lane"),
  value_now: t("Value now"),
  evaluations: t("Gradient evaluations"),
  best: t("Best value"),
  reached: t("Near a minimum"),
  nearest: t("Nearest minimum at the end"),
  verdict: t("Verdict at the end"),
};
/** What columns mean. @type {{[name in keyof typeof COLUMNS]?: (page: Race) => string}} */
const HINTS = {
  evaluations: () =>
    t(
      "How many gradients it took to come to the step shown. A line search counts all that it tries; a Hessian counts as 2, one for each of its columns.",
    ),
  best: () => t("The lowest value of the run, and its step"),
  reached: ({ store }) =>
    t("The first step within {tolerance} of a minimum: 1 % of the box's shorter side", {
      tolerance: number(store.header?.tolerance ?? NaN),
    }),
  nearest: ({ store }) =>
    store.header?.found ? t("Minima were looked for in the box. They are found, not proved to be the lowest.") : "",
  verdict: ({ catalog: { limits } }) =>
    t(
      "Judged on the last {window} of the run; lengths are shares of the box's shorter side. Converged: closer than {still} to a minimum. Hovering: back and forth, on average within {hover} of one. Held: within {near} of a saddle (no gradient, a negative Hessian eigenvalue). Stalled: a path under {still} elsewhere, after much longer steps. Diverged: not finite, or {far} outside the box and higher than at the start.",
      Object.fromEntries(Object.entries(limits).map(([name, share]) => [name, percent(share, null)])),
    ),
};
const NAMES = /** @type {(keyof typeof COLUMNS)[]} */ (Object.keys(COLUMNS));

export class Scoreboard {
  #page;
  #table = h("table", {});
  #help = new ColumnHelp();
  /** @type {HTMLTableRowElement[]} */ #rows = []; // by lane

  /** @param {HTMLElement} root @param {Race} page */
  constructor(root, page) {
    this.root = root;
    this.#page = page;
    root.append(this.#table, this.#help.element);
  }

  show() {
    const { store } = this.#page;
    const head = NAMES.map((name) => h("th", { scope: "col" }, COLUMNS[name]));
    const rows = store.lanes.map((lane, index) => this.#row(lane, index));
    morph(this.#table, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
    this.#rows = [...this.#table.tBodies[0].rows];
    /** @type {[string, string][]} */ const hints = NAMES.map((name) => [
      COLUMNS[name],
      HINTS[name]?.(this.#page) ?? "",
    ]);
    this.#help.show(hints.filter(([, hint]) => hint));
  }

  /** Follows the player. */
  step() {
    this.#rows.forEach(({ cells }, index) => {
      if (this.#page.store.lanes[index]) this.#now(index).forEach((text, i) => write(cells[1 + i], text));
    });
  }

  /** What changes from step to step: the value, and the evaluations so far. @param {number} index */
  #now(index) {
    const { store, player } = this.#page;
    return [number(store.value(index, player.step)), count(store.evaluations(index, player.step))];
  }

  /** @param {import("./messages.js").Lane} lane @param {number} index */
  #row(lane, index) {
    const { score } = lane;
    const page = this.#page;
    const [value, evaluations] = this.#now(index);
    const verdict = cell("verdict", told(lane, page.curvature));
    verdict.className = "verdict";
    const row = h(
      "tr",
      { "data-score": index + 1, "data-verdict": score.kind },
      h("th", { scope: "row" }, swatch(index, page.colors.dark), `${index + 1} ${page.laneName(index)}`),
      cell("value_now", value),
      cell("evaluations", evaluations),
      cell("best", best(score)),
      cell("reached", reached(score, page.store.evaluations(index, score.reached ?? 0))),
      cell("nearest", nearest(score, page.store.header?.minima ?? [])),
      verdict,
    );
    row.classList.toggle("hidden", page.hidden(index));
    return row;
  }
}

/** @param {keyof typeof COLUMNS} name @param {string} text */
const cell = (name, text) => h("td", { "data-label": COLUMNS[name] }, text);

// The scoreboard: where each lane stands now, its best, when it got there, and the verdict.

import { ColumnHelp } from "../fields/help.js";
import { h } from "../core/dom.js";
import { number, percent } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";
import { best, nearest, reached, told } from "./texts.js";

/** @typedef {import("./page.js").Race} Race */

const COLUMNS = {
  lane: t("Lane"),
  value_now: t("Value now"),
  best: t("Best value"),
  reached: t("Near a minimum"),
  nearest: t("Nearest minimum at the end"),
  verdict: t("Verdict at the end"),
};
/** What columns mean. @type {{[name in keyof typeof COLUMNS]?: (page: Race) => string}} */
const HINTS = {
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
  /** @type {HTMLElement[]} */ #valuesNow = []; // by lane

  /** @param {HTMLElement} root @param {Race} page */
  constructor(root, page) {
    this.#page = page;
    root.append(this.#table, this.#help.element);
  }

  show() {
    const { store } = this.#page;
    const head = NAMES.map((name) => h("th", { scope: "col" }, COLUMNS[name]));
    this.#valuesNow = store.lanes.map(() => cell("value_now", ""));
    const rows = store.lanes.map((lane, index) => this.#row(lane, index));
    this.#table.replaceChildren(h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
    /** @type {[string, string][]} */ const hints = NAMES.map((name) => [
      COLUMNS[name],
      HINTS[name]?.(this.#page) ?? "",
    ]);
    this.#help.show(hints.filter(([, hint]) => hint));
    this.step();
  }

  /** Follows the player. */
  step() {
    const { store, player } = this.#page;
    this.#valuesNow.forEach((cell, index) => {
      if (store.lanes[index]) cell.textContent = number(store.value(index, player.step));
    });
  }

  /** @param {import("./messages.js").Lane} lane @param {number} index */
  #row(lane, index) {
    const { score } = lane;
    const page = this.#page;
    const verdict = cell("verdict", told(lane, page.curvature));
    verdict.className = "verdict";
    const row = h(
      "tr",
      { "data-score": index + 1, "data-verdict": score.kind },
      h("th", { scope: "row" }, swatch(index, page.colors.dark), `${index + 1} ${page.laneName(index)}`),
      this.#valuesNow[index],
      cell("best", best(score)),
      cell("reached", reached(score)),
      cell("nearest", nearest(score, page.store.header?.minima ?? [])),
      verdict,
    );
    row.classList.toggle("hidden", page.hidden(index));
    return row;
  }
}

/** @param {keyof typeof COLUMNS} name @param {string} text */
const cell = (name, text) => h("td", { "data-label": COLUMNS[name] }, text);

// The scoreboard: where each lane stands now, its best, when it got there, and the verdict.

import { h, short, swatch } from "./dom.js";

const COLUMNS = ["lane", "value_now", "best", "reached", "nearest", "verdict"];

export class Board {
  #rows = [];

  constructor(root, stage) {
    Object.assign(this, { root, stage });
  }

  show() {
    const { stage } = this;
    const { words, store } = stage;
    this.#rows = store.lanes.map((lane, index) => this.#row(lane.score, index));
    const head = COLUMNS.map((name) => h("th", { scope: "col", title: stage.hint(name) }, words[`board_${name}`]));
    this.root.replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...this.#rows.map((row) => row.element))));
    this.step();
  }

  /** Follows the player. */
  step() {
    const { store, player } = this.stage;
    this.#rows.forEach(({ now }, index) => {
      const lane = store.lanes[index];
      if (lane) now.textContent = short((store.header.floor ?? 0) + lane.values.excess[player.step]);
    });
  }

  #row(score, index) {
    const { words, colors } = this.stage;
    const now = h("td", { "data-label": words.board_value_now });
    const cell = (name, text) => h("td", { "data-label": words[`board_${name}`] }, text);
    const element = h("tr", { "data-score": index + 1, "data-verdict": score.kind },
      h("th", { scope: "row" }, swatch(index, colors.dark), `${index + 1} ${this.stage.name(index)}`), now,
      cell("best", score.best), cell("reached", score.reached), cell("nearest", score.nearest),
      h("td", { "data-label": words.board_verdict, className: "verdict", title: score.why }, score.verdict));
    element.classList.toggle("hidden", this.stage.hidden(index));
    return { element, now };
  }
}

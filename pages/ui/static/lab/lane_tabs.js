// A tab for each lane that was trained: the one that is looked at, under the link's `look`.

import { h } from "../core/dom.js";
import { swatch } from "../lanes/style.js";

export class LaneTabs {
  /** @type {string | null} */
  #shape = null; // what the tabs were built for

  /** @param {import("./page.js").Lab} page @param {string} label @param {() => void} onChoice */
  constructor(page, label, onChoice) {
    this.page = page;
    this.onChoice = onChoice;
    this.element = h("div", { className: "tabs", role: "group", "aria-label": label });
  }

  /** The index of the lane that is looked at. */
  get lane() {
    const lanes = this.page.snapshot?.lanes ?? [];
    return Math.min(Math.max(1, Number(this.page.view("look"))), lanes.length || 1) - 1;
  }

  /** The same tabs while it trains, so that the focus stays. */
  show() {
    const { page, lane } = this;
    const labels = (page.snapshot?.lanes ?? []).map((each) => page.laneName(each));
    const shape = JSON.stringify([labels, page.colors]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.element.replaceChildren(...labels.map((label, index) => this.#tab(label, index)));
    }
    [...this.element.children].forEach((tab, index) => tab.setAttribute("aria-pressed", String(index === lane)));
  }

  /** @param {string} label @param {number} index */
  #tab(label, index) {
    const { page } = this;
    const tab = h(
      "button",
      { type: "button", className: "lane-choice", "data-look": index + 1 },
      swatch(index, page.colors.dark),
      `${index + 1} ${label}`,
    );
    tab.addEventListener("click", () => {
      page.store.set({ look: index + 1 });
      page.store.commit("replace");
      this.onChoice();
    });
    return tab;
  }
}

// What stands on the picture in words: which lanes have diverged by the step shown, and what the symbols are.

import { h } from "../core/dom.js";
import { RateOffer } from "./rate_offer.js";
import { laneStyle } from "../lanes/style.js";
import { reason, sentence } from "./texts.js";
import { t } from "../core/texts.js";

const MOST = 3; // lanes told of; more would hide the picture

export class Captions {
  #page;
  #told = h("div", { className: "told", role: "status" });
  /** @type {{step: number, element: HTMLElement}[]} */ #diverged = [];

  /** @param {HTMLElement} picture @param {import("./page.js").Race} page */
  constructor(picture, page) {
    this.#page = page;
    this.offer = new RateOffer(page);
    picture.append(this.offer.element, h("div", { className: "captions" }, this.#told));
  }

  /** Follows the race. */
  show() {
    const page = this.#page;
    const diverged = page.store.lanes
      .map((lane, index) => ({ lane, index }))
      .filter(({ lane, index }) => lane.score.kind === "diverged" && !page.hidden(index))
      .slice(0, MOST);
    this.#diverged = diverged.map(({ lane, index }) => {
      const name = `${index + 1} ${page.laneName(index)}`;
      const why = sentence(reason(lane.too_large, page.curvature));
      const element = h("p", { hidden: true }, h("b", {}, t("{lane} diverges.", { lane: name })), why && ` ${why}`);
      element.style.setProperty("--color", laneStyle(index, page.colors.dark).color);
      return { step: lane.score.step, element };
    });
    this.#told.replaceChildren(...this.#diverged.map(({ element }) => element));
    this.step();
  }

  /** Follows the player: nothing is told before it has happened. */
  step() {
    for (const { step, element } of this.#diverged) element.hidden = this.#page.player.step < step;
  }
}

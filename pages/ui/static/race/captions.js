// What stands on the picture in words: which lanes have diverged by the step shown, and what the symbols are.

import { h, morph } from "../core/dom.js";
import { RateOffer } from "./rate_offer.js";
import { CURVE, laneStyle } from "../lanes/style.js";
import { NOT_FINITE } from "./heightmap.js";
import { numbers } from "./heads.js";
import { reason, sentence } from "./verdict_texts.js";
import { t } from "../core/texts.js";

/** @typedef {import("./coincidence.js").Group} Group */

const MAX_TOLD = 3; // lanes told of; more would hide the picture

/** Of minima that were searched for. @param {unknown[]} minima */
const foundText = ({ length }) =>
  length > CURVE ? t("lowest points found") : length > 1 ? t("lowest minima found") : t("lowest minimum found");

export class Captions {
  #page;
  #told = h("div", { className: "told", role: "status" });
  #coinciding = h("div", { className: "told", role: "status" });
  #legend = h("ul", { className: "symbols", "aria-label": t("Symbols in the picture") });
  #hasHoles = false; // the surface has no value everywhere that is seen
  /** @type {Group[]} */ #groups = [];
  /** @type {{step: number, element: HTMLElement}[]} */ #diverged = [];

  /** @param {HTMLElement} picture @param {import("./page.js").Race} page */
  constructor(picture, page) {
    this.#page = page;
    this.offer = new RateOffer(page);
    picture.append(this.offer.element, h("div", { className: "captions" }, this.#told, this.#coinciding, this.#legend));
  }

  /** Follows the race. */
  show() {
    const page = this.#page;
    const diverged = page.store.lanes
      .map((lane, index) => ({ lane, index }))
      .filter(({ lane, index }) => lane.score.kind === "diverged" && !page.hidden(index))
      .slice(0, MAX_TOLD);
    this.#diverged = diverged.map(({ lane, index }) => {
      const name = `${index + 1} ${page.laneName(index)}`;
      const why = sentence(reason(lane.too_large, page.curvature));
      const element = h(
        "p",
        { hidden: true },
        h("b", {}, t("{lane} diverges.", { lane: name })),
        h("span", {}, why && ` ${why}`),
      );
      element.style.setProperty("--color", laneStyle(index, page.colors.dark).color);
      return { step: lane.score.step, element };
    });
    this.#showLegend();
    this.#told.replaceChildren(...this.#diverged.map(({ element }) => element));
    this.step();
  }

  /** Which lanes draw one path, and how nearly. @param {Group[]} groups */
  tellCoinciding(groups) {
    if (groups === this.#groups) return;
    this.#groups = groups;
    const { dark } = this.#page.colors;
    const lines = groups.slice(0, MAX_TOLD).map(({ indices, exactly }) => {
      const lanes = numbers(indices);
      const text = exactly ? t("{lanes}: one path", { lanes }) : t("{lanes}: less than a pixel apart", { lanes });
      const element = h("p", {}, text);
      element.style.setProperty("--color", laneStyle(indices[0], dark).color);
      return element;
    });
    this.#coinciding.replaceChildren(...lines);
  }

  /** The heights are others: where some are no numbers, that is said. @param {import("./messages.js").Heightmap} heightmap */
  showHoles({ z }) {
    const hasHoles = z.includes(NOT_FINITE);
    if (hasHoles === this.#hasHoles) return;
    this.#hasHoles = hasHoles;
    this.#showLegend();
  }

  /** What the symbols are that can be seen here. */
  #showLegend() {
    const { minima = [], found = false } = this.#page.store.header ?? {};
    const symbols = [
      ["○", t("start")],
      ...(minima.length
        ? [["★", found ? foundText(minima) : minima.length > 1 ? t("lowest minima") : t("minimum")]]
        : []),
      ...(this.#hasHoles ? [["▢", t("blank: no value there")]] : []),
      ["➤", t("left the picture")],
    ];
    const items = symbols.map(([symbol, text]) => h("li", {}, h("i", { "aria-hidden": "true" }, symbol), ` ${text}`));
    morph(this.#legend, ...items);
  }

  /** Follows the player: nothing is told before it has happened. */
  step() {
    for (const { step, element } of this.#diverged) element.hidden = this.#page.player.step < step;
  }
}

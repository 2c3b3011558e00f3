// What stands on the picture in words: which lanes have diverged by the step shown, and what the symbols are.

import { h, morph } from "../core/dom.js";
import { RateOffer } from "./rate_offer.js";
import { CURVE, laneStyle } from "../lanes/style.js";
import { NOT_FINITE } from "./heightmap.js";
import { best } from "./caption_place.js";
import { numbers } from "./heads.js";
import { reason, sentence } from "./verdict_texts.js";
import { t } from "../core/texts.js";

/** @typedef {import("./coincidence.js").Group} Group */
/** @typedef {import("./head_labels.js").Rectangle} Rectangle */

const MAX_TOLD = 3; // lanes told of; more would hide the picture
const GAP = 6; // pixels between words, and from the edge

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
  #lines = h("div", { className: "captions" }, this.#told, this.#coinciding);
  #words; // all that stands on the picture, these lines first, then the symbols
  /** @type {Rectangle[]} */ #places = []; // of them; asking the document for it costs a layout each time
  #moved = true; // another place may be better
  #place = 0; // the number of that where the lines are
  #observer = new ResizeObserver(() => this.#measure());

  /** @param {HTMLElement} picture @param {import("./page.js").Race} page */
  constructor(picture, page) {
    this.#page = page;
    this.offer = new RateOffer(page);
    picture.append(this.offer.element, this.#lines, this.#legend);
    const whole = /** @type {HTMLElement} */ (picture.querySelector(".whole"));
    this.#words = [this.#lines, this.#legend, this.offer.element, whole];
    for (const each of [picture, ...this.#words]) this.#observer.observe(each);
  }

  /** The page is left. */
  leave() {
    this.#observer.disconnect();
  }

  /** Where words are that nothing else should cover. */
  get places() {
    return this.#places;
  }

  #measure() {
    this.#places = this.#words.map(({ offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height }) => {
      return { x, y, width, height };
    });
    this.#moved = true;
    this.#page.picture.draw();
  }

  /**
   * Puts the lines where they cover least.
   * @param {import("./caption_place.js").Line[]} paths and minima, in pixels
   * @param {import("./viewport.js").Area} area
   * @param {boolean} isNew whether these are others than before
   */
  place(paths, { left, top, width, height }, isNew) {
    const [lines, symbols, ...others] = this.#places;
    if (!lines?.height || !(isNew || this.#moved)) return;
    this.#moved = false;
    const right = left + width - GAP - lines.width;
    const ways = [
      [symbols.x, symbols.y - GAP - lines.height],
      [right, top + GAP],
      [right, top + height - GAP - lines.height],
      [symbols.x, top + GAP],
    ];
    const places = ways.map(([x, y]) => ({ ...lines, x, y }));
    this.#place = best(places, paths, [symbols, ...others], this.#place);
    const { x, y } = (this.#places[0] = places[this.#place]);
    Object.assign(this.#lines.style, { left: `${x}px`, top: `${y}px` });
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

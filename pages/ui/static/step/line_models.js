// One lane's models: the surface along a line, its first and second order there, and what they promise in words.

import { h, morph, scaled, write } from "../core/dom.js";
import { laneStyle, swatch } from "../lanes/style.js";
import { number } from "../core/numbers.js";
import { panel, width } from "../charts/chart.js";
import { t } from "../core/texts.js";

const HEIGHT = 190;

/** @typedef {import("./store.js").Models} Line */

export class LineModels {
  #title = h("h2", {});
  #box = h("figure", { className: "models", "data-curve": "models" });
  #said = h("p", { className: "hint", "data-models": "" });
  element = h("section", {}, this.#title, this.#box, this.#said);
  /** @type {InstanceType<Window["uPlot"]> | null} */ #chart = null;
  #shape = "";
  #observer = new ResizeObserver(() => this.#chart?.setSize({ width: width(this.#box), height: HEIGHT }));

  constructor() {
    this.#observer.observe(this.#box);
  }

  leave() {
    this.#observer.disconnect();
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** @param {import("./store.js").LaneStep} step @param {import("../core/theme.js").Colors} colors @param {string} name */
  show({ lane, models, value }, colors, name) {
    this.element.hidden = !models;
    if (!models) return;
    morph(this.#title, swatch(lane, colors.dark), `${lane + 1} ${name}`);
    write(this.#said, said(models, value));
    /** @type {[number[], ...(number | null)[][]]} */
    const data = [models.a, models.value, clipped(models.first, models), clipped(models.second, models)];
    const shape = JSON.stringify([colors, lane]);
    if (shape === this.#shape && this.#chart) {
      this.#chart.setData(data);
      return;
    }
    this.#shape = shape;
    this.#chart?.destroy();
    this.#box.replaceChildren(
      h("figcaption", {}, t("f along the line (solid), its first-order (dotted) and second-order model (dashed)")),
    );
    const { color } = laneStyle(lane, colors.dark);
    const { text } = colors;
    this.#chart = new window.uPlot(
      {
        ...panel(colors, this.#box, HEIGHT, {
          values: (_, ticks) => ticks.map((each) => number(each, digits(ticks))),
          size: (_, texts) => scaled(20 + 8 * Math.max(4, ...(texts ?? []).map((text) => text.length))),
        }),
        cursor: { show: false },
        scales: { x: { time: false } },
        series: [
          {},
          { stroke: color, width: 3, points: { show: false } },
          { stroke: text, width: 1.6, dash: [2, 4], points: { show: false } },
          { stroke: text, width: 2, dash: [9, 5], points: { show: false } },
        ],
      },
      data,
      this.#box,
    );
  }
}

/** As many as tell ticks apart that lie close together. @param {number[]} ticks */
export function digits(ticks) {
  const largest = Math.max(...ticks.map(Math.abs));
  const apart = Math.abs(ticks[1] - ticks[0]) || largest;
  return Math.min(7, Math.max(3, Math.ceil(Math.log10(largest / apart)) + 1));
}

/** A model, as far as it does not flatten the surface itself. @param {(number | null)[]} curve @param {Line} line */
function clipped(curve, { value }) {
  const known = value.filter((each) => each !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const room = high - low;
  return curve.map((each) => (each === null || each < low - room || each > high + room ? null : each));
}

/** @param {Line} line @param {number | null} value at the point */
function said({ a, value: values, first, second, lands, holds }, value) {
  const one = a.findIndex((each) => each >= 1);
  const numbers = [value, first[one], second[one], values[one]].map((each) =>
    number(each ?? NaN, Math.max(4, digits([value ?? 0, values[one] ?? 0]) || 4)),
  );
  const [from, firstOrder, secondOrder, truth] = numbers;
  const end = a.at(-1);
  /** @param {number} far */
  const far = (far) => (far === end ? t("all that is shown") : t("{a} of it", { a: number(far, 2) }));
  return [
    t("The whole way (1) takes f from {from} to {truth}; the first order says {first}, the second {second}.", {
      from,
      truth,
      first: firstOrder,
      second: secondOrder,
    }),
    lands === null
      ? t("The second-order model has no minimum that way.")
      : t("The second-order model is lowest at {a}.", { a: number(lands) }),
    t("Right within a tenth of what they promise: the first order over {first}, the second over {second}.", {
      first: far(holds[0]),
      second: far(holds[1]),
    }),
  ].join(" ");
}

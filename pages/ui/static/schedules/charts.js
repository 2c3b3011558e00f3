// The picture: all rates on one axis, and below it the mean loss of many noisy descents under each, with its band.

import { band } from "../charts/band.js";
import { decades, padded, panel, width } from "../charts/chart.js";
import { h, write } from "../core/dom.js";
import { laneStyle } from "../lanes/style.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { uplotLoads } from "../charts/uplot.js";

const MIN_HEIGHT = 150;

/** @typedef {import("./page.js").Schedules} Schedules */
/** @typedef {InstanceType<Window["uPlot"]>} Chart */
/** @typedef {Parameters<Chart["setData"]>[0]} Data */

export class Charts {
  #page;
  #observer = new ResizeObserver(() => this.#resize());
  /** @type {Chart[]} */ #charts = [];
  #shape = ""; // what the charts were built for

  /** @param {Schedules} page */
  constructor(page) {
    this.#page = page;
    this.rates = h("figure", { className: "rates" }, h("figcaption", {}, t("Learning rate, by epoch")));
    this.caption = h("figcaption");
    this.losses = h("figure", { className: "losses" }, this.caption);
    this.element = h("div", { className: "pictures" }, this.rates, this.losses);
    this.#observer.observe(this.element);
  }

  leave() {
    this.#observer.disconnect();
    this.#charts.forEach((chart) => chart.destroy());
  }

  async show() {
    if (!(await uplotLoads(this.#page.urls.uplot, this.element))) return;
    const { store, gone } = this.#page;
    const { header, lanes } = store;
    if (!header || gone) return;
    const epochs = Array.from({ length: header.steps + 1 }, (_, step) => step / header.steps_per_epoch);
    const text = t("Mean loss of {runs} noisy descents, and where 80 % of them are", { runs: header.runs });
    const hovers =
      header.floor === null
        ? ""
        : t("dashed: where the constant rate hovers, {loss}", { loss: number(header.floor, 3) });
    write(this.caption, [text, hovers].filter(Boolean).join("; "));
    const floor = header.floor ? epochs.map(() => header.floor) : epochs.map(() => null);
    const data = [
      [epochs, ...lanes.map(({ rate }) => positive(rate, this.#logarithmic))],
      [
        epochs,
        floor,
        ...lanes.flatMap(({ mean, low, high }) => [mean, low, high].map((values) => positive(values, true))),
      ],
    ];
    const shape = JSON.stringify([this.#page.colors, this.#hidden, this.#logarithmic]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(/** @type {Data[]} */ (data));
    } else {
      this.#charts.forEach((chart, i) => chart.setData(/** @type {Data} */ (data[i])));
    }
  }

  get #logarithmic() {
    return this.#page.view("rates") === "log";
  }

  get #hidden() {
    return this.#page.store.lanes.map((_, index) => this.#page.hidden(index));
  }

  /** @param {Data[]} data */
  #build([rates, losses]) {
    const { colors } = this.#page;
    this.#charts.forEach((chart) => chart.destroy());
    const epochs = { incrs: [1, 2, 5, 10, 20] };
    const log = { splits: decades };
    const cursor = { y: false, points: { show: false }, drag: { x: false, y: false } };
    const hooks = { setCursor: [(/** @type {Chart} */ chart) => this.#page.point(chart.cursor.idx ?? null)] };
    const lines = this.#hidden.map((hidden, index) => {
      const { color, dash } = laneStyle(index, colors.dark);
      return { stroke: color, width: 3, dash, show: !hidden, spanGaps: false, points: { show: false } };
    });
    const [height, below] = this.#heights;
    this.#charts = [
      new window.uPlot(
        {
          ...panel(colors, this.rates, height, this.#logarithmic ? log : {}, epochs),
          cursor,
          hooks,
          scales: { x: { time: false }, y: this.#logarithmic ? { distr: 3, range: padded } : { range: fromZero } },
          series: [{}, ...lines],
        },
        rates,
        this.rates,
      ),
      new window.uPlot(
        {
          ...panel(colors, this.losses, below, log, epochs),
          cursor,
          hooks: { ...hooks, drawAxes: [(chart) => this.#bands(chart)] },
          scales: { x: { time: false }, y: { distr: 3, range: padded } },
          series: [
            {},
            { stroke: colors.text, width: 1.5, dash: [6, 5], points: { show: false } },
            // the ends of a band are in the scale; the band itself is drawn at once, which is quicker than as uPlot's
            ...lines.flatMap((line) => [line, ...Array(2).fill({ ...line, paths: () => null })]),
          ],
        },
        losses,
        this.losses,
      ),
    ];
  }

  /** Where most of the runs of each lane are. @param {Chart} chart */
  #bands(chart) {
    this.#hidden.forEach((hidden, index) => {
      if (!hidden) band(chart, 3 * index + 3, 3 * index + 4, laneStyle(index, this.#page.colors.dark).color);
    });
  }

  /** Of the two charts: what their captions leave. */
  get #heights() {
    const room = this.element.clientHeight - 2 * this.caption.offsetHeight - 8;
    return [0.5, 0.5].map((share) => Math.max(MIN_HEIGHT, Math.floor(share * room)));
  }

  #resize() {
    const heights = this.#heights;
    this.#charts.forEach((chart, i) =>
      chart.setSize({ width: width([this.rates, this.losses][i]), height: heights[i] }),
    );
  }
}

/** What a scale can show. @param {Float32Array} values @param {boolean} logarithmic */
const positive = (values, logarithmic) =>
  Array.from(values, (value) => (Number.isFinite(value) && (!logarithmic || value > 0) ? value : null));

/** @param {unknown} _chart @param {number} _low @param {number} high @returns {[number, number]} */
const fromZero = (_chart, _low, high) => [0, high > 0 ? 1.05 * high : 1];

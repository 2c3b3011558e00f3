// The picture: accuracy over the number of examples a class, a curve for each way, the seeds as its band.

import { band } from "../charts/band.js";
import { laneStyle, marker } from "../lanes/style.js";
import { panel, width } from "../charts/chart.js";
import { h, scaled } from "../core/dom.js";
import { spread } from "./verdict_texts.js";
import { t } from "../core/texts.js";
import { uplotLoads } from "../charts/uplot.js";

const MIN_HEIGHT = 116;
const RADIUS = 5.5; // of a marker, in pixels

/** @typedef {InstanceType<Window["uPlot"]>} Chart */
/** @typedef {Parameters<Chart["setData"]>[0]} Data */

export class TransferChart {
  #page;
  #observer = new ResizeObserver(() => this.#resize());
  /** @type {Chart | null} */ #chart = null;
  #shape = ""; // what it was built for

  /** @param {import("./page.js").TransferPage} page */
  constructor(page) {
    this.#page = page;
    this.caption = h("figcaption");
    this.element = h("figure", { className: "transfer-chart", hidden: true }, this.caption);
    this.#observer.observe(this.element);
  }

  leave() {
    this.#observer.disconnect();
    this.#chart?.destroy();
  }

  async show() {
    const { found } = this.#page;
    if (!found || !(await uplotLoads(this.#page.urls.uplot, this.element)) || this.#page.gone) return;
    const several = found.accuracies.some((way) => way.some((at) => at.length > 1));
    this.caption.textContent = several
      ? t("Test accuracy over examples a class: the mean of the seeds, and from the lowest of them to the highest")
      : t("Test accuracy over examples a class");
    const columns = found.accuracies.flatMap((way) => {
      const spreads = way.map(spread);
      return /** @type {const} */ (["mean", "low", "high"]).map((name) =>
        spreads.map((each) => (each ? 100 * each[name] : null)),
      );
    });
    const data = /** @type {Data} */ ([found.sizes, ...columns]);
    const shape = JSON.stringify([this.#page.colors, found.ways, found.sizes]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(data);
    } else this.#chart?.setData(data);
  }

  /** @param {Data} data */
  #build(data) {
    const { colors, found } = this.#page;
    this.#chart?.destroy();
    const lines = (found?.ways ?? []).flatMap((way) => {
      const { color, dash } = laneStyle(this.#page.number(way), colors.dark);
      const line = { stroke: color, width: 3, dash, points: { show: false } };
      // the ends of a band are in the scale; the band itself is drawn behind the lines
      return [line, ...Array(2).fill({ ...line, paths: () => null })];
    });
    const sizes = /** @type {number[]} */ ([...data[0]]);
    const ticks = { splits: () => sizes, values: () => sizes.map(String), space: scaled(30) };
    this.#chart = new window.uPlot(
      {
        ...panel(colors, this.element, this.#height, { values: (_, at) => at.map((value) => `${value} %`) }, ticks),
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        hooks: {
          setCursor: [(chart) => this.#page.point(chart.cursor.idx ?? null)],
          drawAxes: [(chart) => this.#bands(chart)],
          draw: [(chart) => this.#markers(chart)],
        },
        scales: {
          x: { time: false, distr: 3, range: () => [sizes[0] / 1.25, sizes[sizes.length - 1] * 1.25] },
          y: { range: roomy },
        },
        series: [{}, ...lines],
      },
      data,
      this.element,
    );
  }

  /** @param {Chart} chart */
  #bands(chart) {
    this.#page.found?.ways.forEach((way, index) => {
      const { color } = laneStyle(this.#page.number(way), this.#page.colors.dark);
      band(chart, 3 * index + 2, 3 * index + 3, color);
    });
  }

  /** One at each mean. @param {Chart} chart */
  #markers({ ctx, data, valToPos }) {
    const ratio = window.devicePixelRatio || 1;
    this.#page.found?.ways.forEach((way, index) => {
      const lane = this.#page.number(way);
      ctx.fillStyle = laneStyle(lane, this.#page.colors.dark).color;
      Array.from(data[3 * index + 1] ?? [], (value, i) => {
        if (value === null || value === undefined) return;
        marker(ctx, lane, valToPos(Number(data[0][i]), "x", true), valToPos(value, "y", true), RADIUS * ratio);
        ctx.fill();
      });
    });
  }

  get #height() {
    return Math.max(MIN_HEIGHT, this.element.clientHeight - this.caption.offsetHeight - 4);
  }

  #resize() {
    this.#chart?.setSize({ width: width(this.element), height: this.#height });
  }
}

/** @param {unknown} _chart @param {number | null} low @param {number | null} high @returns {[number, number]} */
function roomy(_chart, low, high) {
  if (low === null || high === null) return [0, 100];
  const room = Math.max(1, (high - low) / 12);
  return [Math.max(0, low - room), Math.min(100, high + room)];
}

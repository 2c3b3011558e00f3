// The pictures: curvatures and shares by dimensions of random critical points; losses and what is left of a descent.

import { h } from "../core/dom.js";
import { laneStyle, swatch } from "../lanes/style.js";
import { decades, panel, width } from "../charts/chart.js";
import { number, percent } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { uplotLoads } from "../charts/uplot.js";

const MIN_HEIGHT = 150;
const DIMENSIONS = [1, 2, 5, 10, 20, 50, 100]; // at the axis
const KINDS = 3; // minima, saddles, maxima, in the styles of the first lanes
const LEAST = 1e-12; // of a logarithmic scale

/** @typedef {import("./page.js").Dimensions} Dimensions */
/** @typedef {InstanceType<Window["uPlot"]>} Chart */
/** @typedef {Parameters<Chart["setData"]>[0]} Data */
/** @typedef {ConstructorParameters<Window["uPlot"]>[0]} Options */

export class Charts {
  #page;
  #observer = new ResizeObserver(() => this.#resize());
  /** @type {Chart[]} */ #charts = [];
  #shape = ""; // what the charts were built for
  #captions = [h("figcaption"), h("figcaption")];
  #figures = this.#captions.map((caption) => h("figure", {}, caption));
  element = h("div", { className: "pictures" }, ...this.#figures);

  /** @param {Dimensions} page */
  constructor(page) {
    this.#page = page;
    this.#observer.observe(this.element);
  }

  leave() {
    this.#observer.disconnect();
    this.#charts.forEach((chart) => chart.destroy());
  }

  async show() {
    if (!(await uplotLoads(this.#page.urls.uplot, this.element))) return;
    const { store, colors, gone } = this.#page;
    const { header } = store;
    if (!header || gone) return;
    const isOfPoints = header.show === "saddles";
    const data = isOfPoints ? this.#pointsData() : this.#descentData();
    const about = isOfPoints ? header.chance?.[0] === null : this.#hidden;
    const shape = JSON.stringify([colors, header.show, this.#logarithmic, about]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#charts.forEach((chart) => chart.destroy());
      this.#captions.forEach((caption) => caption.replaceChildren());
      const options = isOfPoints ? this.#pointsOptions() : this.#descentOptions();
      this.#charts = this.#figures.map((figure, i) => new window.uPlot(options[i], data[i], figure));
    } else {
      this.#charts.forEach((chart, i) => chart.setData(data[i]));
    }
    if (isOfPoints) this.#captionPoints();
    else this.#captionDescent();
    this.#resize();
  }

  get #logarithmic() {
    return this.#page.view("shares") === "log";
  }

  get #hidden() {
    return this.#page.store.lanes.map((_, index) => this.#page.hidden(index));
  }

  /** @returns {Data[]} */
  #pointsData() {
    const { histogram, header } = this.#page.store;
    const { edges = new Float32Array(0), share = new Float32Array(0), semicircle = share } = histogram ?? {};
    const { counts = [], chance = [], draws = 1 } = header ?? {};
    const middles = Array.from(share, (_, i) => (edges[i] + edges[i + 1]) / 2);
    /** @param {boolean} isNegative */
    const bars = (isNegative) => middles.map((at, i) => (at < 0 === isNegative ? share[i] : null));
    const kinds = /** @type {const} */ (["minima", "saddles", "maxima"]);
    /** @param {number} value */
    const seen = (value) => (value > 0 || !this.#logarithmic ? value : null);
    return /** @type {Data[]} */ ([
      [middles, bars(false), bars(true), Array.from(semicircle)],
      [
        counts.map(({ n }) => n),
        ...kinds.map((kind) => counts.map((of) => seen(of[kind] / draws))),
        chance.map((log10) => (log10 === null ? null : seen(10 ** log10))),
      ],
    ]);
  }

  /** @returns {Options[]} */
  #pointsOptions() {
    const { colors } = this.#page;
    const heights = this.#heights;
    const styles = Array.from({ length: KINDS }, (_, index) => laneStyle(index, colors.dark));
    const bars = window.uPlot.paths.bars?.({ size: [1, 60], gap: 1 });
    const [up, , down] = styles.map(({ color }) => ({
      stroke: color,
      fill: color,
      width: 0,
      paths: bars,
      points: { show: false },
    }));
    const limit = { stroke: colors.text, width: 1.5, points: { show: false } };
    const log = { splits: decades };
    return [
      {
        ...panel(colors, this.#figures[0], heights[0], { values: percents }, { values: numbers }),
        cursor: { show: false },
        scales: { x: { time: false }, y: { range: (_chart, _low, high) => [0, 1.05 * (high || 1)] } },
        series: [{}, up, down, limit],
      },
      {
        ...panel(colors, this.#figures[1], heights[1], this.#logarithmic ? log : { values: percents }, {
          splits: () => DIMENSIONS,
          filter: (_, ticks) => ticks,
        }),
        cursor: { show: false },
        scales: {
          x: { time: false, distr: 3, range: [0.95, 106] },
          y: this.#logarithmic ? { distr: 3, range: [LEAST, 1.5] } : { range: [0, 1.04] },
        },
        hooks: { drawAxes: [(chart) => this.#mark(chart)] },
        series: [
          {},
          ...styles.map(({ color, dash }) => ({
            stroke: color,
            width: 3,
            dash,
            points: { show: true, size: 7, fill: color },
          })),
          { ...limit, dash: [3, 4] },
        ],
      },
    ];
  }

  /** The number of dimensions that the histogram is of. @param {Chart} chart */
  #mark({ ctx, bbox, valToPos }) {
    const { store, colors } = this.#page;
    const at = valToPos(store.header?.n ?? 1, "x", true);
    ctx.save();
    Object.assign(ctx, { strokeStyle: colors.text, lineWidth: 1.5 * (window.devicePixelRatio || 1) });
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  }

  #captionPoints() {
    const { header } = this.#page.store;
    const { points = 0, n = 0, negative = 0 } = header ?? {};
    const { dark } = this.#page.colors;
    this.#captions[0].textContent = t(
      "Curvatures over √n of {points} points in n = {n} dimensions, {negative} of them downwards; line: the semicircle of large n",
      { points, n, negative: percent(negative) },
    );
    if (this.#captions[1].childElementCount) return;
    const kinds = [t("minima"), t("saddles"), t("maxima")];
    const known = header?.chance?.[0] === null ? [] : [h("span", {}, t("dotted: the chance of a minimum"))];
    const legend = kinds.map((text, index) => h("span", { className: "key" }, swatch(index, dark), text));
    this.#captions[1].replaceChildren(h("span", {}, t("Share by n:")), ...legend, ...known);
  }

  /** @returns {Data[]} */
  #descentData() {
    const { header, lanes } = this.#page.store;
    const { steps = 0, n = 1 } = header ?? {};
    return /** @type {Data[]} */ ([
      [Array.from({ length: steps + 1 }, (_, i) => i), ...lanes.map(({ loss }) => positive(loss))],
      [Array.from({ length: n }, (_, i) => i + 1), ...lanes.map(({ left }) => positive(left))],
    ]);
  }

  /** @returns {Options[]} */
  #descentOptions() {
    const { colors } = this.#page;
    const heights = this.#heights;
    const log = { splits: decades };
    const whole = { incrs: [1, 2, 5, 10, 20, 50, 100] };
    return this.#figures.map((figure, i) => ({
      ...panel(colors, figure, heights[i], log, whole),
      cursor: { show: false },
      scales: { x: { time: false, range: i ? around : undefined }, y: { distr: 3, range: within } },
      series: [
        {},
        ...this.#hidden.map((hidden, index) => {
          const { color, dash } = laneStyle(index, colors.dark);
          const points = i ? { show: true, size: 6, fill: color } : { show: false };
          return { stroke: color, width: i ? 1.5 : 3, dash, show: !hidden, points };
        }),
      ],
    }));
  }

  #captionDescent() {
    const { steps = 0, n = 0 } = this.#page.store.header ?? {};
    this.#captions[0].textContent = t("Loss by step, over that at the start, in n = {n} dimensions", { n });
    this.#captions[1].textContent = t(
      "What is left of the way after {steps} steps, in each direction from the flattest to the steepest",
      { steps: number(steps) },
    );
  }

  /** Of the two charts: what their captions leave. */
  get #heights() {
    const captions = this.#captions.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
    const room = this.element.clientHeight - captions - 8;
    return [0.5, 0.5].map((share) => Math.max(MIN_HEIGHT, Math.floor(share * room)));
  }

  /** To what the captions leave; nothing is drawn twice where that is what it was. */
  #resize() {
    const heights = this.#heights;
    this.#charts.forEach((chart, i) => {
      const size = { width: width(this.#figures[i]), height: heights[i] };
      if (size.width !== chart.width || size.height !== chart.height) chart.setSize(size);
    });
  }
}

/** @param {unknown} _ @param {(number | null)[]} ticks */
const percents = (_, ticks) => ticks.map((tick) => (tick === null ? "" : percent(tick, null)));

/** @param {unknown} _ @param {(number | null)[]} ticks */
const numbers = (_, ticks) => ticks.map((tick) => (tick === null ? "" : number(tick)));

/** What a logarithmic scale can show. @param {Float32Array} values */
const positive = (values) => Array.from(values, (value) => (Number.isFinite(value) && value > 0 ? value : null));

/** Half a direction more on each side. @param {unknown} _ @param {number} low @param {number} high
 * @returns {[number, number]} */
const around = (_, low, high) => [low - 0.5, high + 0.5];

/** @param {unknown} _ @param {number | null} low @param {number | null} high @returns {[number, number]} */
const within = (_, low, high) => [
  Math.max(LEAST, Math.min(low ?? 0.1, 0.1)) / 1.5,
  Math.min(1e4, Math.max(high ?? 1, 1)) * 1.5,
];

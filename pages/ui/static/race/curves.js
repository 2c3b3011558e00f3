// Four curves under the picture, in step with the player: loss, gradient norm, distance, learning rate.

import { closely, decades, padded, panel, signedDecades, width } from "../charts/chart.js";
import { h, scaled } from "../core/dom.js";
import { laneStyle, swatch } from "../lanes/style.js";
import { number } from "../core/numbers.js";
import { uplotLoads } from "../charts/uplot.js";
import { ValuesTable } from "../charts/values_table.js";
import { t } from "../core/texts.js";

const HEIGHT = 150;
/** Scales as uPlot numbers them. @type {Record<"linear" | "log" | "asinh", 1 | 3 | 4>} */
const SCALES = { linear: 1, log: 3, asinh: 4 };

const SPLITS = { linear: {}, log: { splits: decades }, asinh: { splits: signedDecades } };
const RANGES = { linear: undefined, log: padded, asinh: closely };

/** @typedef {import("./messages.js").Header} Header */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {(number | null)[]} Values null is not drawn */
/** @typedef {{name: string, title: string, scale: keyof typeof SCALES, values: Float32Array[]}} Panel `values` by lane */
/** @typedef {{chart: InstanceType<Window["uPlot"]>, now: HTMLElement, box: HTMLElement}} Part */

export class Curves {
  #root;
  #page;
  #observer = new ResizeObserver(() => this.#resize());
  /** @type {Part[]} */ #parts = [];
  #shape = ""; // what the charts were built for
  /** @type {Panel[]} */ #panels = []; // what they show
  #values = new ValuesTable(t("Values at this step"), () => this.#valuesNow());

  /** @param {HTMLElement} root @param {import("./page.js").Race} page */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    root.append(this.#values.element);
    this.#observer.observe(root);
  }

  /** The page is left; uPlot would keep what it listens to. */
  leave() {
    this.#observer.disconnect();
    this.#parts.forEach(({ chart }) => chart.destroy());
    this.#parts = [];
  }

  async show() {
    const { store, colors } = this.#page;
    if (!store.header) return;
    this.#panels = this.#panelsOf(store.header);
    this.#values.show();
    if (!(await uplotLoads(this.#page.urls.uplot, this.#root)) || this.#page.gone) return;
    const panels = this.#panels;
    const steps = Array.from(panels[0].values[0], (_, step) => step);
    const hidden = store.lanes.map((_, index) => this.#page.hidden(index));
    const shape = JSON.stringify([colors, hidden, panels.map(({ title, scale }) => [title, scale])]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(steps, panels);
      queueMicrotask(() => this.step()); // uPlot knows its scales only then
    } else {
      this.#parts.forEach(({ chart }, i) => chart.setData([steps, ...drawable(panels[i])]));
    }
    this.step();
  }

  /** Moves the line that marks the player's step. */
  step() {
    const { player } = this.#page;
    this.#values.show();
    for (const { chart, now } of this.#parts) {
      now.style.transform = `translateX(${chart.valToPos(player.step, "x")}px)`;
    }
  }

  /** @param {Header} header @returns {Panel[]} */
  #panelsOf({ minimum, minima, steps }) {
    const { lanes } = this.#page.store;
    const logarithmic = this.#page.view("loss") === "log";
    const above = logarithmic && minimum !== null; // without one, there is nothing to be above
    /** @type {Panel[]} */ const panels = [
      {
        name: "loss",
        title: above && minimum !== 0 ? t("Loss above the minimum") : t("Loss"),
        scale: above ? "log" : logarithmic ? "asinh" : "linear",
        values: lanes.map(({ values: { suboptimality } }) =>
          above ? suboptimality : suboptimality.map((value) => value + (minimum ?? 0)),
        ),
      },
      {
        name: "norm",
        title: t("Gradient norm"),
        scale: "log",
        values: lanes.map(({ values: { gx, gy } }) => gx.map((g, i) => Math.hypot(g, gy[i]))),
      },
      {
        name: "distance",
        title: t("Distance to the nearest minimum"),
        scale: "log",
        values: lanes.map((lane) => distances(lane, minima)),
      },
      {
        name: "rate",
        title: t("Learning rate"),
        scale: "log",
        values: lanes.map(({ values, rate }) => values.rate ?? new Float32Array(steps + 1).fill(rate ?? NaN)),
      },
    ];
    const rated = lanes.some(({ rate, values }) => rate !== null || values.rate);
    return panels.filter(({ name }) => (name === "distance" ? minima.length : name !== "rate" || rated));
  }

  /** The numbers at the player's step. */
  #valuesNow() {
    const { store, player, colors } = this.#page;
    return {
      caption: t("Values at step {step}", { step: player.step }),
      columns: this.#panels.map(({ title }) => title),
      rows: store.lanes.map((_, index) => ({
        name: [swatch(index, colors.dark), `${index + 1} ${this.#page.laneName(index)}`],
        cells: this.#panels.map(({ values }) => number(values[index][player.step] ?? null)),
      })),
    };
  }

  /** @param {number[]} steps @param {Panel[]} panels */
  #build(steps, panels) {
    this.#parts.forEach(({ chart }) => chart.destroy());
    this.#parts.forEach(({ box }) => box.remove());
    this.#parts = panels.map((panel) => {
      const now = h("i", { className: "step-line" });
      const box = h(
        "figure",
        { "data-curve": panel.name, "aria-label": panel.title },
        h("figcaption", {}, panel.title),
      );
      this.#values.element.before(box);
      const chart = new window.uPlot(this.#options(panel, box), [steps, ...drawable(panel)], box);
      chart.over.append(now);
      chart.over.addEventListener("click", (event) => this.#page.player.seek(chart.posToVal(event.offsetX, "x")));
      return { chart, now, box };
    });
  }

  /** @param {Panel} panel @param {HTMLElement} box @returns {import("../charts/chart.js").Options} */
  #options({ scale, values }, box) {
    const { colors } = this.#page;
    return {
      ...panel(colors, box, scaled(HEIGHT), SPLITS[scale]),
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false }, y: { distr: SCALES[scale], range: RANGES[scale] } },
      series: [
        {},
        ...values.map((_, index) => {
          const { color, dash } = laneStyle(index, colors.dark);
          const show = !this.#page.hidden(index);
          return { stroke: color, width: 1.6, dash, spanGaps: false, show, points: { show: false } };
        }),
      ],
    };
  }

  #resize() {
    for (const { chart, box } of this.#parts) chart.setSize({ width: width(box), height: scaled(HEIGHT) });
    this.step();
  }
}

/** What its scale can show, by lane. @param {Panel} panel */
const drawable = ({ scale, values }) => values.map(scale === "log" ? positive : finite);

/** @param {Float32Array} values @returns {Values} */
const finite = (values) => Array.from(values, (value) => (Number.isFinite(value) ? value : null));

/** What a logarithmic scale can show. @param {Float32Array} values @returns {Values} */
const positive = (values) => Array.from(values, (value) => (Number.isFinite(value) && value > 0 ? value : null));

/** The distance of each iterate to the nearest minimum; exact where it is small, as offsets are from one.
 * @param {Lane} lane @param {Header["minima"]} minima */
function distances({ origin, values: { x, y } }, minima) {
  const offsets = minima.map((minimum) => [origin[0] - minimum[0], origin[1] - minimum[1]]);
  return x.map((dx, i) => Math.min(...offsets.map(([ox, oy]) => Math.hypot(dx + ox, y[i] + oy))));
}

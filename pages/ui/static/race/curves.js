// Four curves under the picture, in step with the player: loss, gradient norm, distance, learning rate.

import { decades, padded, panel, width } from "../charts/chart.js";
import { h, scaled, script } from "../core/dom.js";
import { laneStyle } from "../lanes/style.js";
import { t } from "../core/texts.js";

const HEIGHT = 150;
/** Scales as uPlot numbers them. @type {Record<"linear" | "log" | "asinh", 1 | 3 | 4>} */
const SCALES = { linear: 1, log: 3, asinh: 4 };

/** @typedef {import("./messages.js").Header} Header */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {(number | null)[]} Values null is not drawn */
/** @typedef {{name: string, title: string, scale: keyof typeof SCALES, values: Values[]}} Panel `values` by lane */
/** @typedef {{chart: InstanceType<Window["uPlot"]>, now: HTMLElement, box: HTMLElement}} Part */

export class Curves {
  #root;
  #page;
  #observer = new ResizeObserver(() => this.#resize());
  /** @type {Part[]} */ #parts = [];
  #shape = ""; // what the charts were built for

  /** @param {HTMLElement} root @param {import("./page.js").Race} page */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    this.#observer.observe(root);
  }

  /** The page is left; uPlot would keep what it listens to. */
  leave() {
    this.#observer.disconnect();
    this.#parts.forEach(({ chart }) => chart.destroy());
    this.#parts = [];
  }

  async show() {
    await script(this.#page.urls.uplot, () => window.uPlot);
    const { store, colors } = this.#page;
    if (!store.header || this.#page.gone) return;
    const steps = Array.from({ length: store.header.steps + 1 }, (_, step) => step);
    const panels = this.#panels(store.header);
    const hidden = store.lanes.map((_, index) => this.#page.hidden(index));
    const shape = JSON.stringify([colors, hidden, panels.map(({ title, scale }) => [title, scale])]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(steps, panels);
    } else {
      this.#parts.forEach(({ chart }, i) => chart.setData([steps, ...panels[i].values]));
    }
    this.step();
  }

  /** Moves the line that marks the player's step. */
  step() {
    const { player } = this.#page;
    for (const { chart, now } of this.#parts) {
      now.style.transform = `translateX(${chart.valToPos(player.step, "x")}px)`;
    }
  }

  /** @param {Header} header @returns {Panel[]} */
  #panels({ minimum, minima, steps }) {
    const { lanes } = this.#page.store;
    const logarithmic = this.#page.view("loss") === "log";
    const above = logarithmic && minimum !== null; // without one, there is nothing to be above
    return [
      {
        name: "loss",
        title: above && minimum !== 0 ? t("Loss above the minimum") : t("Loss"),
        scale: above ? "log" : logarithmic ? "asinh" : "linear",
        values: lanes.map(({ values: { suboptimality } }) =>
          above ? positive(suboptimality) : finite(suboptimality.map((value) => value + (minimum ?? 0))),
        ),
      },
      {
        name: "norm",
        title: t("Gradient norm"),
        scale: "log",
        values: lanes.map(({ values: { gx, gy } }) => positive(gx.map((g, i) => Math.hypot(g, gy[i])))),
      },
      {
        name: "distance",
        title: minima.length ? t("Distance to the nearest minimum") : t("Distance: this surface has no minimum"),
        scale: "log",
        values: lanes.map((lane) => positive(distances(lane, minima))),
      },
      {
        name: "rate",
        title: t("Learning rate"),
        scale: "log",
        values: lanes.map(({ values, rate }) => positive(values.rate ?? new Float32Array(steps + 1).fill(rate ?? NaN))),
      },
    ];
  }

  /** @param {number[]} steps @param {Panel[]} panels */
  #build(steps, panels) {
    this.#parts.forEach(({ chart }) => chart.destroy());
    this.#root.replaceChildren();
    this.#parts = panels.map((panel) => {
      const now = h("i", { className: "step-line" });
      const box = h(
        "figure",
        { "data-curve": panel.name, "aria-label": panel.title },
        h("figcaption", {}, panel.title),
      );
      this.#root.append(box);
      const chart = new window.uPlot(this.#options(panel, box), [steps, ...panel.values], box);
      chart.over.append(now);
      chart.over.addEventListener("click", (event) => this.#page.player.seek(chart.posToVal(event.offsetX, "x")));
      return { chart, now, box };
    });
  }

  /** @param {Panel} panel @param {HTMLElement} box @returns {import("../charts/chart.js").Options} */
  #options({ scale, values }, box) {
    const { colors } = this.#page;
    const logarithmic = scale === "log";
    return {
      ...panel(colors, box, scaled(HEIGHT), logarithmic ? { splits: decades } : {}),
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false }, y: { distr: SCALES[scale], range: logarithmic ? padded : undefined } },
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

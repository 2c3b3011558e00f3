// Four curves under the picture, in step with the player: loss, gradient norm, distance, learning rate.

import { aligned, stepAt } from "./curve_axis.js";
import { closely, decades, padded, panel, signedDecades, width } from "../charts/chart.js";
import { h, scaled } from "../core/dom.js";
import { laneStyle, swatch } from "../lanes/style.js";
import { number } from "../core/numbers.js";
import { switches } from "../core/toolbar.js";
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
/** @typedef {import("./curve_axis.js").Values} Values */
/** @typedef {{name: string, title: string, scale: keyof typeof SCALES, values: Float32Array[]}} Panel `values` by lane */
/** `now` are the lines that mark the player's step: one for all lanes, or one for each.
 * @typedef {{chart: InstanceType<Window["uPlot"]>, now: HTMLElement[], box: HTMLElement}} Part */

export class Curves {
  root;
  #page;
  #observer = new ResizeObserver(() => this.#resize());
  /** @type {Part[]} */ #parts = [];
  #shape = ""; // what the charts were built for
  /** @type {Panel[]} */ #panels = []; // what they show
  /** @type {number[][] | null} */ #places = null; // by lane and step, where those are no steps
  #axis;
  #values = new ValuesTable(t("Values at this step"), () => this.#valuesNow());

  /** @param {HTMLElement} root @param {import("./page.js").Race} page */
  constructor(root, page) {
    this.root = root;
    this.#page = page;
    this.#axis = switches(page, "axis", t("Curves over"), [
      ["steps", t("Over steps")],
      ["evaluations", t("Over gradient evaluations")],
    ]);
    root.append(this.#axis.element, this.#values.element);
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
    this.#axis.refresh();
    this.#panels = this.#panelsOf(store.header);
    this.#places = this.#evaluations();
    this.#values.show();
    if (!(await uplotLoads(this.#page.urls.uplot, this.root)) || this.#page.gone) return;
    const panels = this.#panels;
    const data = this.#data(panels);
    const hidden = store.lanes.map((_, index) => this.#page.hidden(index));
    const shape = JSON.stringify([colors, hidden, panels.map(({ title, scale }) => [title, scale])]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(data, panels);
      queueMicrotask(() => this.step()); // uPlot knows its scales only then
    } else {
      this.#parts.forEach(({ chart }, i) => chart.setData(data[i]));
    }
    this.step();
  }

  /** How far the axis goes: as far as every lane that is drawn goes.
   * @param {unknown} _chart @param {number} low @param {number} high @returns {[number, number]} */
  #reach = (_chart, low, high) => {
    const shown = (this.#places ?? []).filter((_, index) => !this.#page.hidden(index));
    return [low, Math.min(high, ...shown.map((places) => places.at(-1) ?? high))];
  };

  /** Where the steps of each lane stand, if that is by how many gradients it has evaluated. */
  #evaluations() {
    const { store } = this.#page;
    if (this.#page.view("axis") !== "evaluations") return null;
    return store.lanes.map(({ values }, index) => Array.from(values.x, (_, step) => store.evaluations(index, step)));
  }

  /** What the charts show: the places, and each lane's values there. @param {Panel[]} panels
   * @returns {[number[], ...Values[]][]} */
  #data(panels) {
    if (!this.#places) {
      const steps = Array.from(panels[0].values[0], (_, step) => step);
      return panels.map((panel) => [steps, ...drawable(panel)]);
    }
    const { all, over } = aligned(this.#places);
    return panels.map((panel) => [all, ...drawable(panel).map(over)]);
  }

  /** Moves the line that marks the player's step. */
  step() {
    const { player } = this.#page;
    this.#values.show();
    for (const { chart, now } of this.#parts) {
      now.forEach((line, index) => {
        const at = this.#places ? (this.#places[index]?.[player.step] ?? 0) : player.step;
        line.hidden = this.#page.hidden(index) && Boolean(this.#places);
        line.style.opacity = at > (chart.scales.x.max ?? at) ? "0" : "1";
        line.style.transform = `translateX(${chart.valToPos(at, "x")}px)`;
      });
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
    const shown = panels.filter(({ name }) => (name === "distance" ? minima.length : name !== "rate" || rated));
    if (this.#page.view("axis") !== "evaluations") return shown;
    return shown.map((panel) => ({ ...panel, title: t("{curve}, over gradient evaluations", { curve: panel.title }) }));
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

  /** @param {[number[], ...Values[]][]} data @param {Panel[]} panels */
  #build(data, panels) {
    this.#parts.forEach(({ chart }) => chart.destroy());
    this.#parts.forEach(({ box }) => box.remove());
    this.#parts = panels.map((panel, i) => {
      const now = this.#lines();
      const box = h(
        "figure",
        { "data-curve": panel.name, "aria-label": panel.title },
        h("figcaption", {}, panel.title),
      );
      this.#values.element.before(box);
      const chart = new window.uPlot(this.#options(panel, box), data[i], box);
      chart.over.append(...now);
      chart.over.addEventListener("click", (event) => this.#seek(chart.posToVal(event.offsetX, "x")));
      return { chart, now, box };
    });
  }

  /** The lines that mark the player's step: of each lane, in its colour, where the lanes stand at places of their own. */
  #lines() {
    if (!this.#places) return [h("i", { className: "step-line" })];
    return this.#places.map((_, index) => {
      const { color } = laneStyle(index, this.#page.colors.dark);
      return h("i", { className: "step-line", style: `--color: ${color}` });
    });
  }

  /** To the step at a place of the axis: of the first lane that is drawn. @param {number} place */
  #seek(place) {
    const { player, store } = this.#page;
    const lane = store.lanes.findIndex((_, index) => !this.#page.hidden(index));
    player.seek(this.#places ? stepAt(this.#places[Math.max(lane, 0)], place) : place);
  }

  /** @param {Panel} panel @param {HTMLElement} box @returns {import("../charts/chart.js").Options} */
  #options({ scale, values }, box) {
    const { colors } = this.#page;
    return {
      ...panel(colors, box, scaled(HEIGHT), SPLITS[scale]),
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: this.#reach }, y: { distr: SCALES[scale], range: RANGES[scale] } },
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

/** @param {Float32Array} values @returns {(number | null)[]} */
const finite = (values) => Array.from(values, (value) => (Number.isFinite(value) ? value : null));

/** What a logarithmic scale can show. @param {Float32Array} values @returns {(number | null)[]} */
const positive = (values) => Array.from(values, (value) => (Number.isFinite(value) && value > 0 ? value : null));

/** The distance of each iterate to the nearest minimum; exact where it is small, as offsets are from one.
 * @param {Lane} lane @param {Header["minima"]} minima */
function distances({ origin, values: { x, y } }, minima) {
  const offsets = minima.map((minimum) => [origin[0] - minimum[0], origin[1] - minimum[1]]);
  return x.map((dx, i) => Math.min(...offsets.map(([ox, oy]) => Math.hypot(dx + ox, y[i] + oy))));
}

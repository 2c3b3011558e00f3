// The curves of a training, growing while one watches: a panel for each quantity, a line for each lane.

import { AXES, captionOf, holdsNothingOut, linesOf, panelsOf, remark, stopsEarly } from "./curve_panels.js";
import { accuracyAt, columns, isSinglePoint, logErrorTicks, scaleOf, xEnd, yRange } from "./curve_scales.js";
import { curveValues } from "./curve_values.js";
import { decades, panel as panelOptions, width } from "../charts/chart.js";
import { drawBands, drawClips, drawMarkers } from "./curve_marks.js";
import { showTooltip } from "./curve_tooltip.js";
import { explained } from "../fields/help.js";
import { Switch } from "../fields/fields.js";
import { h, scaled } from "../core/dom.js";
import { laneStyle } from "../lanes/style.js";
import { Legend } from "./legend.js";
import { percent } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { uplotLoads } from "../charts/uplot.js";

/** @typedef {import("./curve_panels.js").Panel} Panel */
/** @typedef {import("./curve_panels.js").CurveView} CurveView */
/** @typedef {import("./curve_panels.js").Chart} Chart */
/** @typedef {import("./curve_panels.js").ChartOptions} ChartOptions */
/** @typedef {{panel: Panel, box: HTMLElement, tooltip: HTMLElement, chart: Chart}} Part */

const LARGE = 260,
  SMALL = 150; // px

export class LabCurves {
  /** @type {Part[]} */
  #parts = [];
  /** @type {string | null} */
  #shape = null; // what the charts were built for
  #left = false;

  /** @param {HTMLElement} root @param {import("./page.js").Lab} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.legend = new Legend(page);
    this.panels = h("div", { className: "panels" });
    this.values = curveValues(page, () => this.#view());
    this.remark = h("p", { className: "remark", "data-remark": "" });
    root.append(this.legend.element, this.panels, this.remark, this.values.element);
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(root);
  }

  /** The page is left; uPlot would keep what it listens to. */
  leave() {
    this.#left = true;
    this.observer.disconnect();
    this.#clear();
  }

  async show() {
    const { page } = this;
    this.values.element.hidden = !this.#view();
    this.values.show();
    if (!(await uplotLoads(page.urls.uplot, this.root)) || this.#left) return;
    const view = this.#view();
    if (!view) {
      this.#shape = null;
      this.#clear();
      return;
    }
    const { snapshot } = view;
    const shape = JSON.stringify([
      snapshot.run,
      snapshot.lanes.map(({ window }) => window),
      stopsEarly(view),
      holdsNothingOut(view),
      snapshot.lanes.map((lane) => page.laneName(lane)),
      page.colors,
      ...["axis", "loss", "accuracy", "raw"].map((key) => page.view(key)),
      snapshot.lanes.map((_, index) => page.hidden(index)),
    ]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(view);
    } else {
      for (const { chart, panel } of this.#parts) chart.setData(columns(panel, view));
    }
    this.legend.show(view);
  }

  /** What there is to draw now.
   * @returns {CurveView | null} */
  get view() {
    return this.#view();
  }

  /** @returns {CurveView | null} */
  #view() {
    const { page } = this;
    const { snapshot } = page;
    const { active } = page.socket;
    if (!snapshot?.lanes) return null;
    return {
      snapshot: { ...snapshot, lanes: snapshot.lanes },
      axis: /** @type {CurveView["axis"]} */ (page.view("axis")),
      logLoss: page.view("loss") === "log",
      logAccuracy: page.view("accuracy") === "log",
      raw: page.view("raw") !== "0" && snapshot.seeds === 1,
      active,
      hidden: (index) => page.hidden(index),
    };
  }

  #clear() {
    for (const { chart } of this.#parts) chart.destroy();
    this.#parts = [];
    this.panels.replaceChildren();
    this.remark.textContent = "";
    this.legend.build(null);
  }

  /** @param {CurveView} view */
  #build(view) {
    this.#clear();
    this.legend.build(view);
    this.remark.textContent = remark();
    const panels = panelsOf(view);
    this.panels.classList.toggle("pairs", panels.length % 2 === 0); // before a chart takes its width
    this.#parts = panels.map((panel) => this.#part(panel, view));
  }

  /** @param {Panel} panel @param {CurveView} view @returns {Part} */
  #part(panel, view) {
    const { name, title, large } = panel;
    const caption = captionOf(panel, view);
    const told = large ? [h("small", {}, caption)] : Object.values(explained(title, caption, { small: true }));
    const box = h(
      "figure",
      { "data-curve": name, "aria-label": title, className: large ? "large" : "" },
      h("figcaption", {}, title, ...(caption ? told : []), this.#switch(panel, view)),
    );
    this.panels.append(box);
    const tooltip = h("div", { className: "tooltip", hidden: true });
    const chart = new window.uPlot(this.#options(panel, box, tooltip), columns(panel, view), box);
    chart.over.append(tooltip);
    chart.over.addEventListener("mouseleave", () => {
      tooltip.hidden = true;
      this.page.setMoment(null);
    });
    return { panel, box, tooltip, chart };
  }

  /** Whether each mini-batch is drawn too. @param {Panel} panel @param {CurveView} view */
  #switch({ name }, { snapshot }) {
    if (name !== "loss" || snapshot.seeds > 1 || snapshot.lanes.every(({ window }) => window === 1)) return null;
    return new Switch(
      this.page,
      {
        label: t("each mini-batch (faint)"),
        help: t("The loss of every single mini-batch behind the mean"),
        options: [false, true],
        texts: {},
      },
      "raw",
    ).element;
  }

  /** uPlot's options. What it calls later asks for what there is to draw then.
   * @param {Panel} panel @param {HTMLElement} box @param {HTMLElement} tooltip
   * @returns {ChartOptions} */
  #options(panel, box, tooltip) {
    const { page } = this;
    const { colors } = page;
    const view = this.#now();
    const scale = scaleOf(panel, view);
    /** @param {unknown} _ @param {(number | null)[]} ticks */
    const percents = (_, ticks) =>
      ticks.map((tick) => (tick === null ? "" : percent(accuracyAt(scale, tick)).replace(".0 ", " ")));
    const y = {
      linear: {},
      log: { splits: decades },
      accuracy: { values: percents },
      logError: { values: percents, splits: logErrorTicks },
    }[scale];
    const x = panel.large ? { label: AXES[view.axis], labelSize: 16, labelGap: 0 } : {};
    return {
      ...panelOptions(colors, box, scaled(panel.large ? LARGE : SMALL), y, x),
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: "lab" }, points: { size: 6 } },
      scales: {
        x: { time: false, range: ({ data }) => [0, xEnd(data[0].at(-1), this.#now())] },
        y: { distr: scale === "log" ? 3 : 1, range: () => yRange(panel, this.#now()) },
      },
      series: [
        {},
        ...view.snapshot.lanes.flatMap((_, index) => linesOf(panel, view).map((line) => this.#series(line, index))),
      ],
      hooks: {
        drawAxes: [(chart) => drawBands(chart, panel, this.#now(), colors)],
        draw: [
          (chart) => drawMarkers(chart, panel, this.#now(), colors),
          (chart) => drawClips(chart, panel, this.#now(), colors),
        ],
        setCursor: [
          (chart) => {
            if (!tooltip.isConnected) return;
            showTooltip(chart, panel, this.#now(), page, tooltip);
            if (chart.over.matches(":hover")) page.setMoment(momentOf(chart));
          },
        ],
      },
    };
  }

  /** How a line is drawn: of training thin, of validation with a dot at each evaluation.
   * @param {import("./curve_panels.js").Line} line @param {number} index of the lane */
  #series({ part }, index) {
    const { color, dash } = laneStyle(index, this.page.colors.dark);
    const dots = part === "validation";
    return {
      stroke: color,
      width: dots ? 2 : part === "training" ? 1.2 : 1.6,
      dash,
      spanGaps: false,
      show: !this.page.hidden(index),
      points: dots ? { show: true, size: 5, stroke: color, fill: color } : { show: isSinglePoint },
    };
  }

  /** What there is to draw while there are charts. */
  #now() {
    return /** @type {CurveView} */ (this.#view());
  }

  #resize() {
    for (const { chart, box, panel } of this.#parts)
      chart.setSize({ width: width(box), height: scaled(panel.large ? LARGE : SMALL) });
  }
}

/** Where the pointer is on the x axis, if it is there. @param {Chart} chart */
function momentOf({ cursor, data }) {
  const { idx, left = -1 } = cursor;
  return idx === null || idx === undefined || left < 0 ? null : data[0][idx];
}

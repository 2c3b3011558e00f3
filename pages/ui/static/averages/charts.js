// The picture: the series with its averages, and below it, day by day, what each day counts for in that of the day shown.

import { h, scaled, write } from "../core/dom.js";
import { laneStyle } from "../lanes/style.js";
import { panel, width } from "../charts/chart.js";
import { relative } from "./weights.js";
import { t, tn } from "../core/texts.js";
import { uplotLoads } from "../charts/uplot.js";

const FIRST_DAYS = 30;
const WEIGHTS_HEIGHT = 132;
const MIN_HEIGHT = 110; // of the year
const LABEL = 17; // height of a label of the weights

/** @typedef {import("./page.js").Averages} Averages */
/** @typedef {InstanceType<Window["uPlot"]>} Chart */
/** @typedef {Parameters<Chart["setData"]>[0]} Data */

export class Charts {
  #page;
  #observer = new ResizeObserver(() => this.#resize());
  /** @type {Chart | null} */ #series = null;
  /** @type {Chart | null} */ #weights = null;
  #line = h("i", { className: "step-line" });
  #future = h("i", { className: "future" });
  #shape = ""; // what the charts were built for
  /** @type {number | null} */ pointed = null; // the day under the pointer

  /** @param {Averages} page */
  constructor(page) {
    this.#page = page;
    this.seriesBox = h("div", { className: "series", tabIndex: 0, role: "group" });
    this.caption = h("figcaption");
    this.weightsBox = h("figure", { className: "weights" }, this.caption);
    this.#observer.observe(this.seriesBox);
  }

  leave() {
    this.#observer.disconnect();
    this.#series?.destroy();
    this.#weights?.destroy();
  }

  /** The day that is written out: that under the pointer, or the player's; 1 at least. */
  get day() {
    return Math.max(1, this.pointed ?? this.#page.player.step);
  }

  async show() {
    if (!(await uplotLoads(this.#page.urls.uplot, this.seriesBox))) return;
    const { store, gone } = this.#page;
    if (!store.header || gone) return;
    const days = Array.from({ length: store.header.days }, (_, i) => i + 1);
    const data = [days, store.values, ...store.lanes.map(({ shown }) => shown)];
    if (this.#wanted !== this.#shape || !this.#series) {
      this.#shape = this.#wanted;
      this.#build(/** @type {Data} */ (data));
    } else {
      this.#series.setData(/** @type {Data} */ (data));
    }
  }

  /** Shows another day. */
  step() {
    const { store, player } = this.#page;
    if (!this.#series || !this.#weights || this.#shape !== this.#wanted) return; // they are built first
    const { day } = this;
    this.#line.style.transform = `translateX(${this.#series.valToPos(day, "x")}px)`;
    const from = this.#series.valToPos(player.step + 0.5, "x");
    this.#future.style.left = `${from}px`;
    this.#future.hidden = !player.playing;
    const days = this.#series.data[0];
    const rows = this.#order.map((index) => relative(store.lanes[index].weights, day));
    this.#weights.setData(/** @type {Data} */ ([days, ...rows]));
    write(this.caption, t("What each day counts for in the average of day {day}, beside that day itself", { day }));
  }

  /** What the charts are to be built for. */
  get #wanted() {
    const { store, colors } = this.#page;
    return JSON.stringify([colors, store.header?.days, this.#hidden, this.#page.view("zoom")]);
  }

  get #hidden() {
    return this.#page.store.lanes.map((_, index) => this.#page.hidden(index));
  }

  /** The lanes that are drawn, those that average most first: the others lie upon them. */
  get #order() {
    const { lanes } = this.#page.store;
    const drawn = lanes.map((_, index) => index).filter((index) => !this.#page.hidden(index));
    return drawn.sort((a, b) => lanes[b].window - lanes[a].window);
  }

  get #range() {
    const { store } = this.#page;
    const days = store.header?.days ?? 1;
    return /** @type {[number, number]} */ ([
      0.5,
      (this.#page.view("zoom") === "start" ? Math.min(FIRST_DAYS, days) : days) + 0.5,
    ]);
  }

  /** @param {Data} data */
  #build(data) {
    const { colors, player } = this.#page;
    this.#series?.destroy();
    this.#weights?.destroy();
    const x = { time: false, range: () => this.#range };
    const cursor = { y: false, points: { show: false }, drag: { x: false, y: false } };
    const hidden = this.#hidden;
    const days = { incrs: [1, 2, 5, 10, 20, 50, 100, 200] };
    this.#series = new window.uPlot(
      {
        ...panel(colors, this.seriesBox, this.#height, {}, days),
        cursor,
        scales: { x },
        hooks: { setCursor: [(chart) => this.#point(chart.cursor.left ?? -1, chart.cursor.idx ?? null)] },
        series: [
          {},
          { stroke: colors.text, paths: () => null, points: { show: true, size: 4, width: 1, fill: colors.text } },
          ...hidden.map((isHidden, index) => {
            const { color, dash } = laneStyle(index, colors.dark);
            return { stroke: color, width: 3, dash, show: !isHidden, points: { show: false } };
          }),
        ],
      },
      data,
      this.seriesBox,
    );
    this.#series.over.append(this.#future, this.#line);
    this.#series.over.addEventListener("click", () => {
      player.seek(this.day);
      this.pointed = null; // a finger points at nothing any more
    });
    const bars = window.uPlot.paths.bars?.({ size: [1, 40], gap: 0 });
    const splits = [0, 1 / Math.E, 1];
    this.#weights = new window.uPlot(
      {
        ...panel(
          colors,
          this.weightsBox,
          WEIGHTS_HEIGHT,
          { splits: () => splits, values: () => ["0", "1/e", "1"] },
          days,
        ),
        cursor: { show: false },
        scales: { x, y: { range: [0, 1.05] } },
        hooks: { draw: [(chart) => this.#marks(chart)] },
        series: [
          {},
          ...this.#order.map((index) => {
            const { color } = laneStyle(index, colors.dark);
            return { stroke: color, fill: color, width: 0, paths: bars, points: { show: false } };
          }),
        ],
      },
      /** @type {Data} */ ([data[0], ...this.#order.map(() => [])]),
      this.weightsBox,
    );
  }

  /** @param {number} left @param {number | null} index */
  #point(left, index) {
    const pointed = left < 0 || index === null ? null : index + 1;
    if (pointed === this.pointed) return;
    this.pointed = pointed;
    this.#page.showDay();
  }

  /** The windows 1/(1 − β), as far before the day as they reach. @param {Chart} chart */
  #marks(chart) {
    const { ctx, bbox } = chart;
    const { store, colors } = this.#page;
    const ratio = window.devicePixelRatio || 1;
    ctx.save();
    Object.assign(ctx, {
      lineWidth: 1.5 * ratio,
      font: `${scaled(13) * ratio}px ${colors.font}`,
      textBaseline: "top",
      textAlign: "right",
    });
    this.#order.toReversed().forEach((index, row) => {
      const { window } = store.lanes[index];
      const at = chart.valToPos(this.day - window, "x", true);
      const text = tn("{n} day", "{n} days", Number(window.toPrecision(3)));
      const top = bbox.top + row * LABEL * ratio;
      ctx.strokeStyle = colors.text;
      ctx.fillStyle = laneStyle(index, colors.dark).color;
      if (at < bbox.left) return;
      ctx.beginPath();
      ctx.moveTo(at, top);
      ctx.lineTo(at, bbox.top + bbox.height);
      ctx.stroke();
      const wide = ctx.measureText(text).width + 6 * ratio;
      ctx.textAlign = at - wide < bbox.left ? "left" : "right";
      ctx.fillText(text, at + (ctx.textAlign === "left" ? 5 : -5) * ratio, top);
    });
    ctx.restore();
  }

  get #height() {
    return Math.max(MIN_HEIGHT, this.seriesBox.clientHeight);
  }

  #resize() {
    this.#series?.setSize({ width: width(this.seriesBox), height: this.#height });
    this.#weights?.setSize({ width: width(this.weightsBox), height: WEIGHTS_HEIGHT });
    this.step();
  }
}

// Four curves under the picture, in step with the player: loss, gradient norm, distance, learning rate.

import { decades, padded, panel, width } from "../charts/chart.js";
import { h, script } from "../core/dom.js";
import { laneStyle } from "../lanes/style.js";
import { t } from "../core/texts.js";

const HEIGHT = 150;

export class Curves {
  #charts = [];
  #shape = null;
  #data = [];

  constructor(root, page) {
    Object.assign(this, { root, page });
    new ResizeObserver(() => this.#resize()).observe(root);
  }

  async show() {
    await script(this.page.urls.uplot, () => window.uPlot);
    const { page } = this;
    const { store } = page;
    if (!store.header) return;
    const logarithmic = page.view("loss") === "log";
    const bounded = store.header.minimum !== null;
    const shape = JSON.stringify([
      store.lanes.length,
      logarithmic,
      bounded,
      page.colors,
      store.lanes.map((_, i) => page.hidden(i)),
    ]);
    this.#data = this.#columns(logarithmic, bounded);
    if (shape === this.#shape) {
      this.#charts.forEach(({ chart }, i) => chart.setData(this.#data[i]));
    } else {
      this.#shape = shape;
      this.#build(logarithmic, bounded);
    }
    this.step();
  }

  /** Moves the line that marks the player's step. */
  step() {
    const { player } = this.page;
    for (const { chart, now } of this.#charts) {
      now.style.transform = `translateX(${chart.valToPos(player.step, "x")}px)`;
    }
  }

  #columns(logarithmic, bounded) {
    const { store } = this.page;
    const steps = Array.from({ length: store.header.steps + 1 }, (_, i) => i);
    const above = (values) => Array.from(values, (v) => (Number.isFinite(v) && v > 0 ? v : null));
    const known = (values) => Array.from(values, (v) => (Number.isFinite(v) ? v : null));
    const floor = store.header.minimum ?? 0;
    const loss = store.lanes.map(({ values: { suboptimality } }) =>
      logarithmic && bounded ? above(suboptimality) : known(suboptimality.map((v) => v + floor)),
    );
    const norm = store.lanes.map(({ values: { gx, gy } }) => above(gx.map((g, i) => Math.hypot(g, gy[i]))));
    const distance = store.lanes.map((lane) => above(this.#distances(lane)));
    const rate = store.lanes.map((lane) => above(lane.values.rate ?? new Float32Array(steps.length).fill(lane.rate)));
    return [loss, norm, distance, rate].map((lanes) => [steps, ...lanes]);
  }

  /** The distance of each iterate to the nearest minimum; exact where it is small, as offsets are from one. */
  #distances({ origin, values: { x, y } }) {
    const offsets = this.page.store.header.minima.map((minimum) => [origin[0] - minimum[0], origin[1] - minimum[1]]);
    return x.map((dx, i) => Math.min(...offsets.map(([ox, oy]) => Math.hypot(dx + ox, y[i] + oy))));
  }

  #build(logarithmic, bounded) {
    const lossScale = !logarithmic ? 1 : bounded ? 3 : 4;
    const panels = [
      [
        "loss",
        logarithmic && bounded && this.page.store.header.minimum !== 0 ? t("Loss above the minimum") : t("Loss"),
        lossScale,
      ],
      ["norm", t("Gradient norm"), 3],
      [
        "distance",
        this.page.store.header.minima.length
          ? t("Distance to the nearest minimum")
          : t("Distance: this surface has no minimum"),
        3,
      ],
      ["rate", t("Learning rate"), 3],
    ];
    this.#charts.forEach(({ chart }) => chart.destroy());
    this.root.replaceChildren();
    this.#charts = panels.map(([name, title, scale], i) => {
      const now = h("i", { className: "now" });
      const box = h("figure", { "data-curve": name, "aria-label": title }, h("figcaption", {}, title));
      this.root.append(box);
      const chart = new window.uPlot(this.#options(scale, box), this.#data[i], box);
      chart.over.append(now);
      chart.over.addEventListener("click", (event) => this.page.player.seek(chart.posToVal(event.offsetX, "x")));
      return { chart, now, box };
    });
  }

  #options(scale, box) {
    const { colors, store } = this.page;
    return {
      ...panel(colors, box, HEIGHT, scale === 3 ? { splits: decades } : {}),
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false }, y: { distr: scale, range: scale === 3 ? padded : undefined } },
      series: [
        {},
        ...store.lanes.map((_, index) => {
          const { color, dash } = laneStyle(index, colors.dark);
          return {
            stroke: color,
            width: 1.6,
            dash,
            spanGaps: false,
            show: !this.page.hidden(index),
            points: { show: false },
          };
        }),
      ],
    };
  }

  #resize() {
    for (const { chart, box } of this.#charts) chart.setSize({ width: width(box), height: HEIGHT });
    this.step();
  }
}

// The curves of a training, growing while one watches: a panel for each quantity, a line for each lane.

import { decades, panel, width } from "../charts/chart.js";
import { Switch } from "../fields/fields.js";
import { h, script } from "../core/dom.js";
import { laneStyle, marker, swatch } from "../lanes/style.js";
import { percent, short } from "../core/numbers.js";
import { accuracyText } from "./texts.js";
import { t } from "../core/texts.js";

const PANELS = [
  {
    name: "training_loss",
    title: t("Training loss"),
    table: "steps",
    column: "loss",
    low: "low",
    high: "high",
    scale: "loss",
    large: true,
  },
  {
    name: "test_accuracy",
    title: t("Test accuracy"),
    table: "evaluations",
    column: "testAccuracy",
    low: "testAccuracyLow",
    high: "testAccuracyHigh",
    scale: "accuracy",
    large: true,
    marks: true,
  },
  {
    name: "validation_loss",
    title: t("Validation loss"),
    table: "evaluations",
    column: "validationLoss",
    low: "validationLossLow",
    high: "validationLossHigh",
    scale: "loss",
    marks: true,
  },
  {
    name: "validation_accuracy",
    title: t("Validation accuracy"),
    table: "evaluations",
    column: "validationAccuracy",
    low: "validationAccuracyLow",
    high: "validationAccuracyHigh",
    scale: "accuracy",
    marks: true,
  },
  {
    name: "gradient_norm",
    title: t("Gradient norm"),
    table: "steps",
    column: "norm",
    low: "normLow",
    high: "normHigh",
    scale: "norm",
  },
  {
    name: "learning_rate",
    title: t("Learning rate"),
    table: "steps",
    column: "rate",
    low: "rate",
    high: "rate",
    scale: "norm",
  },
];
const AXES = { epochs: t("Epoch"), steps: t("Step"), examples: t("Examples seen"), seconds: t("Seconds") };
const LARGE = 260,
  SMALL = 150; // px
const NINES = [
  0, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997, 0.998,
  0.999,
];
const PERFECT = 1e-5; // how far an accuracy of 1 is drawn from 1, where that is a logarithmic distance

/** How far an accuracy is from 1, so that equal ratios of mistakes are equally far apart. */
const nines = (accuracy) => -Math.log10(Math.max(1 - accuracy, PERFECT));

export class LabCurves {
  #charts = [];
  #shape = null;
  #left = false;

  constructor(root, page) {
    Object.assign(this, { root, page });
    this.legend = h("div", { className: "legend" });
    this.panels = h("div", { className: "panels" });
    root.append(this.legend, this.panels);
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
    await script(this.page.uplot, () => window.uPlot);
    if (this.#left) return;
    const { page, snapshot } = this;
    if (!snapshot) {
      this.#shape = null;
      this.#clear();
      return;
    }
    const shape = JSON.stringify([
      snapshot.run,
      snapshot.window,
      this.#stoppable,
      this.#nothingHeld,
      snapshot.lanes.map((lane) => page.laneName(lane)),
      page.colors,
      ...["axis", "loss", "accuracy", "raw"].map((key) => page.view(key)),
      snapshot.lanes.map((_, i) => page.hidden(i)),
    ]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build();
    } else {
      for (const part of this.#charts) part.chart.setData(this.#columns(part));
    }
    snapshot.lanes.forEach((lane, i) => (this.legend.children[i].lastChild.textContent = accuracyText(lane.row)));
  }

  get snapshot() {
    return this.page.socket.snapshot?.lanes ? this.page.socket.snapshot : null;
  }

  #clear() {
    for (const { chart } of this.#charts) chart.destroy();
    this.#charts = [];
    this.panels.replaceChildren();
    this.legend.replaceChildren();
  }

  #build() {
    const { page, snapshot } = this;
    this.#clear();
    this.legend.replaceChildren(
      ...snapshot.lanes.map((lane, i) =>
        h(
          "span",
          { className: page.hidden(i) ? "hidden" : "", title: page.laneName(lane) },
          swatch(i, page.colors.dark),
          h("b", {}, `${i + 1} ${page.laneName(lane)}`),
          h("output"),
        ),
      ),
    );
    this.#charts = PANELS.map((about) => {
      const { title } = about;
      const box = h(
        "figure",
        { "data-curve": about.name, "aria-label": title, className: about.large ? "large" : "" },
        h(
          "figcaption",
          { title: this.#remark(about) },
          title,
          h("small", {}, about.large || (about.marks && this.#nothingHeld) ? this.#remark(about) : ""),
          this.#switch(about),
        ),
      );
      this.panels.append(box);
      const part = { about, box, tip: h("div", { className: "tip", hidden: true }) };
      part.chart = new window.uPlot(this.#options(part), this.#columns(part), box);
      part.chart.over.append(part.tip);
      part.chart.over.addEventListener("mouseleave", () => (part.tip.hidden = true));
      return part;
    });
  }

  /** What a line and its faint surroundings are. */
  #remark({ table, name, marks }) {
    const { seeds, window } = this.snapshot;
    if (name === "learning_rate") return "";
    if (name.startsWith("validation") && this.#nothingHeld) return t("nothing is held out");
    const parts = [];
    if (marks && this.#stoppable) parts.push(seeds > 1 ? t("marker: kept by the first seed") : t("marker: kept"));
    if (table === "steps" && window > 1) parts.push(t("mean of the last {window} steps", { window }));
    if (seeds > 1) parts.push(t("mean of up to {seeds} seeds; band: lowest and highest", { seeds }));
    else if (table === "steps" && name !== "training_loss" && this.#raw && window > 1)
      parts.push(t("each mini-batch (faint)"));
    return parts.join("; ");
  }

  /** Whether each mini-batch is drawn too. */
  #switch({ name }) {
    const { page, snapshot } = this;
    if (name !== "training_loss" || snapshot.seeds > 1 || snapshot.window === 1) return null;
    return new Switch(
      page,
      {
        label: t("each mini-batch (faint)"),
        help: t("The loss of every single mini-batch behind the mean"),
        options: [false, true],
      },
      "raw",
    ).element;
  }

  /** Whether some lane may be stopped early, and keeps its best weights. */
  get #stoppable() {
    return this.snapshot.lanes.some(({ best }) => Number.isFinite(best));
  }

  /** Whether there are no images to validate on. */
  get #nothingHeld() {
    const { validationLoss = [] } = this.snapshot.lanes[0].evaluations;
    return validationLoss.length > 0 && Number.isNaN(validationLoss[0]);
  }

  get #raw() {
    return this.page.view("raw") !== "0" && this.snapshot.seeds === 1;
  }

  /** What the x axis counts. */
  get #axis() {
    return AXES[this.page.view("axis")];
  }

  /** Where the rows of a lane's table stand on the x axis. */
  #along(table) {
    const { steps_per_epoch: epoch, batch_size: batch } = this.snapshot;
    const axis = this.page.view("axis");
    if (axis === "seconds") return table.seconds;
    const unit = axis === "epochs" ? 1 / epoch : axis === "examples" ? batch : 1;
    return Float64Array.from(table.step, (step) => step * unit);
  }

  /** Where a value stands on the y axis; null for what has no place there. */
  #up(about) {
    if (about.scale === "accuracy") {
      const nine = this.#nine(about);
      return (value) => (Number.isFinite(value) ? (nine ? nines(value) : value) : null);
    }
    const logarithmic = this.#logarithmic(about);
    return (value) => (Number.isFinite(value) && (!logarithmic || value > 0) ? value : null);
  }

  /** Whether an accuracy is drawn as its logarithmic distance from 1. */
  #nine({ scale }) {
    return scale === "accuracy" && this.page.view("accuracy") === "log";
  }

  #logarithmic({ scale }) {
    return scale === "norm" || (scale === "loss" && this.page.view("loss") === "log");
  }

  #columns({ about }) {
    const up = this.#up(about);
    const lanes = this.snapshot.lanes.map((lane) => {
      const table = lane[about.table];
      return { x: this.#along(table), y: Array.from(table[about.column], up) };
    });
    return aligned(lanes);
  }

  #options(part) {
    const { about, box } = part;
    const { page, snapshot } = this;
    const { colors } = page;
    const accuracy = about.scale === "accuracy";
    const nine = this.#nine(about);
    const logarithmic = this.#logarithmic(about);
    const percents = (_, ticks) =>
      ticks.map((tick) => (tick === null ? "" : percent(nine ? 1 - 10 ** -tick : tick).replace(".0 ", " ")));
    const y = accuracy
      ? { values: percents, ...(nine ? { splits: ninths } : {}) }
      : logarithmic
        ? { splits: decades }
        : {};
    return {
      ...panel(
        colors,
        box,
        about.large ? LARGE : SMALL,
        y,
        about.large ? { label: this.#axis, labelSize: 16, labelGap: 0 } : {},
      ),
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: "lab" }, points: { size: 6 } },
      scales: {
        x: { time: false, range: ({ data }) => [0, this.#end(data[0].at(-1))] },
        y: { distr: logarithmic ? 3 : 1, range: () => this.#range(about) },
      },
      series: [
        {},
        ...snapshot.lanes.map((_, index) => {
          const { color, dash } = laneStyle(index, colors.dark);
          return {
            stroke: color,
            width: about.large ? 2 : 1.6,
            dash,
            spanGaps: false,
            show: !page.hidden(index),
            points: { show: alone },
          };
        }),
      ],
      hooks: {
        drawAxes: [(chart) => this.#surround(chart, about)],
        draw: [(chart) => this.#mark(chart, about)],
        setCursor: [(chart) => part.chart && this.#tell(chart, part)],
      },
    };
  }

  /** The right end of the x axis: the whole training while it goes on, what there is of it once it has ended. */
  #end(high) {
    const { steps, steps_per_epoch: epoch, batch_size: batch } = this.snapshot;
    const axis = this.page.view("axis");
    if (axis === "seconds" || !this.page.socket.active) return high || 1;
    return axis === "epochs" ? steps / epoch : axis === "examples" ? steps * batch : steps;
  }

  /** All that is drawn, with a little room; a curve that diverges leaves at the top, so that others can be told apart. */
  #range(about) {
    const up = this.#up(about);
    let [low, high, begin] = [Infinity, -Infinity, -Infinity];
    this.snapshot.lanes.forEach((lane, index) => {
      if (this.page.hidden(index)) return;
      const table = lane[about.table];
      const around = about.table === "steps" ? this.#raw : this.snapshot.seeds > 1;
      const columns = around ? [about.column, about.low, about.high] : [about.column];
      columns.forEach((name, k) => {
        table[name].forEach((value, row) => {
          const at = up(value);
          if (at === null || (about.scale === "accuracy" && row === 0 && table.rows > 2)) return;
          if (k === 0 && row === 0) begin = Math.max(begin, at);
          low = Math.min(low, at);
          high = Math.max(high, at);
        });
      });
    });
    if (low > high) return about.scale === "accuracy" ? [0, 1] : [1e-3, 1];
    if (about.scale === "accuracy") {
      const room = Math.max((high - low) * 0.06, 0.004);
      return this.#nine(about) ? [low - room, high + room] : [Math.max(0, low - room), Math.min(1.005, high + room)];
    }
    if (this.#logarithmic(about)) {
      if (begin > 0) high = Math.min(high, begin * 1e4);
      return low >= high ? [high / 2, high * 2] : [low / 1.2, high * 1.2];
    }
    if (begin > 0) high = Math.min(high, begin * 3);
    return [Math.min(0, low), high * 1.05 || 1];
  }

  /** Behind the lines: each mini-batch, or the lowest and highest of the seeds. */
  #surround(chart, about) {
    const { page, snapshot } = this;
    const several = snapshot.seeds > 1;
    if (about.name === "learning_rate" || (!several && (about.table !== "steps" || !this.#raw))) return;
    const ctx = chart.ctx;
    const { left, top, width, height } = chart.bbox;
    const up = this.#up(about);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    snapshot.lanes.forEach((lane, index) => {
      if (page.hidden(index)) return;
      const table = lane[about.table];
      const x = Array.from(this.#along(table), (value) => chart.valToPos(value, "x", true));
      const [lows, highs] = [about.low, about.high].map((name) =>
        Array.from(table[name], (value) => (up(value) === null ? null : chart.valToPos(up(value), "y", true))),
      );
      ctx.strokeStyle = ctx.fillStyle = laneStyle(index, page.colors.dark).color;
      ctx.globalAlpha = several ? 0.2 : 0.25;
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([]);
      ctx.beginPath();
      if (several) {
        const there = x.map((_, i) => i).filter((i) => lows[i] !== null && highs[i] !== null);
        for (const i of there) ctx.lineTo(x[i], highs[i]);
        for (const i of there.reverse()) ctx.lineTo(x[i], lows[i]);
        ctx.fill();
      } else {
        x.forEach((at, i) => {
          if (lows[i] === null || highs[i] === null) return;
          ctx.lineTo(at, lows[i]);
          ctx.lineTo(at, highs[i]);
        });
        ctx.stroke();
      }
    });
    ctx.restore();
  }

  /** Where a lane was best on the validation part, and where it was stopped for that. */
  #mark(chart, about) {
    if (!about.marks) return;
    const { page, snapshot } = this;
    const up = this.#up(about);
    const ctx = chart.ctx;
    snapshot.lanes.forEach((lane, index) => {
      if (lane.best === null || lane.best === undefined || page.hidden(index)) return;
      const table = lane.evaluations;
      const row = table.step.indexOf(lane.best);
      const value = row < 0 ? null : up(table[about.column][row]);
      if (value === null) return;
      const x = chart.valToPos(this.#along(table)[row], "x", true);
      ctx.save();
      ctx.fillStyle = laneStyle(index, page.colors.dark).color;
      ctx.strokeStyle = page.colors.background;
      ctx.lineWidth = 1.5 * devicePixelRatio;
      marker(ctx, index, x, chart.valToPos(value, "y", true), 5 * devicePixelRatio);
      ctx.fill();
      ctx.stroke();
      ctx.restore();
    });
  }

  /** The values under the pointer. */
  #tell(chart, { about, tip }) {
    const { page, snapshot } = this;
    const { idx, left } = chart.cursor;
    if (idx === null || idx === undefined || left < 0 || !chart.over.matches(":hover")) {
      tip.hidden = true;
      return;
    }
    const rows = snapshot.lanes.flatMap((lane, index) => {
      const column = chart.data[index + 1];
      let row = idx;
      while (row > 0 && column[row] === undefined) row -= 1; // another lane's place on the x axis: what was here last
      const at = column[row];
      if (at === null || at === undefined || page.hidden(index)) return [];
      const value = about.scale === "accuracy" ? percent(this.#nine(about) ? 1 - 10 ** -at : at, 2) : short(at);
      return [
        h(
          "span",
          {},
          swatch(index, page.colors.dark),
          h("i", {}, `${index + 1} ${page.laneName(lane)}`),
          h("em", {}, value),
        ),
      ];
    });
    tip.hidden = !rows.length;
    tip.replaceChildren(h("b", {}, `${this.#axis}: ${short(chart.data[0][idx])}`), ...rows);
    const { clientWidth, offsetLeft } = chart.over;
    const beside = left > clientWidth / 2 ? left - 12 - tip.offsetWidth : left + 12;
    tip.style.left = `${Math.max(-offsetLeft, Math.min(beside, clientWidth - tip.offsetWidth))}px`;
  }

  #resize() {
    for (const { chart, box, about } of this.#charts)
      chart.setSize({ width: width(box), height: about.large ? LARGE : SMALL });
  }
}

/** Ticks of the logarithmic distance from 1, far enough from each other. */
function ninths(_chart, _axis, low, high) {
  const kept = [];
  for (const at of NINES.map(nines)) {
    if (at >= low && at <= high && !(at - kept.at(-1) < (high - low) / 9)) kept.push(at);
  }
  return kept;
}

/** Whether there is but one value to draw, of which no line can be made. */
function alone({ data }, series) {
  return data[series].filter((value) => value !== null && value !== undefined).length === 1;
}

/** The lanes' curves on one x axis, as uPlot takes them: [x, y of lane 1, y of lane 2, ...]. */
function aligned(lanes) {
  const longest = lanes.reduce((most, { x }) => (x.length > most.length ? x : most), []);
  if (lanes.every(({ x }) => x.every((at, i) => at === longest[i]))) {
    const filled = ({ y }) =>
      y.length === longest.length ? y : [...y, ...Array(longest.length - y.length).fill(null)];
    return [longest, ...lanes.map(filled)];
  }
  const all = Float64Array.from(new Set(lanes.flatMap(({ x }) => [...x]))).sort();
  return [
    all,
    ...lanes.map(({ x, y }) => {
      const known = new Map(Array.from(x, (at, i) => [at, y[i]]));
      return Array.from(all, (at) => known.get(at)); // undefined: drawn over; null: a gap
    }),
  ];
}

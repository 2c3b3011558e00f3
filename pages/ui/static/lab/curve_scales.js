// Where the values of a training's curves stand: on the x axis, on the y axis, and how far those reach.

import { hasBand, linesOf } from "./curve_panels.js";

/** @typedef {import("./curve_panels.js").Panel} Panel */
/** @typedef {import("./curve_panels.js").CurveView} CurveView */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {"linear" | "log" | "accuracy" | "logError"} Scale */
/** @typedef {(value: number) => number | null} Place */

const ACCURACIES = [
  0, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997, 0.998,
  0.999,
];
const PERFECT = 1e-5; // how far an accuracy of 1 is drawn from 1, where that is a logarithmic distance

/**
 * How far an accuracy is from 1, so that equal ratios of mistakes are equally far apart.
 * @param {number} accuracy
 */
export const logError = (accuracy) => -Math.log10(Math.max(1 - accuracy, PERFECT));

/**
 * The accuracy that stands at a place of a scale.
 * @param {Scale} scale
 * @param {number} at
 */
export const accuracyAt = (scale, at) => (scale === "logError" ? 1 - 10 ** -at : at);

/**
 * Ticks of the logarithmic distance from 1, far enough from each other; as uPlot asks for them.
 * @param {unknown} _chart
 * @param {unknown} _axis
 * @param {number} low
 * @param {number} high
 */
export function logErrorTicks(_chart, _axis, low, high) {
  /** @type {number[]} */
  const kept = [];
  for (const at of ACCURACIES.map(logError)) {
    const before = kept.at(-1) ?? -Infinity;
    if (at >= low && at <= high && at - before >= (high - low) / 9) kept.push(at);
  }
  return kept;
}

/**
 * @param {Panel} panel
 * @param {CurveView} view
 * @returns {Scale}
 */
export function scaleOf({ scale }, { logLoss, logAccuracy }) {
  if (scale === "accuracy") return logAccuracy ? "logError" : "accuracy";
  return scale === "norm" || logLoss ? "log" : "linear";
}

/**
 * Where the rows of a lane's table stand on the x axis.
 * @param {Lane} lane
 * @param {"steps" | "evaluations"} table
 * @param {Pick<CurveView, "axis">} view
 */
export function xValues(lane, table, { axis }) {
  const { seconds, step } = lane[table];
  return axis === "seconds" ? seconds : Float64Array.from(step, (at) => xOf(lane, axis, at));
}

/**
 * The right end of the x axis: the whole training while it goes on, what there is of it once it has ended.
 * @param {number | undefined} last where the last row stands
 * @param {CurveView} view
 */
export function xEnd(last, { snapshot, axis, active }) {
  if (axis === "seconds" || !active) return last || 1;
  return Math.max(...snapshot.lanes.map((lane) => xOf(lane, axis, lane.planned)));
}

/**
 * Where a step of a lane stands: the end of an epoch at the same place in all lanes, to the last bit.
 * @param {Lane} lane
 * @param {"epochs" | "steps" | "examples"} axis
 * @param {number} step
 */
function xOf({ steps_per_epoch, batch_size }, axis, step) {
  if (axis === "epochs") return step / steps_per_epoch;
  return axis === "examples" ? step * batch_size : step;
}

/**
 * Where a value stands on a scale; null for what has no place there.
 * @param {Scale} scale
 * @returns {Place}
 */
export function yValue(scale) {
  if (scale === "logError") return (value) => (Number.isFinite(value) ? logError(value) : null);
  return (value) => (Number.isFinite(value) && (scale !== "log" || value > 0) ? value : null);
}

/**
 * All that is drawn, with a little room; a curve that diverges leaves at the top, so that others can be told apart.
 * @param {Panel} panel
 * @param {CurveView} view
 * @returns {[number, number]}
 */
export function yRange(panel, view) {
  const scale = scaleOf(panel, view);
  const { low, high: top, begin } = extent(panel, view, yValue(scale));
  let high = top;
  if (low > high) return panel.scale === "accuracy" ? [0, 1] : [1e-3, 1];
  const room = Math.max((high - low) * 0.06, 0.004);
  switch (scale) {
    case "logError":
      return [low - room, high + room];
    case "accuracy":
      return [Math.max(0, low - room), Math.min(1.005, high + room)];
    case "log":
      if (begin > 0) high = Math.min(high, begin * 1e4);
      return low >= high ? [high / 2, high * 2] : [low / 1.2, high * 1.2];
    default:
      if (begin > 0) high = Math.min(high, begin * 3);
      return [Math.min(0, low), high * 1.05 || 1];
  }
}

/**
 * The lowest and highest place of what is drawn, and the highest at which a lane begins. The accuracies before the
 * first evaluation after some steps do not count once there are others.
 * @param {Panel} panel
 * @param {CurveView} view
 * @param {Place} place
 */
function extent(panel, view, place) {
  let [low, high, begin] = [Infinity, -Infinity, -Infinity];
  view.snapshot.lanes.forEach((lane, index) => {
    if (view.hidden(index)) return;
    for (const line of linesOf(panel, view)) {
      const table = lane[line.table];
      const first = panel.scale === "accuracy" ? firstThatCounts(lane, line.table) : 0;
      const columns = hasBand(line, view) ? [line.column, line.low, line.high] : [line.column];
      columns.forEach((name, k) => {
        table[name].forEach((value, row) => {
          const at = place(value);
          if (at === null || row < first) return;
          if (k === 0 && row === 0) begin = Math.max(begin, at);
          low = Math.min(low, at);
          high = Math.max(high, at);
        });
      });
    }
  });
  if (panel.name === "gradient_norm") {
    for (const { clip } of view.snapshot.lanes.filter((lane, index) => lane.clip && !view.hidden(index))) {
      low = Math.min(low, place(Number(clip)) ?? low);
    }
  }
  return { low, high, begin };
}

/**
 * The first row of a table whose accuracy is not that of weights that have hardly learned.
 * @param {import("./messages.js").Lane} lane
 * @param {"steps" | "evaluations"} name
 */
function firstThatCounts(lane, name) {
  if (lane.evaluations.rows <= 2) return 0;
  return name === "evaluations" ? 1 : lane.steps.step.findIndex((step) => step >= lane.evaluations.step[1]);
}

/**
 * The last row of a lane's evaluations at a moment of the x axis; -1 before the first.
 * @param {Lane} lane
 * @param {CurveView} view
 * @param {number} moment
 */
export const evaluationAt = (lane, view, moment) =>
  xValues(lane, "evaluations", view).findLastIndex((x) => x <= moment * (1 + 1e-6));

/**
 * The lanes' curves on one x axis, as uPlot takes them: [x, y of lane 1, y of lane 2, ...].
 * @param {{x: ArrayLike<number>, y: (number | null)[]}[]} lanes
 */
export function aligned(lanes) {
  const xs = lanes.map(({ x }) => Array.from(x));
  const longest = xs.reduce((most, x) => (x.length > most.length ? x : most), []);
  if (xs.every((x) => x.every((at, i) => at === longest[i]))) {
    return [longest, ...lanes.map(({ y }) => [...y, ...Array(longest.length - y.length).fill(null)])];
  }
  const all = Array.from(new Set(xs.flat())).sort((a, b) => a - b);
  return [
    all,
    ...lanes.map(({ y }, lane) => {
      const known = new Map(xs[lane].map((at, i) => [at, y[i]]));
      return all.map((at) => known.get(at)); // undefined: drawn over; null: a gap
    }),
  ];
}

/** The lanes' curves as uPlot takes them.
 * @param {Panel} panel @param {CurveView} view
 * @returns {import("./curve_panels.js").ChartData} */
export function columns(panel, view) {
  const place = yValue(scaleOf(panel, view));
  const lanes = view.snapshot.lanes.flatMap((lane) =>
    linesOf(panel, view).map(({ table, column }) => ({
      x: xValues(lane, table, view),
      y: Array.from(lane[table][column], place),
    })),
  );
  return /** @type {import("./curve_panels.js").ChartData} */ (aligned(lanes));
}

/**
 * Whether there is but one value to draw, of which no line can be made; as uPlot asks.
 * @param {{data: ArrayLike<number | null | undefined>[]}} chart
 * @param {number} series
 */
export const isSinglePoint = ({ data }, series) =>
  Array.from(data[series]).filter((value) => value !== null && value !== undefined).length === 1;

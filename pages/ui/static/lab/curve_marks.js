// What stands on the charts of a training beside its lines: faint bands behind them, and markers of what is kept.

import { hasBand, linesOf } from "./curve_panels.js";
import { laneStyle, marker } from "../lanes/style.js";
import { scaleOf, xValues, yValue } from "./curve_scales.js";

/** @typedef {import("./curve_panels.js").Panel} Panel */
/** @typedef {import("./curve_panels.js").CurveView} CurveView */
/** @typedef {{dark: boolean, background: string}} Colors */
/** @typedef {import("./curve_panels.js").Chart} Chart */

/**
 * Behind the lines: each mini-batch, or the lowest and highest of the seeds.
 * @param {Chart} chart
 * @param {Panel} panel
 * @param {CurveView} view
 * @param {Colors} colors
 */
export function drawBands(chart, panel, view, colors) {
  const lines = linesOf(panel, view).filter((line) => hasBand(line, view));
  if (!lines.length) return;
  const several = view.snapshot.seeds > 1;
  const drawn = view.snapshot.lanes.filter((_, index) => !view.hidden(index)).length;
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  view.snapshot.lanes.forEach((lane, index) => {
    if (view.hidden(index)) return;
    for (const line of lines) {
      const table = lane[line.table];
      const x = Array.from(xValues(lane, line.table, view), (value) => chart.valToPos(value, "x", true));
      const [lows, highs] = [line.low, line.high].map((name) => heights(chart, panel, view, table[name]));
      ctx.strokeStyle = ctx.fillStyle = laneStyle(index, colors.dark).color;
      ctx.globalAlpha = several ? 0.2 : noiseAlpha(drawn);
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([]);
      ctx.beginPath();
      if (several) fillBetween(ctx, x, lows, highs);
      else strokeEach(ctx, x, lows, highs);
    }
  });
  ctx.restore();
}

/** How strongly each mini-batch is drawn: the fainter, the more lanes lie over each other. @param {number} lanes */
export const noiseAlpha = (lanes) => Math.min(0.25, 0.5 / lanes);

/**
 * Where values stand on the canvas.
 * @param {Chart} chart
 * @param {Panel} panel
 * @param {CurveView} view
 * @param {Float32Array} values
 */
function heights(chart, panel, view, values) {
  const place = yValue(scaleOf(panel, view));
  return Array.from(values, (value) => {
    const at = place(value);
    return at === null ? null : chart.valToPos(at, "y", true);
  });
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number[]} x
 * @param {(number | null)[]} lows
 * @param {(number | null)[]} highs
 */
function fillBetween(ctx, x, lows, highs) {
  const [there, back] = [/** @type {[number, number][]} */ ([]), /** @type {[number, number][]} */ ([])];
  x.forEach((at, i) => {
    const [low, high] = [lows[i], highs[i]];
    if (low === null || high === null) return;
    there.push([at, high]);
    back.unshift([at, low]);
  });
  for (const [at, y] of [...there, ...back]) ctx.lineTo(at, y);
  ctx.fill();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number[]} x
 * @param {(number | null)[]} lows
 * @param {(number | null)[]} highs
 */
function strokeEach(ctx, x, lows, highs) {
  x.forEach((at, i) => {
    const [low, high] = [lows[i], highs[i]];
    if (low === null || high === null) return;
    ctx.lineTo(at, low);
    ctx.lineTo(at, high);
  });
  ctx.stroke();
}

/**
 * The greatest norm of a gradient that a lane's optimizer gets.
 * @param {Chart} chart
 * @param {Panel} panel
 * @param {CurveView} view
 * @param {Colors} colors
 */
export function drawClips(chart, panel, view, colors) {
  if (panel.name !== "gradient_norm") return;
  const { ctx, bbox } = chart;
  view.snapshot.lanes.forEach(({ clip }, index) => {
    if (clip === null || view.hidden(index)) return;
    const y = chart.valToPos(clip, "y", true);
    ctx.save();
    ctx.strokeStyle = laneStyle(index, colors.dark).color;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  });
}

/**
 * Where a lane was best on the validation part, and keeps its weights.
 * @param {Chart} chart
 * @param {Panel} panel
 * @param {CurveView} view
 * @param {Colors} colors
 */
export function drawMarkers(chart, panel, view, colors) {
  if (!panel.marks) return;
  const place = yValue(scaleOf(panel, view));
  const { ctx } = chart;
  view.snapshot.lanes.forEach((lane, index) => {
    const { best, evaluations } = lane;
    if (best === null || view.hidden(index)) return;
    const row = evaluations.step.indexOf(best);
    const line = linesOf(panel, view).find(({ table }) => table === "evaluations");
    const value = row < 0 || !line ? null : place(evaluations[line.column][row]);
    if (value === null) return;
    const x = chart.valToPos(xValues(lane, "evaluations", view)[row], "x", true);
    ctx.save();
    ctx.fillStyle = laneStyle(index, colors.dark).color;
    ctx.strokeStyle = colors.background;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    marker(ctx, index, x, chart.valToPos(value, "y", true), 5 * devicePixelRatio);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  });
}

// What all charts share: the look of a panel and its axes, ticks of a logarithmic scale, numbers on an axis.

import { scaled } from "../core/dom.js";
import { tick } from "../core/numbers.js";

/** @typedef {import("../core/theme.js").Colors} Colors */
/** @typedef {ConstructorParameters<Window["uPlot"]>[0]} Options of a chart */
/** @typedef {NonNullable<Options["axes"]>[number]} Axis */

/** How wide a chart in `box` is, in pixels: so it stays on paper. @param {HTMLElement} box */
export function width(box) {
  const pixels = Math.max(120, box.clientWidth);
  box.style.setProperty("--drawn-width", `${pixels}px`);
  return pixels;
}

/**
 * uPlot's options for a panel in the theme's colours, but for scales and series. `x` and `y` are more of the axes.
 * @param {Colors} colors
 * @param {HTMLElement} box
 * @param {number} height in pixels
 * @param {Axis} y
 * @param {Axis} x
 * @returns {Omit<Options, "series">}
 */
export function panel(colors, box, height, y = {}, x = {}) {
  const font = `${scaled(13)}px ${colors.font}`;
  /** @type {Axis} */
  const axis = {
    stroke: colors.text,
    grid: { stroke: colors.line, width: 0.5 },
    ticks: { stroke: colors.line, size: 4 },
    font,
    labelFont: font,
  };
  /** @type {Axis["values"]} */
  const values = (_, ticks) => ticks.map((value) => (value === null ? "" : tick(value)));
  return {
    width: width(box),
    height,
    legend: { show: false },
    padding: [8, 14, 0, 0],
    axes: [
      { ...axis, size: scaled(24), space: scaled(60), ...x },
      { ...axis, size: scaled(52), space: scaled(24), filter: (_, ticks) => ticks, values, ...y },
    ],
  };
}

/**
 * Ticks of a logarithmic scale: powers of ten, 1-2-5 where it spans only a few, evenly spaced where hardly any.
 * @param {unknown} _chart
 * @param {unknown} _axis
 * @param {number} low
 * @param {number} high
 */
export function decades(_chart, _axis, low, high) {
  const span = Math.log10(high / low);
  const stride = Math.max(1, Math.ceil(span / 5));
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += stride) {
    for (const factor of span < 1.5 ? [1, 2, 5] : [1]) ticks.push(factor * 10 ** power);
  }
  const seen = ticks.filter((tick) => tick >= low && tick <= high);
  return seen.length < 3 && span < 1 ? even(low, high) : seen;
}

/**
 * Ticks of a scale that is logarithmic on both sides of zero: zero and powers of ten, or evenly spaced where it is short.
 * @param {unknown} _chart
 * @param {unknown} _axis
 * @param {number} low
 * @param {number} high
 */
export function signedDecades(_chart, _axis, low, high) {
  const span = Math.log10(Math.max(-low, high));
  if (!(span > 2)) return even(low, high);
  const stride = Math.ceil(span / 4);
  const powers = Array.from({ length: Math.floor(span / stride) }, (_, i) => 10 ** ((i + 1) * stride));
  const ticks = [...powers.map((power) => -power).reverse(), 0, ...powers];
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** The range of such a scale. @param {unknown} _chart @param {number | null} low @param {number | null} high
 * @returns {[number, number]} */
export function closely(_chart, low, high) {
  if (low === null || high === null) return [-1, 1];
  const [bottom, top] = [Math.asinh(low), Math.asinh(high)];
  const room = (top - bottom) / 30 || 1;
  return [Math.sinh(bottom - room), Math.sinh(top + room)];
}

/** Two to six round numbers. @param {number} low @param {number} high */
function even(low, high) {
  const unit = 10 ** Math.floor(Math.log10((high - low) / 2));
  const step = unit * ([5, 2].find((factor) => (high - low) / (factor * unit) >= 2) ?? 1);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/**
 * The range of a logarithmic scale: whole decades would flatten a curve that spans less than one. A curve that
 * diverges leaves it at the top, so that the others can be told apart.
 * @param {{data: ArrayLike<number | null | undefined>[]}} chart
 * @param {number | null} low
 * @param {number | null} most
 * @returns {[number, number]}
 */
export function padded(chart, low, most) {
  if (low === null || most === null) return [1e-3, 1];
  const begin = Math.max(...chart.data.slice(1).map((values) => values[0] ?? 0), low);
  const high = Math.min(most, begin * 1e4);
  return low === high ? [low / 2, high * 2] : [low / 1.2, high * 1.2];
}

// Pictures of what happens inside a network: histograms at the start and now, statistics against each other.

import { svg } from "../core/dom.js";

const [WIDTH, HEIGHT] = [200, 90]; // of a histogram's own coordinates; it is as wide as there is room
const SCATTER = 100;

/** The outline of a histogram, from the left to the right, each scaled to its own height. @param {number[]} shares */
export function outline(shares) {
  const most = Math.max(...shares);
  const wide = WIDTH / shares.length;
  const tops = shares.map((share) => HEIGHT - (most ? share / most : 0) * (HEIGHT - 4));
  const steps = tops.map((top, i) => `V${top.toFixed(1)}H${((i + 1) * wide).toFixed(1)}`);
  return `M0 ${HEIGHT}${steps.join("")}V${HEIGHT}`;
}

/**
 * Two histograms over each other: now, filled, and at the start, as a line.
 * @param {number[]} start @param {number[]} now @param {string} color @param {string} label
 */
export function histograms(start, now, color, label) {
  return svg(
    "svg",
    {
      class: "histogram",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": label,
    },
    svg("path", { class: "now", d: outline(now), fill: color }),
    svg("path", { class: "start", d: outline(start), "vector-effect": "non-scaling-stroke" }),
    svg("line", { class: "ground", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, "vector-effect": "non-scaling-stroke" }),
  );
}

/**
 * Where the pairs lie in a square whose diagonal they would be on if both were equal; and what the square spans.
 * @param {import("./messages.js").Pair} pair
 */
export function places([running, batch]) {
  const pairs = running.map((x, i) => [x, batch[i]]).filter((both) => both.every((value) => value !== null));
  const values = /** @type {number[]} */ (pairs.flat());
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const at = (/** @type {number} */ value) => 4 + ((value - low) / span) * (SCATTER - 8);
  return { low, high, points: pairs.map(([x, y]) => ({ x: at(Number(x)), y: SCATTER - at(Number(y)) })) };
}

/** @param {{x: number, y: number}[]} points @param {string} color @param {string} label */
export function scatter(points, color, label) {
  return svg(
    "svg",
    { class: "scatter", viewBox: `0 0 ${SCATTER} ${SCATTER}`, role: "img", "aria-label": label },
    svg("line", { class: "diagonal", x1: 0, y1: SCATTER, x2: SCATTER, y2: 0 }),
    ...points.map(({ x, y }) => svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 2.2, fill: color })),
  );
}

// The second-order model around a point: its contours at the heights of the surface's own, and where it is trusted.

const GRID = 72; // cells along a side
const SAME = 2 ** 14; // points that agree to a part of the window by so much are one

/** @typedef {import("./store.js").Model} Model */
/** @typedef {import("./store.js").Ground} Ground */
/** @typedef {[x: number, y: number]} Point as shares of the window, from its lower left */
/** @typedef {[from: Point, to: Point]} Segment */

/** The height of a model at a point. @param {Model} model @param {number[]} point */
export function heightOf({ x, value, gradient, hessian }, [px, py]) {
  const [dx, dy] = [px - x[0], py - x[1]];
  const [[a, b], [, c]] = hessian;
  return value + gradient[0] * dx + gradient[1] * dy + (a * dx * dx + 2 * b * dx * dy + c * dy * dy) / 2;
}

/** A height on the scale of the ground. @param {number} height @param {Ground} ground */
export function onScale(height, { minimum, linear_threshold: threshold }) {
  const above = height - minimum;
  return Math.sign(above) * Math.log10(1 + Math.abs(above) / threshold);
}

/**
 * Where a model crosses the borders of the ground's bands: marching squares, cell by cell.
 * @param {Model} model
 * @param {import("../race/messages.js").Box} window
 * @param {Ground} ground
 * @param {number} bands
 * @returns {Segment[]}
 */
export function contours(model, [[left, right], [bottom, top]], ground, bands) {
  const across = GRID + 1;
  const levels = new Float64Array(across * across); // by rows, from the lower left
  for (let k = 0; k < levels.length; k++) {
    const [u, v] = [(k % across) / GRID, Math.floor(k / across) / GRID];
    const at = heightOf(model, [left + u * (right - left), bottom + v * (top - bottom)]);
    levels[k] = ((onScale(at, ground) - ground.low) / (ground.high - ground.low)) * bands;
  }
  /** @type {Segment[]} */ const found = [];
  for (let j = 0; j < GRID; j++) {
    for (let i = 0; i < GRID; i++) {
      const k = j * across + i;
      const [a, b, c, d] = [levels[k], levels[k + 1], levels[k + across + 1], levels[k + across]];
      const low = Math.max(1, Math.ceil(Math.min(a, b, c, d)));
      const high = Math.min(bands - 1, Math.floor(Math.max(a, b, c, d)));
      for (let level = low; level <= high; level++) found.push(...crossings([a, b, c, d], level, i, j));
    }
  }
  return found;
}

/** Where a level crosses the sides of a cell, from the lower left corner around it.
 * @param {number[]} corners @param {number} level @param {number} i @param {number} j @returns {Segment[]} */
function crossings([a, b, c, d], level, i, j) {
  /** @type {Point[]} */ const points = [];
  const [under, right, over, left] = [a < level, b < level, c < level, d < level]; // whether the corners lie lower
  if (under !== right) points.push([(i + (level - a) / (b - a)) / GRID, j / GRID]);
  if (right !== over) points.push([(i + 1) / GRID, (j + (level - b) / (c - b)) / GRID]);
  if (over !== left) points.push([(i + 1 - (level - c) / (d - c)) / GRID, (j + 1) / GRID]);
  if (left !== under) points.push([i / GRID, (j + 1 - (level - d) / (a - d)) / GRID]);
  /** @type {Segment[]} */ const segments = [];
  for (let k = 0; k + 1 < points.length; k += 2) segments.push([points[k], points[k + 1]]);
  return segments;
}

/** Segments that share their ends, as lines: so that dashes run on. @param {Segment[]} segments @returns {Point[][]} */
export function polylines(segments) {
  const count = 2 * segments.length;
  /** @param {number} end */
  const point = (end) => segments[end >> 1][end & 1];
  const keys = new Int32Array(count);
  const others = new Int32Array(count); // of each end, the one that was found before at its point; -1 for none
  /** @type {Map<number, number>} */ const newest = new Map(); // by key
  for (let end = 0; end < count; end++) {
    const [u, v] = point(end);
    const key = Math.round(u * SAME) * 2 * SAME + Math.round(v * SAME);
    keys[end] = key;
    others[end] = newest.get(key) ?? -1;
    newest.set(key, end);
  }
  const taken = new Uint8Array(segments.length);
  /** The far end of a segment that goes on from an end; none is left below 0. @param {number} end */
  const next = (end) => {
    let near = newest.get(keys[end]) ?? -1;
    while (near >= 0 && taken[near >> 1]) near = others[near];
    if (near < 0) return -1;
    taken[near >> 1] = 1;
    return near ^ 1;
  };
  return segments.flatMap((_, i) => {
    if (taken[i]) return [];
    taken[i] = 1;
    /** @type {Point[]} */ const back = [];
    for (let end = next(2 * i); end >= 0; end = next(end)) back.push(point(end));
    const line = [...back.reverse(), point(2 * i), point(2 * i + 1)];
    for (let end = next(2 * i + 1); end >= 0; end = next(end)) line.push(point(end));
    return [line];
  });
}

// The second-order model around a point: its contours at the heights of the surface's own, and where it is trusted.

const GRID = 72; // cells along a side

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
  const side = Array.from({ length: GRID + 1 }, (_, i) => i / GRID);
  const levels = side.map((v) =>
    side.map((u) => {
      const at = heightOf(model, [left + u * (right - left), bottom + v * (top - bottom)]);
      return ((onScale(at, ground) - ground.low) / (ground.high - ground.low)) * bands;
    }),
  );
  /** @type {Segment[]} */ const found = [];
  for (let j = 0; j < GRID; j++) {
    for (let i = 0; i < GRID; i++) {
      const corners = [levels[j][i], levels[j][i + 1], levels[j + 1][i + 1], levels[j + 1][i]];
      const low = Math.max(1, Math.ceil(Math.min(...corners)));
      const high = Math.min(bands - 1, Math.floor(Math.max(...corners)));
      for (let level = low; level <= high; level++) found.push(...crossings(corners, level, i, j));
    }
  }
  return found;
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/** @param {number[]} corners @param {number} level @param {number} i @param {number} j @returns {Segment[]} */
function crossings(corners, level, i, j) {
  /** @type {Point[]} */ const points = [];
  corners.forEach((from, k) => {
    const next = (k + 1) % 4;
    const to = corners[next];
    if (from < level === to < level) return;
    const share = (level - from) / (to - from);
    const [u, v] = [0, 1].map((axis) => CORNERS[k][axis] + share * (CORNERS[next][axis] - CORNERS[k][axis]));
    points.push([(i + u) / GRID, (j + v) / GRID]);
  });
  /** @type {Segment[]} */ const segments = [];
  for (let k = 0; k + 1 < points.length; k += 2) segments.push([points[k], points[k + 1]]);
  return segments;
}

/** Segments that share their ends, as lines: so that dashes run on. @param {Segment[]} segments @returns {Point[][]} */
export function polylines(segments) {
  /** @param {Point} point */
  const key = ([u, v]) => `${u.toFixed(9)} ${v.toFixed(9)}`;
  /** @type {Map<string, Set<Segment>>} */ const at = new Map();
  for (const segment of segments) {
    for (const end of segment) at.set(key(end), (at.get(key(end)) ?? new Set()).add(segment));
  }
  /** Takes the segment that goes on from a point. @param {Point} from */
  const next = (from) => {
    const [segment] = at.get(key(from)) ?? [];
    if (!segment) return null;
    for (const end of segment) at.get(key(end))?.delete(segment);
    return key(segment[0]) === key(from) ? segment[1] : segment[0];
  };
  return segments.flatMap(([first]) => {
    const line = [first];
    for (let end = next(first); end; end = next(end)) line.push(end);
    for (let end = next(first); end; end = next(end)) line.unshift(end);
    return line.length > 1 ? [line] : [];
  });
}

// Where captions stand on the picture: in the corner where they cover least of the race, as calm as can be. Pure.

import { overlap } from "./head_labels.js";

/** @typedef {import("./head_labels.js").Rectangle} Rectangle */
/** @typedef {{left: ArrayLike<number>, top: ArrayLike<number>}} Line pixels of points, one after another */

const MARK = 25; // what a minimum, a start or an end counts, in pieces of a path
const CLEAR = 12; // pixels around a place that a marker or a star takes beyond its middle
const KEPT = 2; // times as much a place may cover as the best, before it is left

/**
 * The number of the best place.
 * @param {Rectangle[]} places the ones first that read best
 * @param {Line[]} lines
 * @param {Rectangle[]} taken by other words
 * @param {number} before
 */
export function best(places, lines, taken, before) {
  const covered = places.map((place) => cost(place, lines, taken));
  const least = Math.min(...covered);
  return covered[before] <= KEPT * least ? before : covered.indexOf(least);
}

/** @param {Rectangle} place @param {Line[]} lines @param {Rectangle[]} taken */
function cost(place, lines, taken) {
  let sum = taken.some((other) => overlap(place, other) > 0) ? 1e9 : 0;
  const { x, y, width, height } = place;
  const wide = { x: x - CLEAR, y: y - CLEAR, width: width + 2 * CLEAR, height: height + 2 * CLEAR };
  for (const { left, top } of lines) {
    const end = left.length - 1;
    for (const i of end ? [0, end] : [0]) if (meets(wide, left[i], top[i], left[i], top[i])) sum += MARK;
    for (let i = 0; i < end; i++) if (meets(wide, left[i], top[i], left[i + 1], top[i + 1])) sum++;
  }
  return sum;
}

/** Whether a piece of a line and a rectangle have a point in common; none has where an end is no number.
 * @param {Rectangle} place @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
function meets({ x, y, width, height }, x0, y0, x1, y1) {
  const [right, bottom] = [x + width, y + height];
  if (!(Math.max(x0, x1) >= x && Math.min(x0, x1) <= right)) return false;
  if (!(Math.max(y0, y1) >= y && Math.min(y0, y1) <= bottom)) return false;
  const side = (/** @type {number} */ u, /** @type {number} */ v) => (x1 - x0) * (v - y0) - (y1 - y0) * (u - x0);
  const sides = [side(x, y), side(right, y), side(x, bottom), side(right, bottom)];
  return Math.min(...sides) <= 0 && Math.max(...sides) >= 0;
}

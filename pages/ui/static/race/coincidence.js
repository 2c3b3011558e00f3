// Lanes whose paths cannot be told apart: they are one path, or closer together than a pixel. Pure.

/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {{indices: number[], exactly: boolean}} Group lanes from first to last; `exactly`: equal up to rounding */

const ROUNDING = 1e-5; // of 32-bit numbers, as a share of how far the path reaches

/** The groups of a race's lanes that are shown, found again only once the paths or the pixel are others. */
export class Coincidence {
  #page;
  #of = "";
  /** @type {Group[]} */ #found = [];

  /** @param {import("./page.js").Race} page */
  constructor(page) {
    this.#page = page;
  }

  /** @param {number} pixel as a length on the surface */
  groups(pixel) {
    const { lanes } = this.#page.store;
    const hidden = (/** @type {number} */ index) => this.#page.hidden(index);
    const of = [...lanes.map(({ key }, index) => (hidden(index) ? "" : key)), pixel].join(" ");
    if (of !== this.#of) {
      this.#of = of;
      this.#found = coinciding(lanes, hidden, pixel);
    }
    return this.#found;
  }
}

/**
 * The groups of two lanes and more, of those that are shown.
 * @param {Lane[]} lanes
 * @param {(index: number) => boolean} hidden
 * @param {number} pixel as a length on the surface
 * @returns {Group[]}
 */
export function coinciding(lanes, hidden, pixel) {
  /** @type {Group[]} */ const groups = [];
  lanes.forEach((lane, index) => {
    if (hidden(index)) return;
    for (const group of groups) {
      const first = lanes[group.indices[0]];
      const rounding = ROUNDING * reach(first);
      const distance = apart(first, lane, Math.max(pixel, rounding));
      if (distance === Infinity) continue;
      group.indices.push(index);
      group.exactly &&= distance <= rounding;
      return;
    }
    groups.push({ indices: [index], exactly: true });
  });
  return groups.filter(({ indices }) => indices.length > 1);
}

/** The largest distance between iterates of the same step; Infinity once it is over `limit`, or where one alone is finite.
 * @param {Lane} a @param {Lane} b @param {number} limit */
function apart(a, b, limit) {
  let largest = 0;
  for (let step = 0; step < a.values.x.length; step++) {
    const dx = a.origin[0] + a.values.x[step] - b.origin[0] - b.values.x[step];
    const dy = a.origin[1] + a.values.y[step] - b.origin[1] - b.values.y[step];
    const distance = Math.hypot(dx, dy);
    if (Number.isNaN(distance) || distance === Infinity) {
      if (finite(a, step) || finite(b, step)) return Infinity;
    } else if (distance > limit) return Infinity;
    else largest = Math.max(largest, distance);
  }
  return largest;
}

/** @param {Lane} lane @param {number} step */
const finite = ({ values: { x, y } }, step) => Number.isFinite(x[step]) && Number.isFinite(y[step]);

/** How far a path goes from its start. @param {Lane} lane */
function reach({ values: { x, y } }) {
  let most = 0;
  for (let step = 0; step < x.length; step++) {
    const distance = Math.hypot(x[step] - x[0], y[step] - y[0]);
    if (Number.isFinite(distance)) most = Math.max(most, distance);
  }
  return most;
}

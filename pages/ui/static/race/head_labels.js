// Where the names at the heads of paths stand: beside their heads, on nothing else to read, as calm as can be. Pure.

/** @typedef {{x: number, y: number, width: number, height: number}} Rectangle from its left upper corner */
/** @typedef {{key: string, x: number, y: number, width: number, height: number}} Label its head, and its size */

const CLEAR = 11; // pixels from a head's middle that its marker takes

/** Sides of the head and rows above or below it, the ones first that read best. @type {[number, number][]} */
const WAYS = [0, -1, 1, -2, 2, -3, 3].flatMap((row) => [
  [1, row],
  [-1, row],
]);

/**
 * A place for each label, in their order; the way it had before is tried first, unless that is far from its head.
 * @param {Label[]} labels
 * @param {Rectangle} area
 * @param {Map<string, number>} before by key, the number of the place; is brought up to date
 * @param {Rectangle[]} [others] that are to be read as well
 * @returns {Rectangle[]}
 */
export function placed(labels, area, before, others = []) {
  const heads = labels.map(({ x, y }) => ({ x: x - CLEAR, y: y - CLEAR, width: 2 * CLEAR, height: 2 * CLEAR }));
  const taken = [...heads, ...others];
  return labels.map((label) => {
    const places = WAYS.map((way) => beside(label, way));
    const known = before.get(label.key) ?? 0;
    const isFar = Math.abs(WAYS[known][1]) > 1;
    const order = [...(isFar ? [] : [known]), ...places.keys()];
    const covered = order.map((place) => {
      const inside = holds(area, places[place]) ? 0 : 1e6;
      return inside + taken.reduce((sum, other) => sum + overlap(places[place], other), 0);
    });
    const best = order[covered.indexOf(Math.min(...covered))];
    before.set(label.key, best);
    taken.push(places[best]);
    return places[best];
  });
}

/** @param {Label} label @param {[number, number]} way @returns {Rectangle} */
function beside({ x, y, width, height }, [side, row]) {
  return { x: x + side * CLEAR + (side < 0 ? -width : 0), y: y + (row - 0.5) * height + 2 * row, width, height };
}

/** @param {Rectangle} outer @param {Rectangle} inner */
const holds = (outer, inner) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** The area that two have in common. @param {Rectangle} a @param {Rectangle} b */
export function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

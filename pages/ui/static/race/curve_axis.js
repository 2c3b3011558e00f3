// What the curves are drawn over: the steps, or how many gradients each lane has evaluated by then. Pure.

/** A value at a place: null is a gap in the curve, undefined that a curve has no value of its own there.
 * @typedef {(number | null | undefined)[]} Values */

/**
 * Curves that stand at places of their own, over one row of places: what charts take.
 * @param {number[][]} places by curve, rising; where two are alike, the last counts
 * @returns {{all: number[], over: (values: (number | null)[], curve: number) => Values}} `over` puts values of a curve there
 */
export function aligned(places) {
  const all = [...new Set(places.flat())].sort((a, b) => a - b);
  const indices = new Map(all.map((place, i) => [place, i]));
  const rows = places.map((row) => row.map((place) => indices.get(place) ?? 0));
  return {
    all,
    over: (values, curve) => {
      /** @type {Values} */ const row = new Array(all.length).fill(undefined);
      values.forEach((value, i) => (row[rows[curve][i]] = value));
      return row;
    },
  };
}

/** The last step that stands at `place` or before it. @param {number[]} places by step, rising @param {number} place */
export function stepAt(places, place) {
  const beyond = places.findIndex((each) => each > place);
  return beyond < 0 ? places.length - 1 : Math.max(0, beyond - 1);
}

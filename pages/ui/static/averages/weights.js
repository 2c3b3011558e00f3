// What past days count for. Pure.

/** The weights of the days up to `day`, the newest as 1; null where they are nothing.
 * @param {Float32Array} weights by age @param {number} day from 1 */
export function relative(weights, day) {
  return Array.from(weights, (_, i) =>
    i < day && weights[day - 1 - i] > 0 ? weights[day - 1 - i] / weights[0] : null,
  );
}

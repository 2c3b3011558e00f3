// Where a number stands on a slider, and which number stands there. Pure.

/** @typedef {import("../core/catalog.js").Range} Range */

export const TICKS = 1000; // positions of a slider

/** The share of the slider, 0 to 1, at which a value stands. @param {Range} range @param {number} value */
export function share({ low, high, log, log_complement }, value) {
  const scale = log ? Math.log : log_complement ? (/** @type {number} */ v) => -Math.log(1 - v) : Number;
  return Math.max(0, Math.min(1, (scale(value) - scale(low)) / (scale(high) - scale(low))));
}

/** The value at a share, with no more digits than the slider can tell apart. @param {Range} range @param {number} at */
export function value({ low, high, log, log_complement, whole }, at) {
  if (at <= 0) return low;
  if (at >= 1) return high;
  if (log) {
    const exact = low * (high / low) ** at;
    return whole ? Math.round(exact) : Number(exact.toPrecision(3));
  }
  if (log_complement) {
    const rest = (1 - low) * ((1 - high) / (1 - low)) ** at;
    return Number((1 - Number(rest.toPrecision(2))).toFixed(12));
  }
  const exact = low + (high - low) * at;
  if (whole) return Math.round(exact);
  return Number(exact.toFixed(Math.max(0, 3 - Math.ceil(Math.log10(high - low)))));
}

/**
 * The next value by a key: the next whole number where numbers are whole, as seeds are; else so many positions on, and
 * as many more as it takes to be another number.
 * @param {Range} range
 * @param {number} from
 * @param {number} ticks less than 0 for lower values
 */
export function step(range, from, ticks) {
  if (range.whole && !range.log && Math.abs(ticks) === 1) {
    return Math.max(range.low, Math.min(range.high, from + ticks));
  }
  const begin = Math.round(share(range, from) * TICKS);
  const way = Math.sign(ticks);
  for (let at = begin + ticks; at > 0 && at < TICKS; at += way) {
    const next = value(range, at / TICKS);
    if ((next - from) * way > 0) return next;
  }
  return ticks > 0 ? range.high : range.low;
}

/** The number that somebody typed, with a comma or a true minus sign, too; null for what is none. @param {string} text */
export function typed(text) {
  const trimmed = text.trim();
  const number = Number(trimmed.replace(",", ".").replace("−", "-"));
  return trimmed !== "" && Number.isFinite(number) ? number : null;
}

// Round numbers for axes. Pure.

/** The smallest of the round numbers from `least` on; round are powers of ten times a factor.
 * @param {number} least @param {number[]} factors in order, from 1 to below 10 */
export function roundUp(least, factors = [1, 2, 5]) {
  const unit = 10 ** Math.floor(Math.log10(least));
  return unit * (factors.find((factor) => factor * unit >= least * (1 - 1e-9)) ?? 10);
}

/** Evenly spaced round numbers, about `most` of them at most. @param {number} low @param {number} high @param {number} most */
export function roundTicks(low, high, most) {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const step = roundUp((high - low) / Math.max(1, most));
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)) || 0);
}

/** Ticks as they are read, all with as many decimals as the finest needs. @param {number[]} ticks */
export function tickTexts(ticks) {
  if (ticks.length === 1) return [String(ticks[0]).replaceAll("-", "−")];
  const step = Math.abs(ticks[1] - ticks[0]);
  const largest = Math.max(...ticks.map(Math.abs));
  const decimals = Math.max(0, -Math.floor(Math.log10(step * (1 + 1e-9))));
  const short = largest < 1e5 && decimals <= 9;
  const digits = Math.max(0, Math.ceil(Math.log10(largest / step)));
  return ticks.map((tick) => {
    const text = tick === 0 ? "0" : short ? tick.toFixed(decimals) : exponential(tick, Math.min(digits, 12));
    return text.replace("-", "−");
  });
}

/** @param {number} tick @param {number} digits after the first */
function exponential(tick, digits) {
  const [mantissa, power] = tick.toExponential(digits).split("e").map(Number);
  return `${mantissa}e${power}`;
}

/** The number that is shortest to write between two. @param {number} low @param {number} high @returns {number} */
export function roundest(low, high) {
  if (low <= 0 && high >= 0) return 0;
  if (high < 0) return -roundest(-high, -low);
  for (let unit = 10 ** Math.floor(Math.log10(high)); ; unit /= 10) {
    const [first, last] = [Math.ceil(low / unit), Math.floor(high / unit)];
    if (first > last) continue;
    const inside = [1, 5, 2].find((factor) => factor >= first && factor <= last);
    return Number(((inside ?? Math.round((first + last) / 2)) * unit).toPrecision(12));
  }
}

// Chances, however small: as a person reads them, by their logarithm. Pure.

import { number, timesPowerOfTen } from "../core/numbers.js";

/** A number of which only the logarithm can be held. @param {number} log10 */
export function powerOfTen(log10) {
  if (log10 > -5) return number(10 ** log10, 3);
  const power = Math.floor(log10);
  const mantissa = Number((10 ** (log10 - power)).toPrecision(2));
  return mantissa === 10 ? timesPowerOfTen(1, power + 1) : timesPowerOfTen(mantissa, power);
}

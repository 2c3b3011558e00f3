// Numbers for reading, as pages/ui/number_format.py writes them too.

import { t } from "./texts.js";

/**
 * A number for reading: a few significant digits, a power of ten where it would be long; a dash for none.
 * @param {number | null} value
 */
export function number(value, digits = 4) {
  if (value === null) return "–";
  if (Number.isNaN(value)) return t("not a number");
  if (!Number.isFinite(value)) return t("beyond {limit}", { limit: value > 0 ? "3.4e38" : "−3.4e38" });
  return written(value, digits, -5, 5);
}

/**
 * A number at a tick of an axis, where there is little room.
 * @param {number} value
 */
export const tick = (value) => written(value, 3, -3, 4);

/**
 * A power of ten from 10^`small` down and from 10^`large` up.
 * @param {number} value
 * @param {number} digits
 * @param {number} small
 * @param {number} large
 */
function written(value, digits, small, large) {
  if (value === 0) return "0";
  const rounded = value.toExponential(digits - 1);
  const [mantissa, power] = rounded.split("e").map(Number);
  const text = power > small && power < large ? String(Number(rounded)) : `${mantissa}e${power}`;
  return text.replace(/^-/, "−");
}

/**
 * A share in percent; a dash for none.
 * @param {number} share
 * @param {number | null} decimals as many as it takes, if null
 */
export function percent(share, decimals = 1) {
  if (!Number.isFinite(share)) return "–";
  return `${decimals === null ? number(100 * share) : (100 * share).toFixed(decimals)} %`;
}

/**
 * How many there are of something: thousands set apart, three decimals at most.
 * @param {number} value
 */
export const count = (value) => value.toLocaleString("en");

/**
 * A time that something takes, in about two digits.
 * @param {number} seconds
 */
export function duration(seconds) {
  if (seconds < 0.05) return t("< 0.1 s");
  if (seconds < 9.95) return t("{n} s", { n: seconds.toFixed(1) });
  if (seconds < 99.5) return t("{n} s", { n: seconds.toFixed(0) });
  if (seconds < 99.5 * 60) return t("{n} min", { n: (seconds / 60).toFixed(0) });
  return t("{n} h", { n: (seconds / 3600).toFixed(1) });
}

/**
 * A time that is estimated: coarser, as it is known no better.
 * @param {number} seconds
 */
export function about(seconds) {
  for (const [most, unit] of [
    [10, 1],
    [60, 5],
    [300, 10],
  ]) {
    if (seconds < most)
      return t("about {time}", { time: t("{n} s", { n: Math.max(unit, unit * Math.round(seconds / unit)) }) });
  }
  return t("about {time}", { time: duration(60 * Math.round(seconds / 60)) });
}

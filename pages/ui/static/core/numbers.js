// Numbers for reading, as pages/ui/number_format.py writes them too.

import { t } from "./texts.js";

/**
 * A number for reading: a few significant digits, a power of ten where it would be long; a dash for none.
 * @param {number | null} value
 */
export function number(value, digits = 4) {
  if (value === null) return "–";
  if (Number.isNaN(value)) return t("not a number");
  if (!Number.isFinite(value)) return t("beyond {limit}", { limit: value > 0 ? "3.4·10³⁸" : "−3.4·10³⁸" });
  return written(value, digits);
}

/**
 * A number at a tick of an axis, where there is little room.
 * @param {number} value
 */
export const tick = (value) => written(value, 3);

/**
 * With a power of ten from 10⁻⁵ down and from 10⁵ up, as one writes it on a board.
 * @param {number} value
 * @param {number} digits
 */
function written(value, digits) {
  if (value === 0) return "0";
  const rounded = value.toExponential(digits - 1);
  const [mantissa, power] = rounded.split("e").map(Number);
  const text = power > -5 && power < 5 ? String(Number(rounded)) : timesPowerOfTen(mantissa, power);
  return text.replace(/^-/, "−");
}

/** @param {number} mantissa @param {number} power */
export function timesPowerOfTen(mantissa, power) {
  const raised = String(power).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
  if (Math.abs(mantissa) === 1) return `${mantissa < 0 ? "-" : ""}10${raised}`;
  return `${mantissa}·10${raised}`;
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

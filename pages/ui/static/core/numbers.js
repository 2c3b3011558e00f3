// Numbers for reading.

import { t } from "./texts.js";

/** A number for reading: four significant digits, a power of ten where it is large or small. */
export function short(value, digits = 4) {
  if (Number.isNaN(value)) return t("not a number");
  if (!Number.isFinite(value)) return t("beyond {limit}", { limit: value > 0 ? "3.4e38" : "−3.4e38" });
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5)
      ? value
          .toExponential(digits - 1)
          .replace(/\.?0+e/, "e")
          .replace("e+", "e")
      : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−").replace("e−", "e-");
}

/** A share in percent. */
export const percent = (share, digits = 1) => (Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : "–");

/**
 * A number for reading within a sentence: a power of ten only where it is very small, or has more digits than are shown.
 * @param {number | null} value
 */
export function number(value, digits = 4) {
  if (value === null || !Number.isFinite(value)) return "–";
  const scientific = value.toExponential(digits - 1);
  const power = Number(scientific.split("e")[1]);
  const text =
    power < -4 || power >= digits
      ? scientific.replace(/\.?0+e/, "e").replace("e+", "e")
      : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−").replace("e−", "e-");
}

/**
 * A count, with its thousands set apart.
 * @param {number} value
 */
export const count = (value) => Math.round(value).toLocaleString("en");

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

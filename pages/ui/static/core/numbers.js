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

// Values of a step as a person reads them. Pure.

import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";

/** @typedef {import("./store.js").Value} Value */

/** @param {Value} value @param {number} [digits] @returns {string} */
export function written(value, digits = 4) {
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (value === null) return number(NaN);
  if (typeof value === "number") return number(value, digits);
  if ("shape" in value) return value.shape.join(" × ");
  return `(${value.map((each) => written(each, digits)).join(", ")})`;
}

/** What a line computes, its names replaced by their values. @param {(string | Value)[]} parts */
export const substituted = (parts) => parts.map((part) => (typeof part === "string" ? part : written(part))).join("");

/** Whether a value can be an arrow. @param {Value} value @returns {value is [number, number]} */
export const isArrow = (value) =>
  Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "number");

// The recursion of a day, written out with that day's numbers.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";

/** @typedef {import("./store.js").Lane} Lane */
/** @typedef {(string | HTMLElement)[]} Parts */

/** A letter with an index. @param {string} letter @param {string | number} index */
const of = (letter, index) => h("span", {}, letter, h("sub", {}, String(index)));

/** A number in a product or a sum. @param {number} value */
const inner = (value) => (value < 0 ? `(${number(value)})` : number(value));

/**
 * As in v₂ = 0.98 v₁ + 0.02 θ₂ = 0.98 · 0.1 + 0.02 · 5 = 0.2, and what the bias correction makes of it.
 * @param {{beta: number | null, days: number, corrected: boolean}} settings `beta` is null for a mean of the last days
 * @param {Lane} lane
 * @param {Float32Array} values
 * @param {number} day from 1
 * @returns {Parts}
 */
export function recursion({ beta, days, corrected }, lane, values, day) {
  const [v, total] = [lane.uncorrected[day - 1], lane.total[day - 1]];
  /** @type {Parts} */ let parts;
  if (beta === null) {
    const first = Math.max(1, day - days + 1);
    const sum = first === day ? [of("θ", day)] : [of("θ", first), " + … + ", of("θ", day)];
    parts = [of("v", day), " = (", ...sum, `) / ${days} = ${number(v)}`];
  } else {
    const [old, share] = [day > 1 ? lane.uncorrected[day - 2] : 0, Number((1 - beta).toPrecision(12))];
    const letters = [of("v", day), ` = ${beta} · `, of("v", day - 1), ` + ${share} · `, of("θ", day)];
    const numbers = ` = ${beta} · ${inner(old)} + ${share} · ${inner(values[day - 1])} = ${number(v)}`;
    parts = [...letters, numbers];
  }
  if (!corrected) return [...parts, "; ", weightsText(total)];
  const divisor =
    beta === null ? `${Math.min(day, days)}/${days}` : h("span", {}, `1 − ${beta}`, h("sup", {}, String(day)));
  const shown = number(lane.shown[day - 1]);
  return [...parts, "; ", of("v", day), " / (", divisor, `) = ${number(v)} / ${number(total)} = ${shown}`];
}

/** @param {number} total */
const weightsText = (total) => t("its weights add up to {total}", { total: number(total) });

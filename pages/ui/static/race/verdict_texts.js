// What is said of a lane of a race: how it ended, when it was near a minimum.

import { number } from "../core/numbers.js";
import { t, tn } from "../core/texts.js";

/** @typedef {import("./messages.js").Score} Score */
/** @typedef {import("./messages.js").TooLarge} TooLarge */

/** By kind. @type {Record<string, string>} */
const OUTCOMES = {
  converged: t("Converged to the minimum {at} by step {step}"),
  local_minimum: t("Converged to a local minimum at {at} by step {step}, not the lowest"),
  lower_minimum: t("Converged to a minimum at {at} by step {step}, lower than those found in the box"),
  held_at_saddle: t("Held at the saddle {at}"),
  flat: t("Held at the flat point {at}: no gradient, no curvature in some direction"),
  oscillating: t("Oscillating, no lower so far"),
  hovering: t("Hovering about a minimum, {at}"),
  search_failed: t("At {at} since step {step}: no line search finds a step from there"),
  stalled: t("Stalled at {at}: its steps have become tiny"),
  rate_gone: t("At rest at {at}: the schedule has taken the rate to almost nothing"),
  descending_without_bound: t("Descending without bound since step {step}"),
  falling_outside: t("Outside the box since step {step}, and still falling"),
  undefined: t("At step {step} it came, after {at}, to where the formula has no value"),
  diverged: t("Diverged: outside the box from step {step} on"),
  moving: t("Still moving"),
};

const OUTSIDE = ["diverged", "descending_without_bound", "falling_outside"]; // their step is that at which they left the box for good

/** @param {(number | null)[]} at */
export const point = (at) => `(${at.map((coordinate) => number(coordinate ?? NaN)).join(", ")})`;

/** How the run ended. @param {Score} score */
export const outcome = ({ kind, step, point: at }) => t(OUTCOMES[kind], { step, at: point(at) });

/** What a run did besides how it ended. @param {Score} score */
export const remark = ({ left_box, kind, step }) =>
  left_box === null || (OUTSIDE.includes(kind) && left_box === step)
    ? ""
    : t("Left the box at step {step}.", { step: left_box });

/**
 * Why a run diverged or swings, as a part of a sentence: its rate against what its rule bears. Empty where that is not why.
 * @param {TooLarge | null} beyond
 * @param {string} letter of the curvature, where a parameter of the surface is that everywhere
 */
export function reason(beyond, letter = "") {
  if (!beyond) return "";
  const { rate, limit, formula, curvature } = beyond;
  const bound = `${formula.replace("{L}", letter || "L")} = ${number(limit, 3)}`;
  const exactly = Math.abs(rate / limit - 1) < 1e-6;
  const text = exactly
    ? t("the rate {rate} is {bound}", { rate: number(rate), bound })
    : t("the rate {rate} is above {bound}", { rate: number(rate), bound });
  return letter ? text : t("{text}: it met the curvature L = {curvature}", { text, curvature: number(curvature, 3) });
}

/** @param {string} text */
export const sentence = (text) => text && `${text[0].toUpperCase()}${text.slice(1)}.`;

/** The lowest value of the run, and its step. @param {Score} score */
export const best = ({ best, best_step }) =>
  t("{value} (step {step})", { value: number(best ?? NaN), step: best_step });

/** When it was first near a minimum, and after how many gradients where that is another number.
 * @param {Score} score @param {number} evaluations by then */
export function reached({ reached }, evaluations) {
  if (reached === null) return t("never");
  if (evaluations === reached) return t("step {step}", { step: reached });
  return tn("step {step}, {n} gradient", "step {step}, {n} gradients", evaluations, { step: reached });
}

/** Which of the `minima` is nearest to the end, and how near. @param {Score} score @param {number[][]} minima */
export const nearest = ({ nearest, distance }, minima) =>
  nearest === null
    ? "–"
    : t("{at}, {distance} away", { at: point(minima[nearest]), distance: number(distance ?? NaN, 3) });

/** How a lane ended, why, and what it did besides. @param {Pick<import("./messages.js").Lane, "score" | "too_large">} lane
 * @param {string} letter of the surface's curvature */
export const told = ({ score, too_large: beyond }, letter) =>
  [`${outcome(score)}.`, sentence(reason(beyond, letter)), remark(score)].filter(Boolean).join(" ");

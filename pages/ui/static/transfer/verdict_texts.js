// What is said of a transfer: its ways, its verdict, its cells.

import { percent } from "../core/numbers.js";
import { t, tn } from "../core/texts.js";

/** @typedef {import("./messages.js").Way} Way */
/** @typedef {import("./messages.js").Standing} Standing */
/** @typedef {import("./messages.js").Found} Found */

/** By way: its name, within a sentence and at its beginning, and what it does. @type {Record<Way, [string, string, string]>} */
export const WAYS = {
  last_layer: [
    t("Last layer only"),
    t("the last layer only"),
    t("A new last layer learns; all before it stays as the first training left it, to the last bit."),
  ],
  fine_tuning: [
    t("Fine-tuning"),
    t("fine-tuning"),
    t("Everything goes on learning from where the first training left it, at a rate of its own."),
  ],
  scratch: [
    t("From scratch"),
    t("training from scratch"),
    t("The first training is not used: all weights are random at first."),
  ],
};

/** Classes in a row: digits as 0–4, names as they are. @param {string[]} classes */
export const classText = (classes) =>
  classes.every((each) => /^\d$/.test(each))
    ? `${classes[0]}–${classes[classes.length - 1]}`
    : classes.map((each) => t(each)).join(", ");

/** @param {number} size */
export const sizeText = (size) => tn("{n} example a class", "{n} examples a class", size);

/** That some numbers of examples are more than there are; nothing where none is. @param {number[]} sizes @param {number} most */
export const cutText = (sizes, most) =>
  sizes.some((size) => size > most)
    ? t("Of one class there are {most} training images only: a larger number counts as {most}.", { most })
    : "";

/** How far apart accuracies are. @param {number} lead */
const points = (lead) => (100 * lead).toFixed(1);

/** Whether one is ahead by nothing that is written. @param {Standing} standing */
const isLevel = ({ second, lead }) => Boolean(second) && points(lead) === points(0);

/** @param {Standing} standing */
function standingText(standing) {
  const { size, best, accuracy, second, lead, sure } = standing;
  const values = { examples: sizeText(size), way: WAYS[best][1], accuracy: percent(accuracy, 1) };
  if (!second) return t("With {examples}, {way} gets to {accuracy}.", values);
  const than = { ...values, second: WAYS[second][1], points: points(lead) };
  if (isLevel(standing)) return t("With {examples}, {way} and {second} are level: {accuracy} on average.", than);
  return sure
    ? t("With {examples}, {way} leads: {accuracy}, {points} points more than {second}, with every seed.", than)
    : t(
        "With {examples}, {way} is first on average: {accuracy}, {points} points more than {second}, but not with every seed.",
        than,
      );
}

/** Who leads with few examples, who with many, and from where on. @param {Found} found */
export function outcomeText({ outcome, ways }) {
  if (!outcome) return "";
  const { few, many, since } = outcome;
  if (few.size === many.size) return standingText(few);
  const texts = [standingText(few), standingText(many)];
  if (ways.length > 1 && !isLevel(many)) {
    texts.push(
      since === null
        ? t("It is first at every number of examples.")
        : since === many.size
          ? ""
          : t("From {examples} on it is first.", { examples: sizeText(since) }),
    );
  }
  return texts.filter(Boolean).join(" ");
}

/** Of the accuracies that are known: mean, lowest, highest; null where none is.
 * @param {(number | null)[]} accuracies by seed */
export function spread(accuracies) {
  const known = /** @type {number[]} */ (accuracies.filter((each) => each !== null));
  if (!known.length) return null;
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  return { mean, low: Math.min(...known), high: Math.max(...known) };
}

/** @param {(number | null)[] | undefined} accuracies by seed */
export function cellText(accuracies) {
  const found = accuracies && spread(accuracies);
  if (!found) return "–";
  const { mean, low, high } = found;
  const range = low < high ? ` (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})` : "";
  return percent(mean, 1) + range;
}

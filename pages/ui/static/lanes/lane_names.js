// What tells lanes apart, in words; pages/ui/lab/lane_names.py words the same of a training's.

import { number } from "../core/numbers.js";
import { t, tn } from "../core/texts.js";

/** @typedef {import("../lab/messages.js").Lane} Lane */
/** @typedef {{name: string, label: string, texts: Record<string, string>}} Parameter */
/** @typedef {{label: string, parameters: Parameter[]}} Entry */
/**
 * @typedef {object} Catalog
 * @property {Record<string, Entry>} optimizers
 * @property {Record<string, Entry>} schedules
 * @property {Record<string, Parameter>} settings
 */

/**
 * A lane's optimizer, and whatever else differs from lane to lane.
 * @param {Catalog} catalog
 * @param {Pick<Lane, "optimizer" | "schedule" | "facts">} lane
 */
export function laneName(catalog, lane) {
  return [t(catalog.optimizers[lane.optimizer].label), ...factTexts(catalog, lane)].join(", ");
}

/** What differs from lane to lane, in words. @param {Catalog} catalog @param {Pick<Lane, "optimizer" | "schedule" | "facts">} lane */
export const factTexts = (catalog, lane) => lane.facts.map(([key, value]) => fact(catalog, lane, key, value));

/**
 * A parameter's value with its name and unit; where that is off, that there is none.
 * @param {Catalog} catalog
 * @param {Pick<Lane, "optimizer" | "schedule">} lane
 * @param {string} key
 * @param {unknown} value
 */
function fact(catalog, lane, key, value) {
  if (key === "schedule") {
    return lowered(t("{schedule} schedule", { schedule: t(catalog.schedules[String(value)].label) }));
  }
  if (key === "batch_size" && value === true) return t("full batch");
  const parameter = parameterOf(catalog, lane, key);
  if (typeof value === "string" && !(value in parameter.texts)) return value; // a line that somebody typed
  const unit = / \((.*)\)$/.exec(parameter.label)?.[1] ?? "";
  const label = lowered(t(parameter.label)).split("(")[0].trimEnd();
  if (value === true) return label;
  if (!value || (Array.isArray(value) && !value.length)) return t("no {label}", { label });
  return t("{label} {value}", { label, value: valueText(value, unit, parameter.texts) });
}

/**
 * @param {Catalog} catalog
 * @param {Pick<Lane, "optimizer" | "schedule">} lane
 * @param {string} key
 * @returns {Parameter}
 */
function parameterOf({ optimizers, schedules, settings }, lane, key) {
  const short = { lr: t("rate"), hidden: t("hidden units") }[key];
  if (short) return { name: key, label: short, texts: {} };
  const [, ofSchedule] = key.split("schedule.");
  const { parameters } = ofSchedule ? schedules[lane.schedule] : optimizers[lane.optimizer];
  const found = parameters.find(({ name }) => name === (ofSchedule ?? key)) ?? settings[key];
  return found ?? { name: key, label: key, texts: {} };
}

/**
 * @param {unknown} value
 * @param {string} unit
 * @param {Record<string, string>} texts
 */
function valueText(value, unit, texts) {
  if (Array.isArray(value)) return value.join("-");
  if (typeof value === "string") return t(texts[value] ?? value);
  const n = Number(value);
  if (unit === "epochs") return tn("{n} epoch", "{n} epochs", n);
  if (unit === "steps") return tn("{n} step", "{n} steps", n);
  if (unit === "pixels") return tn("{n} pixel", "{n} pixels", n);
  if (unit === "degrees") return `${number(n)}°`;
  return number(n);
}

/**
 * As within a sentence: where it begins with neither a symbol nor an abbreviation.
 * @param {string} label
 */
function lowered(label) {
  return /^.\p{Ll}/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

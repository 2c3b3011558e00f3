// In what a link differs from the preset that it was, in words.

import { t } from "./texts.js";

/** @typedef {import("./catalog.js").Parameter} Parameter */
/** @typedef {Pick<import("./page.js").Page, "catalog" | "numbered" | "parameters">} Known what keys stand for */

const MAX_TOLD = 3;
const MAX_LENGTH = 24; // of a value that is told
/** Of keys that are no parameter. @type {Record<string, string>} */
const NAMES = { schedule: t("Schedule"), surface: t("Surface") };

/**
 * As in "θ 45 → 0"; empty where they are the same, however they are looked at.
 * @param {Known} known
 * @param {URLSearchParams} from a full link
 * @param {URLSearchParams} to a full link
 * @param {string[]} viewKeys keys of how the page is looked at
 */
export function differences(known, from, to, viewKeys) {
  const isOfWhat = (/** @type {string} */ key) => key !== "v" && !viewKeys.includes(key) && !key.endsWith(".hidden");
  const keys = [...new Set([...from.keys(), ...to.keys()])].filter(isOfWhat);
  const differing = keys.filter((key) => from.get(key) !== to.get(key));
  const replaced = differing.filter((key) => /^(\d+|surface)$/.test(key)); // what is theirs is another's now
  const told = differing.filter((key) => !replaced.some((name) => key.startsWith(`${name}.`)));
  const texts = told.slice(0, MAX_TOLD).map((key) => {
    const values = { from: valueOf(known, from, key), to: valueOf(known, to, key) };
    return t("{name} {from} → {to}", { name: nameOf(known, to.has(key) ? to : from, key), ...values });
  });
  const rest = told.length - texts.length;
  return rest > 0 ? t("{examples} and {count} more", { examples: texts.join(", "), count: rest }) : texts.join(", ");
}

/** @param {Known} known @param {URLSearchParams} link @param {string} key @returns {string} */
function nameOf(known, link, key) {
  const { lane, name, parameter } = parts(known, link, key);
  const text = parameter ? t(parameter.label) : name ? (NAMES[name] ?? name.replace(/^in\./, "")) : ""; // inputs have names of their own
  return lane ? t("lane {lane} {name}", { lane, name: text }).trim() : text;
}

/** @param {Known} known @param {URLSearchParams} link @param {string} key */
function parts(known, link, key) {
  const [, lane, name] = /^(\d+)(?:\.(.*))?$/.exec(key) ?? [null, "", key];
  return { lane, name, parameter: lane && !name ? null : parameterOf(known, link, lane, name) };
}

/** @param {Known} known @param {URLSearchParams} link @param {string} lane @param {string} name */
function parameterOf({ catalog: { schedules, surfaces, settings }, numbered, parameters }, link, lane, name) {
  const [, ofSchedule] = /^schedule\.(.*)$/.exec(name) ?? [];
  const [, ofSurface] = /^surface\.(.*)$/.exec(name) ?? [];
  const entry = ofSurface
    ? surfaces[link.get("surface") ?? ""]
    : ofSchedule
      ? schedules[link.get(`${lane}.schedule`) ?? ""]
      : numbered[link.get(lane) ?? ""];
  const found = entry?.parameters.find((each) => each.name === (ofSurface ?? ofSchedule ?? name));
  return found ?? (lane ? settings : parameters)?.[name] ?? null;
}

/** @param {Known} known @param {URLSearchParams} link @param {string} key @returns {string} */
function valueOf(known, link, key) {
  const { catalog, numbered } = known;
  const value = link.get(key);
  if (value === null || value === "") return "–";
  if (/^\d+$/.test(key)) return t(numbered[value]?.label ?? value);
  if (key.endsWith(".schedule")) return t(catalog.schedules[value]?.label ?? value);
  if (key === "surface") return t(catalog.surfaces[value]?.label ?? value);
  const { options = [], texts = {} } = parts(known, link, key).parameter ?? {};
  if (typeof options[0] === "boolean") return value === "1" ? t("on") : t("off");
  if (texts[value]) return t(texts[value]);
  return value.length > MAX_LENGTH ? "…" : value.replace(/^-(?=\d)/, "−");
}

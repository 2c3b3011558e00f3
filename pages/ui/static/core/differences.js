// In what a link differs from the preset that it was, in words.

import { t } from "./texts.js";

/** @typedef {import("./catalog.js").Catalog} Catalog */
/** @typedef {import("./catalog.js").Parameter} Parameter */

const MAX_TOLD = 3;
/** Of keys that are no parameter. @type {Record<string, string>} */
const NAMES = { schedule: t("Schedule"), surface: t("Surface") };

/**
 * As in "θ 45 → 0"; empty where they are the same, however they are looked at.
 * @param {Catalog} catalog
 * @param {URLSearchParams} from a full link
 * @param {URLSearchParams} to a full link
 * @param {string[]} viewKeys keys of how the page is looked at
 */
export function differences(catalog, from, to, viewKeys) {
  const isOfWhat = (/** @type {string} */ key) => key !== "v" && !viewKeys.includes(key) && !key.endsWith(".hidden");
  const keys = [...new Set([...from.keys(), ...to.keys()])].filter(isOfWhat);
  const differing = keys.filter((key) => from.get(key) !== to.get(key));
  const replaced = differing.filter((key) => /^(\d+|surface)$/.test(key)); // what is theirs is another's now
  const told = differing.filter((key) => !replaced.some((name) => key.startsWith(`${name}.`)));
  const texts = told.slice(0, MAX_TOLD).map((key) => {
    const values = { from: valueOf(catalog, from, key), to: valueOf(catalog, to, key) };
    return t("{name} {from} → {to}", { name: nameOf(catalog, to.has(key) ? to : from, key), ...values });
  });
  const rest = told.length - texts.length;
  return rest > 0 ? t("{examples} and {count} more", { examples: texts.join(", "), count: rest }) : texts.join(", ");
}

/** @param {Catalog} catalog @param {URLSearchParams} link @param {string} key @returns {string} */
function nameOf(catalog, link, key) {
  const [, lane, name] = /^(\d+)(?:\.(.*))?$/.exec(key) ?? [null, "", key];
  const parameter = lane && !name ? null : parameterOf(catalog, link, lane, name);
  const text = parameter ? t(parameter.label) : name ? (NAMES[name] ?? name) : "";
  return lane ? t("lane {lane} {name}", { lane, name: text }).trim() : text;
}

/** @param {Catalog} catalog @param {URLSearchParams} link @param {string} lane @param {string} name */
function parameterOf({ optimizers, schedules, surfaces, race, training, settings }, link, lane, name) {
  const [, ofSchedule] = /^schedule\.(.*)$/.exec(name) ?? [];
  const [, ofSurface] = /^surface\.(.*)$/.exec(name) ?? [];
  const entry = ofSurface
    ? surfaces[link.get("surface") ?? ""]
    : ofSchedule
      ? schedules[link.get(`${lane}.schedule`) ?? ""]
      : optimizers[link.get(lane) ?? ""];
  const found = entry?.parameters.find((each) => each.name === (ofSurface ?? ofSchedule ?? name));
  return found ?? (lane ? settings?.[name] : (race?.[name] ?? training?.[name] ?? settings?.[name])) ?? null;
}

/** @param {Catalog} catalog @param {URLSearchParams} link @param {string} key @returns {string} */
function valueOf(catalog, link, key) {
  const value = link.get(key);
  if (value === null || value === "") return "–";
  if (/^\d+$/.test(key)) return t(catalog.optimizers[value]?.label ?? value);
  if (key.endsWith(".schedule")) return t(catalog.schedules[value]?.label ?? value);
  if (key === "surface") return t(catalog.surfaces[value]?.label ?? value);
  return value.replace("-", "−");
}

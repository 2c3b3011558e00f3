// In what lanes of the same optimizer differ, as their link says. Pure.

import { ruleLines, ruleNumbers } from "../fields/rule_numbers.js";

/** @typedef {{name: string, options: unknown[], has_numbers?: boolean}} Parameter */
/** @typedef {{parameters: Parameter[]}} Entry */
/** @typedef {{optimizers: Record<string, Entry>, schedules: Record<string, Entry>}} Catalog */
/** @typedef {{optimizer: string, schedule: string, facts: [string, unknown][]}} LaneFacts */

/**
 * Lanes whose optimizer no other lane has need no facts to be told apart.
 * @param {Catalog} catalog
 * @param {{get: (key: string) => string, count: number}} link
 * @returns {LaneFacts[]}
 */
export function laneFacts(catalog, link) {
  const lanes = Array.from({ length: link.count }, (_, index) => {
    const lane = `${index + 1}`;
    const [optimizer, schedule] = [link.get(lane), link.get(`${lane}.schedule`)];
    /** @type {[string, unknown][]} */ const facts = [];
    for (const { name, options, has_numbers } of catalog.optimizers[optimizer]?.parameters ?? []) {
      if (name === "lr" && link.get("lr") !== "") continue; // one rate for all
      const text = link.get(`${lane}.${name}`);
      if (has_numbers) {
        for (const number of ruleNumbers(text)) facts.push([number.name, number.value]);
        facts.push([name, ruleLines(text).join("\n")]);
      } else facts.push([name, read(text, options)]);
    }
    if (schedule) facts.push(["schedule", schedule]);
    for (const { name, options } of catalog.schedules[schedule]?.parameters ?? []) {
      facts.push([`schedule.${name}`, read(link.get(`${lane}.schedule.${name}`), options)]);
    }
    return { optimizer, schedule, facts };
  });
  return lanes.map((lane) => {
    const alike = lanes.filter(({ optimizer }) => optimizer === lane.optimizer);
    /** @param {[string, unknown]} fact */
    const tells = ([key, value]) => alike.some(({ facts }) => facts.some(([k, v]) => k === key && v !== value));
    /** @type {(fact: [string, unknown]) => [string, unknown]} */
    const told = ([key, value]) => [
      key,
      typeof value === "string"
        ? telling(
            value,
            alike.map(({ facts }) => facts.find(([k]) => k === key)?.[1]),
          )
        : value,
    ];
    return { ...lane, facts: lane.facts.filter(tells).map(told) };
  });
}

/** Of a text in several lines, the first one that some lane does not have. @param {string} text @param {unknown[]} all */
function telling(text, all) {
  const lines = text.split("\n");
  const others = all.map((each) => String(each ?? "").split("\n"));
  return lines.find((line) => !others.every((other) => other.includes(line))) ?? lines[lines.length - 1];
}

/** A value of a link: a number, one of the options, or whether a switch is on. @param {string} text @param {unknown[]} options */
function read(text, options) {
  if (options[0] === false) return text === "1";
  return options.length ? text : Number(text);
}

// In what lanes of the same optimizer differ, as their link says. Pure.

/** @typedef {{parameters: {name: string, options: unknown[]}[]}} Entry */
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
    for (const { name, options } of catalog.optimizers[optimizer]?.parameters ?? []) {
      if (name === "lr" && link.get("lr") !== "") continue; // one rate for all
      facts.push([name, read(link.get(`${lane}.${name}`), options)]);
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
    return { ...lane, facts: lane.facts.filter(tells) };
  });
}

/** A value of a link: a number, one of the options, or whether a switch is on. @param {string} text @param {unknown[]} options */
function read(text, options) {
  if (options[0] === false) return text === "1";
  return options.length ? text : Number(text);
}

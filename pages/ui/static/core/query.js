// A link as a query: its keys, its lanes, and what changing it gives. Pure.

/** @typedef {Record<string, string | number | null>} Changes by key of the link; null deletes a key */

/** The keys that are `name` or begin with `name.`. @param {URLSearchParams} query @param {string} name */
export const keysOf = (query, name) => [...query.keys()].filter((key) => key === name || key.startsWith(`${name}.`));

/** How many lanes a full link has. @param {URLSearchParams} query */
export const laneCount = (query) => [...query.keys()].filter((key) => /^\d+$/.test(key)).length;

/** The query with some keys changed. @param {URLSearchParams} query @param {Changes} changes */
export function changed(query, changes) {
  const result = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) result.delete(key);
    else result.set(key, String(value));
  }
  return result;
}

/** @typedef {[string, string][]} LaneKeys pairs of a key without its lane's number, and its value */

/**
 * The query with its lanes in another order, or others in their place. They come first.
 * @param {URLSearchParams} query
 * @param {(lanes: LaneKeys[]) => LaneKeys[]} arrange
 */
export function arranged(query, arrange) {
  /** @type {LaneKeys[]} */ const lanes = [];
  /** @type {[string, string][]} */ const rest = [];
  for (const [key, value] of query) {
    const found = /^(\d+)(\..*)?$/.exec(key);
    if (found) (lanes[Number(found[1]) - 1] ??= []).push([found[2] ?? "", value]);
    else rest.push([key, value]);
  }
  const numbered = arrange(lanes).flatMap((lane, i) =>
    lane.map(([key, value]) => /** @type {[string, string]} */ ([`${i + 1}${key}`, value])),
  );
  return new URLSearchParams([...numbered, ...rest]);
}

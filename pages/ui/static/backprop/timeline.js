// What happens when: values forward, node by node, then gradients backward; and what is known at a step.

/** @typedef {import("./messages.js").Graph} Graph */
/** `start`: the result's gradient by itself is 1. @typedef {{kind: "forward" | "start" | "backward", node: number}} Event */

/** @typedef {import("./messages.js").Entries} Entries */

import { sum, toNumber } from "./messages.js";

/** One event a step, from step 1 on. @param {Graph} graph @returns {Event[]} */
export function timeline({ nodes, order }) {
  const last = nodes.length - 1;
  const computed = nodes.flatMap(({ inputs }, node) => (inputs.length ? [node] : []));
  return [
    ...computed.map((node) => /** @type {Event} */ ({ kind: "forward", node })),
    { kind: "start", node: last },
    ...order.map((node) => /** @type {Event} */ ({ kind: "backward", node })),
  ];
}

/**
 * @typedef {object} Known
 * @property {boolean[]} values which nodes' values
 * @property {Entries[]} gradients what has arrived at each node so far; null where nothing has
 * @property {boolean[]} complete whether all has arrived
 * @property {{from: number, part: Entries}[][]} parts what has arrived, and from where
 */

/**
 * What is known after so many events.
 * @param {Graph} graph
 * @param {Event[]} events
 * @param {number} step
 * @returns {Known}
 */
export function known({ nodes }, events, step) {
  const values = nodes.map(({ inputs }) => !inputs.length);
  const parts = nodes.map(() => /** @type {{from: number, part: Entries}[]} */ ([]));
  const expected = nodes.map(() => 0);
  const begun = nodes.map(() => false);
  for (const { kind, node } of events) {
    if (kind === "backward")
      nodes[node].inputs.forEach((input, i) => (expected[input] += Number(nodes[node].sent[i] !== null)));
  }
  for (const { kind, node } of events.slice(0, step)) {
    if (kind === "forward") values[node] = true;
    if (kind === "start") begun[node] = true;
    if (kind === "backward") {
      nodes[node].inputs.forEach((input, i) => {
        const part = nodes[node].sent[i];
        if (part !== null) parts[input].push({ from: node, part: Array.isArray(part) ? part : toNumber(part) });
      });
    }
  }
  const last = nodes.length - 1;
  return {
    values,
    parts,
    gradients: nodes.map((_, i) =>
      i === last ? (begun[i] ? 1 : null) : parts[i].length ? parts[i].map(({ part }) => part).reduce(sum) : null,
    ),
    complete: nodes.map((_, i) => (i === last ? begun[i] : parts[i].length === expected[i])),
  };
}

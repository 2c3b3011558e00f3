// How nodes of a graph are called: their operation with the numbers in it, or their name.

import { isDrawn } from "./layout.js";
import { read } from "./messages.js";

/** @typedef {import("./messages.js").GraphNode} GraphNode */

const LONGEST = 26; // characters of what a node is called

/** @type {Record<string, string>} */
const SIGNS = { "*": "×", "-": "−", negative: "−( )", sigmoid: "σ", affine: "Wx + b", cross_entropy: "−log" };

/** What stands in the box of a node. @param {GraphNode[]} nodes @param {number} i */
export function label(nodes, i) {
  const { op, inputs, name, value } = nodes[i];
  if (op === "variable") return name;
  if (op === "number") return read(value);
  const sign = SIGNS[op] ?? op;
  const hidden = inputs.map((input) => !isDrawn(nodes, input));
  if (inputs.length === 2 && hidden.some(Boolean)) {
    if (!/^[a-z]/.test(op))
      return hidden[0] ? `${read(nodes[inputs[0]].value)} ${sign}` : `${sign} ${read(nodes[inputs[1]].value)}`;
    return `${sign} ${read(nodes[inputs[hidden[0] ? 0 : 1]].value)}`;
  }
  return sign;
}

/** What a node is called in a sentence: its name, or as much of its formula as is short. @param {GraphNode[]} nodes @param {number} i */
export function called(nodes, i) {
  const { name, op, value } = nodes[i];
  if (name) return name;
  if (op === "number") return read(value);
  const texts = [1, 2, 3, 4, 5].map((depth) => written(nodes, i, depth)).filter(({ length }) => length <= LONGEST);
  return texts.at(-1) ?? label(nodes, i);
}

/**
 * The node as a formula, as deep as `depth`; what lies deeper is its name or an ellipsis.
 * @param {GraphNode[]} nodes @param {number} i @param {number} depth @returns {string}
 */
export function written(nodes, i, depth, top = true) {
  const { op, inputs, name, value } = nodes[i];
  if (op === "variable") return name;
  if (op === "number") return read(value);
  if (name && !top) return name;
  if (!depth) return "…";
  const parts = inputs.map((input) => written(nodes, input, depth - 1, false));
  const binds = inputs.map((input, k) =>
    parts[k] === nodes[input].name || parts[k] === "…" ? Infinity : strength(nodes[input].op),
  );
  return operation(op, parts, binds);
}

/** How strongly an operation binds what it stands between. @param {string} op */
const strength = (op) => ({ "+": 1, "-": 1, negative: 1, "*": 2, "/": 2, "^": 3 })[op] ?? Infinity;

/**
 * An operation of `parts`, in parentheses where they bind less than it does.
 * @param {string} op @param {string[]} parts @param {number[]} [binds] how strongly they do
 */
export function operation(op, parts, binds = parts.map(() => Infinity)) {
  if (strength(op) === Infinity) return `${SIGNS[op] ?? op}(${parts.join(", ")})`;
  const right = "-/^".includes(op) ? 0.5 : 0; // of two that bind alike, the second one is bracketed
  const [a, b] = parts.map((part, k) => (binds[k] < strength(op) + (k ? right : 0) ? `(${part})` : part));
  if (op === "negative") return `−${a}`;
  return op === "^" ? `${a}^${b}` : `${a} ${SIGNS[op] ?? op} ${b}`;
}

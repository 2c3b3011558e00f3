// What `/api/backprop` answers.

/** A number; a text where it is not finite; null where there is none. @typedef {number | string | null} Number_ */
/** A number, a vector or a matrix by rows. @typedef {Number_ | Number_[] | Number_[][]} Entries */
/**
 * A node of the graph, with what the server says of it.
 * @typedef {object} GraphNode
 * @property {string} op an operation, "number" or "variable"
 * @property {number[]} inputs indices of the nodes before it
 * @property {string} name of a variable, or of the line whose outcome it is
 * @property {number[]} [shape] where it is a node of matrices
 * @property {Entries} value
 * @property {Entries} gradient of the result by it
 * @property {Number_[]} slopes its derivatives by its inputs; null for a number
 * @property {Entries[]} sent what it sends to its inputs
 */
/** @typedef {{node: number, jax: Entries, difference: Entries}} Check of the variable `node` */
/**
 * @typedef {object} Graph
 * @property {GraphNode[]} nodes each after its inputs; the last one is the result
 * @property {number[]} order in which nodes send backwards
 * @property {string[]} variables that may be dragged
 * @property {Check[]} checks
 * @property {{inputs: Record<string, number> | null, value: Number_}} after one step of descent
 */

import { number } from "../core/numbers.js";

/** A value for calculating; of a vector or a matrix there is none. @param {Entries} value */
export const toNumber = (value) => {
  if (Array.isArray(value)) return NaN;
  return typeof value === "string" ? Number({ inf: Infinity, "-inf": -Infinity }[value]) : (value ?? NaN);
};

/** All of its numbers, row by row. @param {Entries} value @returns {number[]} */
export const flat = (value) => (Array.isArray(value) ? value.flat().map(toNumber) : [toNumber(value)]);

/** Entry by entry. @param {Entries} a @param {Entries} b @returns {Entries} */
export function sum(a, b) {
  if (!Array.isArray(a) || !Array.isArray(b)) return toNumber(a) + toNumber(b);
  return /** @type {Entries} */ (a.map((row, i) => sum(row, b[i])));
}

const GAP = "\u2002"; // between the columns of a matrix; the graph's text would close up usual spaces

/** Lines that are read from above: the rows of a matrix, the entries of a vector. @param {Entries} value @returns {string[]} */
export const lines = (value, digits = 2) =>
  Array.isArray(value)
    ? value.map((row) => (Array.isArray(row) ? row : [row]).map((each) => read(each, digits)).join(GAP))
    : [read(value)];

/** A value for reading; vectors and matrices in brackets, `;` between their rows. @param {Entries} value @returns {string} */
export const read = (value, digits = 3) => {
  if (Array.isArray(value)) return `[${lines(value, digits).join("; ").replaceAll(GAP, " ")}]`;
  if (value === "inf") return "∞";
  if (value === "-inf") return "−∞";
  return number(value === null ? null : toNumber(value), digits);
};

// What `/api/backprop` answers.

/** A number; a text where it is not finite; null where there is none. @typedef {number | string | null} Number_ */
/**
 * A node of the graph, with what the server says of it.
 * @typedef {object} GraphNode
 * @property {string} op an operation, "number" or "variable"
 * @property {number[]} inputs indices of the nodes before it
 * @property {string} name of a variable, or of the line whose outcome it is
 * @property {Number_} value
 * @property {Number_} gradient of the result by it
 * @property {Number_[]} slopes its derivatives by its inputs; null for a number
 * @property {Number_[]} sent what it sends to its inputs
 */
/** @typedef {{node: number, jax: Number_, difference: Number_}} Check of the variable `node` */
/**
 * @typedef {object} Graph
 * @property {GraphNode[]} nodes each after its inputs; the last one is the result
 * @property {number[]} order in which nodes send backwards
 * @property {Check[]} checks
 * @property {{inputs: Record<string, number> | null, value: Number_}} after one step of descent
 */

import { number } from "../core/numbers.js";

/** A value for calculating. @param {Number_} value */
export const toNumber = (value) =>
  typeof value === "string" ? Number({ inf: Infinity, "-inf": -Infinity }[value]) : (value ?? NaN);

/** A value for reading. @param {Number_} value */
export const read = (value, digits = 3) => {
  if (value === "inf") return "∞";
  if (value === "-inf") return "−∞";
  return number(value === null ? null : toNumber(value), digits);
};

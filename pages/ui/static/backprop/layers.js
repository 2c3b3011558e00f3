// What a node of matrices computes, and what it sends back, written out with its numbers.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";
import { read } from "./messages.js";

/** @typedef {import("./messages.js").GraphNode} GraphNode */

/** The node as an equation. @param {GraphNode[]} nodes @param {number} node */
export function layerWritten(nodes, node) {
  const { op, inputs } = nodes[node];
  const names = inputs.map((input) => nodes[input].name);
  if (op === "affine") return `${names[0]} ${names[1]} + ${names[2]}`;
  return op === "cross_entropy" ? `−log(${names[0]}₁)` : `${op}(${names[0]})`;
}

/** By operation: what each input is sent, with `g` for the node's own gradient. @type {Record<string, (names: string[]) => string[]>} */
const SENT = {
  affine: ([, x]) => [`g ${x}ᵀ`, "Wᵀ g", "g"],
  sigmoid: () => ["g ⊙ h ⊙ (1 − h)"],
  softmax: () => ["p ⊙ (g − g·p)"],
  cross_entropy: () => ["−1/p₁"],
};

/** @param {GraphNode[]} nodes @param {number} node */
export function layerSent(nodes, node) {
  const { op, inputs, sent } = nodes[node];
  const names = inputs.map((input) => nodes[input].name);
  const products = SENT[op](names);
  const rows = inputs.map((input, i) =>
    h(
      "li",
      {},
      h("b", {}, t("to {node}", { node: nodes[input].name })),
      " ",
      h("code", {}, `${products[i]} = ${read(sent[i])}`),
    ),
  );
  return h("ul", {}, ...rows);
}

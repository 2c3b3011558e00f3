// Why some rules cannot be chosen in the lab: below the list of those that can, for the network as it stands.

import { count, number } from "../core/numbers.js";
import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

const MATRIX = 100; // times as many numbers as there are weights: more than any few vectors
const FITS = 1e8; // numbers, that a machine has room for

/** @typedef {{layers: number[], size: number}} Network its layers' widths, and how many weights it has */
/** @typedef {[names: string, reason: string]} Reason */

/** How many numbers a rule keeps for `n` weights: a polynomial. @param {number[]} coefficients @param {number} n */
const memory = (coefficients, n) => coefficients.reduceRight((sum, each) => sum * n + each, 0);

/**
 * The names of rules that do not run here, and why.
 * @param {Pick<import("../core/catalog.js").Catalog, "optimizers" | "network">} catalog
 * @param {Network} [network] for which it is said; the lab's at first
 * @returns {Reason[]}
 */
export function reasons({ optimizers, network: usual }, network = usual) {
  /** @type {Map<string, string[]>} */ const found = new Map(); // names, by what keeps them out
  Object.values(optimizers).forEach(({ label, scope, searches, network_memory: coefficients = [] }) => {
    if (scope?.includes("network")) return;
    const needed = memory(coefficients, network.size);
    const reason =
      needed > MATRIX * network.size
        ? matrix(network, needed, usual, memory(coefficients, usual.size))
        : searches
          ? t(
              "a line search compares values of one function, and each mini-batch is another one; a memory of {numbers} numbers would do.",
              { numbers: number(needed, 2) },
            )
          : "";
    if (reason) found.set(reason, [...(found.get(reason) ?? []), t(label)]);
  });
  return [...found].map(([reason, names]) => [names.join(", "), reason]);
}

/** @param {Network} network @param {number} needed @param {Network} usual @param {number} usually */
function matrix({ layers, size }, needed, usual, usually) {
  const values = { layers: layers.join("-"), weights: count(size), numbers: number(needed, 2) };
  if (needed > FITS)
    return t("for the {weights} weights of a network {layers}, a matrix of {numbers} numbers.", values);
  const more = { ...values, usual: usual.layers.join("-"), usually: number(usually, 2) };
  return t(
    "for the {weights} weights of a network {layers}, a matrix of {numbers} numbers would do; but for {usual} it is {usually}, and what is offered runs on every network.",
    more,
  );
}

export class MissingRules {
  #catalog;
  /** @type {string | null} */ #shown = null;
  #summary = h("summary", { "data-focus": "missing" });
  #reasons = h("div", {});
  element = h("details", { className: "missing-rules" }, this.#summary, this.#reasons);

  /** @param {import("../core/catalog.js").Catalog} catalog */
  constructor(catalog) {
    this.#catalog = catalog;
    this.show();
  }

  /** Says it of this network. @param {Network} [network] */
  show(network) {
    const missing = reasons(this.#catalog, network);
    const shape = JSON.stringify(missing);
    if (shape === this.#shown) return;
    this.#shown = shape;
    this.#summary.textContent = t("Why not {names}?", { names: missing.map(([name]) => name).join(", ") });
    this.#reasons.replaceChildren(...missing.map(([names, reason]) => h("p", {}, h("b", {}, names), `: ${reason}`)));
  }
}

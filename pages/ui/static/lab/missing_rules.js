// Why some rules cannot be chosen in the lab: below the list of those that can.

import { count, number } from "../core/numbers.js";
import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

const MATRIX = 100; // times as many numbers as there are weights: more than any few vectors

/**
 * The names of rules that do not run here, and why.
 * @param {Pick<import("../core/catalog.js").Catalog, "optimizers" | "network">} catalog
 * @returns {[names: string, reason: string][]}
 */
export function reasons({ optimizers, network: { layers, size } }) {
  /** @type {Map<string, string[]>} */ const found = new Map(); // names, by what keeps them out
  Object.values(optimizers).forEach(({ label, scope, searches, network_memory: needed = 0 }) => {
    if (scope?.includes("network")) return;
    const numbers = { layers: layers.join("-"), weights: count(size), numbers: number(needed, 2) };
    const matrix = t("for the {weights} weights of a network {layers}, a matrix of {numbers} numbers.", numbers);
    const search = t(
      "a line search compares values of one function, and each mini-batch is another one; a memory of {numbers} numbers would do.",
      numbers,
    );
    const reason = needed > MATRIX * size ? matrix : searches ? search : "";
    if (reason) found.set(reason, [...(found.get(reason) ?? []), t(label)]);
  });
  return [...found].map(([reason, names]) => [names.join(", "), reason]);
}

/** @param {import("../core/catalog.js").Catalog} catalog */
export function missingRules(catalog) {
  const missing = reasons(catalog);
  return h(
    "details",
    { className: "missing-rules" },
    h(
      "summary",
      { "data-focus": "missing" },
      t("Why not {names}?", { names: missing.map(([name]) => name).join(", ") }),
    ),
    ...missing.map(([names, reason]) => h("p", {}, h("b", {}, names), `: ${reason}`)),
  );
}

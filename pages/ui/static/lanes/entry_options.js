// Entries of the catalog as the options of a list: what cannot be chosen here stands there, too, and says why.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

/** @typedef {import("../core/catalog.js").Entry} Entry */
/** @typedef {import("../core/catalog.js").Scope} Scope */

/** @type {Record<Scope, (label: string) => string>} */
const OUT_OF_SCOPE = {
  plane: (label) => t("{optimizer} (only for networks: it works on matrices)", { optimizer: label }),
  network: (label) => t("{optimizer} (only on surfaces)", { optimizer: label }),
};

/**
 * @param {Record<string, Entry>} entries
 * @param {Scope} scope what is descended here
 * @returns {HTMLOptionElement[]}
 */
export function entryOptions(entries, scope) {
  return Object.entries(entries).map(([name, entry]) => {
    const fits = entry.scope?.includes(scope) ?? true;
    return h("option", { value: name, disabled: !fits }, fits ? t(entry.label) : OUT_OF_SCOPE[scope](t(entry.label)));
  });
}

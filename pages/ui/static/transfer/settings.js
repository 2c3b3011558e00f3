// What a person sets of a transfer: the ways, the examples, the two trainings.

import { NumberList } from "../fields/number_list.js";
import { WAYS, cellText, cutText } from "./verdict_texts.js";
import { explained } from "../fields/help.js";
import { field } from "../fields/fields.js";
import { group } from "../lanes/choice_cards.js";
import { h } from "../core/dom.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";

/** @typedef {import("../core/toolbar.js").Control} Control */
/** @typedef {import("./messages.js").Way} Way */

export class Side {
  #page;
  /** @type {Control[]} */ #controls;
  /** @type {Map<Way, {box: HTMLInputElement, swatch: HTMLElement, value: HTMLElement}>} */ #ways = new Map();
  #cut = h("p", { className: "help", "data-cut": "", role: "status", hidden: true });
  element;

  /** @param {import("./page.js").TransferPage} page */
  constructor(page) {
    this.#page = page;
    const { transfer, transfer_ways: ways } = page.catalog;
    const of = (/** @type {string} */ key) => field(page, transfer[key], key);
    const lists = [this.#sizes(), this.#seeds(), this.#layers()];
    const fields = ["epochs", "steps", "rule", "lr", "tuning_lr"].map(of);
    this.#controls = [...lists, ...fields];
    const [sizes, seeds, layers] = lists.map(({ element }) => element);
    const [epochs, steps, rule, lr, tuning] = fields.map(({ element }) => element);
    this.element = h(
      "div",
      { className: "side" },
      group(t("Ways"), ...ways.map((way) => this.#way(/** @type {Way} */ (way)))),
      group(t("Examples"), sizes, this.#cut, seeds, steps),
      group(t("Learning"), rule, lr, tuning, layers, epochs),
    );
  }

  /** Follows the link. */
  refresh() {
    const chosen = this.#chosen;
    for (const control of this.#controls) control.refresh();
    for (const [way, { box }] of this.#ways) {
      box.checked = chosen.includes(way);
      box.disabled = box.checked && chosen.length === 1; // one stays
    }
    this.showValues();
  }

  /** What is said of what is set, once the server has answered. */
  showNotes() {
    const { store, plan } = this.#page;
    this.#cut.textContent = plan ? cutText(store.get("sizes").split("-").map(Number), plan.most) : "";
    this.#cut.hidden = !this.#cut.textContent;
  }

  /** What each way has come to where the pointer is, or else with the most examples; in the theme's colours. */
  showValues() {
    const { found, pointed, colors } = this.#page;
    for (const [way, row] of this.#ways) {
      const accuracies = found?.accuracies[found.ways.indexOf(way)];
      row.value.textContent = accuracies ? cellText(accuracies[pointed ?? accuracies.length - 1]).split(" (")[0] : "";
      const anew = swatch(this.#page.number(way), colors.dark);
      row.swatch.replaceWith(anew);
      row.swatch = anew;
    }
  }

  get #chosen() {
    return this.#page.store.get("ways").split("-");
  }

  /** @param {Way} way */
  #way(way) {
    const [label, , meaning] = WAYS[way];
    const { store, colors } = this.#page;
    const box = h("input", { type: "checkbox" });
    const { name, text } = explained(label, meaning, { small: true });
    const row = { box, swatch: swatch(this.#page.number(way), colors.dark), value: h("span", { className: "value" }) };
    this.#ways.set(way, row);
    box.addEventListener("change", () => {
      const { transfer_ways: all } = this.#page.catalog;
      store.set({ ways: all.filter((each) => (each === way ? box.checked : this.#chosen.includes(each))).join("-") });
      store.commit();
    });
    return h("label", { className: "checkbox way", "data-way": way }, box, row.swatch, label, name, row.value, text);
  }

  #sizes() {
    const { low, high, most } = this.#page.catalog.transfer_sizes;
    return new NumberList(this.#page, "sizes", {
      label: t("Examples a class"),
      help: t("How many training images of each new class there are, {low} to {high}", { low, high }),
      most,
      next: (sizes) => Math.min(high, 2 * Math.max(...sizes)),
      more: t("One more number of examples"),
      fewer: t("One number of examples less"),
    });
  }

  #seeds() {
    return new NumberList(this.#page, "seeds", {
      label: t("Seeds"),
      help: t("Each seed draws other examples, another order and other random weights"),
      most: this.#page.catalog.transfer_seeds,
      next: (seeds) => Math.max(...seeds) + 1,
      more: t("One more seed"),
      fewer: t("One seed less"),
    });
  }

  #layers() {
    return new NumberList(this.#page, "layers", {
      label: t("Hidden units by layer"),
      help: t("Units in each hidden layer, 8 to 512"),
      most: this.#page.catalog.transfer_layers,
      next: (widths) => widths.at(-1) ?? 128,
      more: t("One more hidden layer"),
      fewer: t("One hidden layer less"),
    });
  }
}

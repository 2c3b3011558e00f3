// The lanes as cards: who contends, in which look, with which hyperparameters; add, duplicate, move, hide, remove.

import { Dial, controls } from "../fields/fields.js";
import { entryOptions } from "./entry_options.js";
import { h } from "../core/dom.js";
import { hider, menu } from "./lane_buttons.js";
import { swatch } from "./style.js";
import { t } from "../core/texts.js";

/** @typedef {import("../core/page.js").Page} Page */
/** @typedef {import("../fields/fields.js").Parameter} Parameter */
/** @typedef {import("./entry_options.js").Entry & {parameters: Parameter[]}} Entry */
/** @typedef {{element: HTMLElement, refresh: () => void}} Part */
/** @typedef {(part: Part) => HTMLElement} Register keeps a part to be refreshed */

/** The learning rate among an optimizer's parameters, if it has one. @param {Entry} entry */
const rateOf = ({ parameters }) => parameters.find(({ name }) => name === "lr");

/** A page's own lanes say what stands around them and on them, by the methods that do nothing here. */
export class Lanes {
  /** @type {string | null} */ #shape = null; // what the cards were built for: they are built anew only when this changes
  /** @type {Part[]} */ #parts = [];
  /** @type {Set<number>} */ #opened = new Set();
  /** @type {{element: HTMLElement, value: HTMLElement}[]} */ #cards = [];

  /** @param {HTMLElement} root @param {Page} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
  }

  /** What is descended here. @returns {import("./entry_options.js").Scope} */
  get scope() {
    return "plane";
  }

  /** What the number on a card is. */
  get help() {
    return "";
  }

  /** What the page's own parts are built for. @returns {unknown} */
  shape() {
    return [];
  }

  /** The groups of controls [above, below] the lanes.
   * @param {Register} _register @returns {HTMLElement[][]} */
  groups(_register) {
    return [[], []];
  }

  /** More of lane `index` than its optimizer and schedule.
   * @param {number} _index @param {Register} _register @returns {HTMLElement[]} */
  extras(_index, _register) {
    return [];
  }

  /** Whether lane `index` has more to show that a person should not have to look for. @param {number} _index */
  hasOverrides(_index) {
    return false;
  }

  /** What lane `index` stands at now. @param {number} _index */
  currentValue(_index) {
    return "";
  }

  /** Whether a key of a lane, without its number, survives another optimizer. @param {string} _name */
  keepsKey(_name) {
    return false;
  }

  /** What else is set where `entry` is chosen for a key.
   * @param {string} _key @param {Entry} _entry @returns {import("../core/store.js").Changes} */
  defaultsFor(_key, _entry) {
    return {};
  }

  /** Follows the link: builds the cards where another entry was chosen, else only moves the dials. */
  show() {
    const { store } = this.page;
    const { count } = store;
    const shape = JSON.stringify([
      this.page.colors.dark,
      store.get("lr") === "",
      this.shape(),
      ...Array.from({ length: count }, (_, i) => [store.get(`${i + 1}`), store.get(`${i + 1}.schedule`)]),
    ]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(count);
    }
    for (const part of this.#parts) part.refresh();
    this.score();
  }

  score() {
    this.#cards.forEach(({ value }, index) => (value.textContent = this.currentValue(index)));
  }

  /** A titled group of controls. @param {string} title @param {(Node | null)[]} children */
  group(title, ...children) {
    return h("section", { className: "group", "aria-label": title }, h("h3", {}, title), ...children);
  }

  /** @param {number} count */
  #build(count) {
    const { page } = this;
    const { catalog, store } = page;
    const focused = document.activeElement?.closest("[data-focus]")?.getAttribute("data-focus");
    this.#parts = [];
    /** @type {Register} */
    const register = (part) => (this.#parts.push(part), part.element);
    this.#cards = Array.from({ length: count }, (_, index) => this.#card(index, count, register));
    const [above, below] = this.groups(register);
    const lanes = h(
      "section",
      { className: "group", "aria-label": t("Lanes") },
      h("header", {}, h("h3", {}, t("Lanes")), this.#sharing()),
      store.get("lr") === "" ? null : register(new Dial(page, catalog.shared_lr, "lr")),
      ...this.#cards.map((card) => card.element),
      count < catalog.most_lanes ? this.#adder() : null,
    );
    this.root.replaceChildren(...above, lanes, ...below);
    /** @type {HTMLElement | null} */
    const found = focused ? this.root.querySelector(`[data-focus="${focused}"]`) : null;
    found?.focus({ preventScroll: true });
  }

  /** @param {number} index @param {number} count @param {Register} register */
  #card(index, count, register) {
    const { page } = this;
    const { catalog, store } = page;
    const lane = `${index + 1}`;
    /** @type {Entry} */
    const optimizer = catalog.optimizers[store.get(lane)];
    const lr = rateOf(optimizer); // without one, there is nothing that a schedule could change
    /** @type {Entry | undefined} */
    const schedule = lr && catalog.schedules[store.get(`${lane}.schedule`)];
    const others = optimizer.parameters.filter((parameter) => parameter !== lr);
    const value = h("output", { className: "now", title: this.help });
    const more = h(
      "details",
      { open: this.#opened.has(index) || this.hasOverrides(index) },
      h("summary", { "data-focus": `more${index}` }, lr ? t("Hyperparameters and schedule") : t("Hyperparameters")),
      ...controls(page, others, `${lane}.`, index).map(register),
      lr ? this.#choice(`${lane}.schedule`, catalog.schedules, t("Schedule"), index) : null,
      ...(schedule ? controls(page, schedule.parameters, `${lane}.schedule.`, index).map(register) : []),
      ...this.extras(index, register),
    );
    more.addEventListener("toggle", () => (more.open ? this.#opened.add(index) : this.#opened.delete(index)));
    const element = h(
      "article",
      { className: "lane", "data-lane": lane, "aria-label": `${lane} ${t(optimizer.label)}` },
      h(
        "header",
        {},
        swatch(index, page.colors.dark),
        this.#choice(lane, catalog.optimizers, t("Optimizer"), index),
        value,
        register(hider(page, index)),
        menu(page, index, count),
      ),
      lr && store.get("lr") === "" ? register(new Dial(page, lr, `${lane}.lr`, { index })) : null,
      more,
    );
    return { element, value };
  }

  /** A list to pick an entry of the catalog from, for the link's key.
   * @param {string} key @param {Record<string, Entry>} entries @param {string} label @param {number} index */
  #choice(key, entries, label, index) {
    const { store } = this.page;
    const select = h(
      "select",
      { "aria-label": `${label}, ${index + 1}`, title: label, "data-choice": key, "data-focus": key },
      ...entryOptions(entries, this.scope),
    );
    select.value = store.get(key);
    select.addEventListener("change", () => {
      /** @type {import("../core/store.js").Changes} */
      const changes = { [key]: select.value };
      for (const old of store.keys(key)) if (!this.#kept(old, key, entries[select.value])) changes[old] = null;
      store.set({ ...changes, [key]: select.value, ...this.defaultsFor(key, entries[select.value]) });
      store.commit();
    });
    return key.endsWith(".schedule") ? h("label", { className: "pick" }, h("span", {}, label), select) : select;
  }

  #adder() {
    const { catalog, store } = this.page;
    const select = h(
      "select",
      { className: "add", "aria-label": t("+ Add a lane …"), "data-focus": "add", "data-add": "" },
      h("option", { value: "" }, t("+ Add a lane …")),
      ...entryOptions(catalog.optimizers, this.scope),
    );
    select.addEventListener("change", () => store.arrange((lists) => [...lists, [["", select.value]]]));
    return select;
  }

  /** One learning rate for all, or each its own. */
  #sharing() {
    const { catalog, store } = this.page;
    const shared = store.get("lr") !== "";
    const box = h("input", { type: "checkbox", checked: shared, "data-focus": "share", "data-share": "" });
    box.addEventListener("change", () => {
      const own = Array.from({ length: store.count }, (_, i) => store.get(`${i + 1}.lr`)).find(Boolean);
      store.set({ lr: box.checked ? (own ?? catalog.shared_lr.default) : "" });
      store.commit();
    });
    return h(
      "label",
      {
        className: "tick",
        title: t("The same learning rate for every lane; switch it off and each has its own again"),
      },
      box,
      t("One rate for all"),
    );
  }

  /** Whether a key survives another `entry` under `key`: an optimizer's numbers go with it, the lane's schedule stays.
   * @param {string} old @param {string} key @param {Entry} entry */
  #kept(old, key, entry) {
    const name = old.slice(key.length + 1);
    if (key.endsWith(".schedule")) return false;
    return name === "hidden" || (name.startsWith("schedule") ? Boolean(rateOf(entry)) : this.keepsKey(name));
  }
}

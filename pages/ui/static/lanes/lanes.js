// The lanes as cards: who contends, in which style, with which hyperparameters.

import { Slider, fields } from "../fields/fields.js";
import { entryList, hideButton, laneAdder, laneMenu } from "./lane_controls.js";
import { entryOptions } from "./entry_options.js";
import { explained } from "../fields/help.js";
import { h, write } from "../core/dom.js";
import { isText } from "../core/catalog.js";
import { swatch } from "./style.js";
import { t } from "../core/texts.js";

/** @typedef {import("../core/catalog.js").Entry} Entry */
/** @typedef {import("../core/toolbar.js").Control} Control */
/** @typedef {(control: Control) => HTMLElement} Register keeps a control to be refreshed; gives its element */

/** The learning rate among an optimizer's parameters, if it has one. @param {Entry} entry */
const rateOf = ({ parameters }) => parameters.find(({ name }) => name === "lr");

/**
 * A page's own lanes say what stands around them and on them, by the methods that do nothing here.
 * @template {import("../core/page.js").Page} [P=import("../core/page.js").Page]
 */
export class Lanes {
  /** @type {{element: HTMLElement, value: HTMLElement, note: HTMLElement}[]} */ #cards = [];
  /** @type {Control[]} */ #controls = [];
  /** @type {string | null} */ #shape = null; // what the cards were built for: built anew only when this changes
  /** @type {Set<number>} */ #opened = new Set(); // the lanes whose details a person has open

  /** @param {HTMLElement} root @param {P} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
  }

  /** What is descended here. @returns {import("../core/catalog.js").Scope} */
  get scope() {
    return "plane";
  }

  /** What `currentValue` is. */
  get help() {
    return "";
  }

  /** What the page's own controls are built for. @returns {unknown[]} */
  shape() {
    return [];
  }

  /** The groups of controls above the lanes, and those below. @param {Register} _register @returns {HTMLElement[][]} */
  groups(_register) {
    return [[], []];
  }

  /** What is to be known of the rules that cannot be added. @returns {HTMLElement | null} */
  missing() {
    return null;
  }

  /** More of a lane than its optimizer and schedule.
   * @param {number} _index @param {Register} _register @returns {HTMLElement[]} */
  extras(_index, _register) {
    return [];
  }

  /** What is said of a lane below its name. @param {number} _index */
  note(_index) {
    return "";
  }

  /** Whether a lane has more to show that a person should not have to look for. @param {number} _index */
  hasOverrides(_index) {
    return false;
  }

  /** What a lane stands at now. @param {number} _index */
  currentValue(_index) {
    return "";
  }

  /** Whether a key of a lane, given without its number, outlasts another optimizer. @param {string} _name */
  keepsKey(_name) {
    return false;
  }

  /** The parameters of a schedule, with the defaults that they have here. @param {Entry} entry */
  scheduleParameters({ parameters }) {
    return parameters;
  }

  /** What is to be known here of a schedule. @param {Entry} _entry */
  scheduleNote(_entry) {
    return "";
  }

  /** Follows the link: builds the cards where another entry was chosen, else only refreshes the controls. */
  show() {
    const { store, colors } = this.page;
    const shape = JSON.stringify([
      colors.dark,
      store.get("lr") === "",
      this.shape(),
      ...Array.from({ length: store.count }, (_, i) => [store.get(`${i + 1}`), store.get(`${i + 1}.schedule`)]),
    ]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build();
    }
    for (const control of this.#controls) control.refresh();
    this.showValues();
  }

  showValues() {
    this.#cards.forEach(({ value }, index) => write(value, this.currentValue(index)));
  }

  /** What is said of the lanes. */
  showNotes() {
    this.#cards.forEach(({ note }, index) => write(note, this.note(index)));
  }

  /** A titled group of controls. @param {string} title @param {...HTMLElement} children */
  group(title, ...children) {
    return h("section", { className: "group", "aria-label": title }, h("h2", {}, title), ...children);
  }

  #build() {
    const { page } = this;
    const { catalog, store } = page;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest("[data-focus]"))?.dataset.focus;
    this.#controls = [];
    /** @type {Register} */
    const register = (control) => {
      this.#controls.push(control);
      return control.element;
    };
    this.#cards = Array.from({ length: store.count }, (_, index) => this.#card(index, register));
    const [above, below] = this.groups(register);
    const full = store.count >= catalog.max_lanes;
    const lanes = h(
      "section",
      { className: "group", "aria-label": t("Lanes") },
      h("header", {}, h("h2", {}, t("Lanes")), this.#sharing()),
      store.get("lr") === "" ? null : register(new Slider(page, catalog.shared_lr, "lr")),
      ...this.#cards.map(({ element }) => element),
      full ? null : laneAdder(store, entryOptions(catalog.optimizers, this.scope)),
      this.missing(),
    );
    this.root.replaceChildren(...above, lanes, ...below);
    const again = focused && this.root.querySelector(`[data-focus="${focused}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  /** @param {number} index @param {Register} register */
  #card(index, register) {
    const { page } = this;
    const { catalog, colors, store } = page;
    const lane = `${index + 1}`;
    const optimizer = catalog.optimizers[store.get(lane)];
    const lr = rateOf(optimizer); // without one, there is nothing that a schedule could change
    const typed = optimizer.parameters.filter(isText);
    const own = optimizer.parameters.filter((parameter) => parameter !== lr && !isText(parameter));
    const value = h("output", { className: "value", title: this.help });
    const note = h("p", { className: "note" });
    const details = h(
      "details",
      { open: this.#opened.has(index) || this.hasOverrides(index) },
      h("summary", { "data-focus": `more${index}` }, lr ? t("Hyperparameters and schedule") : t("Hyperparameters")),
      ...fields(page, own, `${lane}.`, index).map(register),
      ...(lr ? this.#schedule(index, register) : []),
      ...this.extras(index, register),
    );
    details.addEventListener("toggle", () => this.#opened[details.open ? "add" : "delete"](index));
    const element = h(
      "article",
      { className: "lane", "data-lane": lane, "aria-label": `${lane} ${t(optimizer.label)}` },
      h(
        "header",
        {},
        swatch(index, colors.dark),
        this.#entryList(lane, catalog.optimizers, t("Optimizer"), index),
        value,
        register(hideButton(store, index)),
        laneMenu(store, index, catalog.max_lanes),
      ),
      note,
      ...fields(page, typed, `${lane}.`, index).map(register),
      ...(lr && store.get("lr") === "" ? fields(page, [lr], `${lane}.`, index).map(register) : []),
      details,
    );
    return { element, value, note };
  }

  /** @param {number} index @param {Register} register */
  #schedule(index, register) {
    const { page } = this;
    const { schedules } = page.catalog;
    const key = `${index + 1}.schedule`;
    const entry = schedules[page.store.get(key)];
    if (!entry) return []; // of an optimizer just chosen the server has not said it yet
    const list = this.#entryList(key, schedules, t("Schedule"), index);
    return [
      h("label", { className: "choice" }, h("span", {}, t("Schedule")), list),
      ...fields(page, this.scheduleParameters(entry), `${key}.`, index).map(register),
      h("p", { className: "help of-schedule" }, this.scheduleNote(entry)),
    ];
  }

  /** @param {string} key @param {Record<string, Entry>} entries @param {string} label @param {number} index */
  #entryList(key, entries, label, index) {
    const { store } = this.page;
    return entryList(key, label, index, entryOptions(entries, this.scope), store.get(key), (name) => {
      const entry = entries[name];
      const dropped = store.keys(key).filter((old) => !this.#keeps(old, key, entry));
      const nulls = Object.fromEntries(dropped.map((old) => [old, null]));
      store.set({ ...nulls, [key]: name });
      store.commit();
    });
  }

  /** One learning rate for all, or each its own. */
  #sharing() {
    const { catalog, store } = this.page;
    const shared = store.get("lr") !== "";
    const box = h("input", { type: "checkbox", checked: shared, "data-focus": "share", "data-share": "" });
    box.addEventListener("change", () => {
      const first = Array.from({ length: store.count }, (_, i) => store.get(`${i + 1}.lr`)).find(Boolean);
      store.set({ lr: box.checked ? (first ?? Number(catalog.shared_lr.default)) : "" });
      store.commit();
    });
    const title = t("The same learning rate for every lane; switch it off and each has its own again");
    const label = t("One rate for all");
    const { name, text } = explained(label, title, { small: true });
    box.setAttribute("aria-describedby", text?.id ?? "");
    return h("label", { className: "checkbox", title }, box, label, name, text);
  }

  /** Whether `old` outlasts the choice of `entry` for `key`: an optimizer's numbers go with it, the lane's schedule
   * stays. @param {string} old @param {string} key @param {Entry} entry */
  #keeps(old, key, entry) {
    const name = old.slice(key.length + 1);
    if (key.endsWith(".schedule")) return false;
    return name === "hidden" || (name.startsWith("schedule") ? Boolean(rateOf(entry)) : this.keepsKey(name));
  }
}

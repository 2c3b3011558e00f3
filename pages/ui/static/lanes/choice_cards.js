// Entries of one catalog as cards, numbered as lanes are: which entry, its parameters, what is said of it.

import { entryList, hideButton, laneAdder, laneMenu } from "./lane_controls.js";
import { fields } from "../fields/fields.js";
import { h, write } from "../core/dom.js";
import { swatch } from "./style.js";
import { t } from "../core/texts.js";

/** @typedef {import("../core/catalog.js").Entry} Entry */
/** @typedef {import("../core/toolbar.js").Control} Control */
/** @typedef {(control: Control) => HTMLElement} Register keeps a control to be refreshed; gives its element */
/**
 * @typedef {object} About
 * @property {string} title of all cards
 * @property {string} kind what one of them is
 * @property {string} add
 * @property {number} most
 * @property {(index: number) => string} facts
 * @property {(register: Register) => HTMLElement[]} groups below the cards
 */

export class ChoiceCards {
  #root;
  #page;
  #about;
  /** @type {HTMLElement[]} */ #notes = [];
  /** @type {Control[]} */ #controls = [];
  /** @type {string | null} */ #shape = null; // what the cards were built for: built anew only when this changes

  /** @param {HTMLElement} root @param {import("../core/page.js").Page} page @param {About} about */
  constructor(root, page, about) {
    this.#root = root;
    this.#page = page;
    this.#about = about;
  }

  /** Follows the link: builds the cards where another entry was chosen, else only refreshes the controls. */
  show() {
    const { store, colors } = this.#page;
    const chosen = Array.from({ length: store.count }, (_, index) => store.get(`${index + 1}`));
    const shape = JSON.stringify([colors.dark, chosen]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build();
    }
    for (const control of this.#controls) control.refresh();
    this.#notes.forEach((note, index) => write(note, this.#about.facts(index)));
  }

  #build() {
    const { store, numbered } = this.#page;
    const { title, add, most, groups } = this.#about;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest("[data-focus]"))?.dataset.focus;
    this.#controls = [];
    /** @type {Register} */
    const register = (control) => {
      this.#controls.push(control);
      return control.element;
    };
    this.#notes = Array.from({ length: store.count }, () => h("p", { className: "note" }));
    const options = () => Object.entries(numbered).map(([name, { label }]) => h("option", { value: name }, t(label)));
    const cards = this.#notes.map((note, index) => this.#card(index, note, options(), register));
    const group = h(
      "section",
      { className: "group", "aria-label": title },
      h("h2", {}, title),
      ...cards,
      store.count < most ? laneAdder(store, options(), add) : null,
    );
    this.#root.replaceChildren(group, ...groups(register));
    const again = focused && this.#root.querySelector(`[data-focus="${focused}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  /** @param {number} index @param {HTMLElement} note @param {HTMLOptionElement[]} options @param {Register} register */
  #card(index, note, options, register) {
    const page = this.#page;
    const { store, numbered, colors } = page;
    const key = `${index + 1}`;
    const entry = numbered[store.get(key)];
    const list = entryList(key, this.#about.kind, index, options, store.get(key), (name) => {
      const dropped = store.keys(key).filter((old) => old !== `${key}.hidden`);
      store.set({ ...Object.fromEntries(dropped.map((old) => [old, null])), [key]: name });
      store.commit();
    });
    return h(
      "article",
      { className: "lane", "data-lane": key, "aria-label": `${key} ${t(entry.label)}` },
      h(
        "header",
        {},
        swatch(index, colors.dark),
        list,
        h("span", { className: "value" }),
        register(hideButton(store, index)),
        laneMenu(store, index, this.#about.most),
      ),
      ...fields(page, entry.parameters, `${key}.`, index).map(register),
      note,
    );
  }
}

/** A titled group of controls. @param {string} title @param {...(HTMLElement | null)} children */
export function group(title, ...children) {
  return h("section", { className: "group", "aria-label": title }, h("h2", {}, title), ...children);
}

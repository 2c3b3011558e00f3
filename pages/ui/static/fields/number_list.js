// Whole numbers in a row, under one key of the link, as "128-64": the widths of hidden layers, the seeds.

import { h } from "../core/dom.js";

/**
 * What a list says of itself.
 * @typedef {object} About
 * @property {string} label
 * @property {string} help
 * @property {number} most numbers
 * @property {string | null} [empty] what the link says for an empty list, if it may be empty
 * @property {string} [none] what is said in its place
 * @property {(numbers: number[]) => number} next the number that is added
 * @property {string} more
 * @property {string} fewer
 */

/** The numbers of a list in a link. @param {string} text @param {string | null} none */
const read = (text, none) => (text === none ? [] : text.split("-").map(Number));

/** One field for each number, and buttons for one more or one less. */
export class List {
  /** @type {HTMLInputElement[]} */ #inputs = [];

  /** @param {import("../core/page.js").Page} page @param {string} key of the link @param {About} about */
  constructor(page, key, { label, help, most, empty = null, none = "", next, more, fewer }) {
    this.page = page;
    this.key = key;
    this.most = most;
    this.empty = empty;
    this.label = label;
    /** @param {string} name @param {string} text @param {(numbers: number[]) => number[]} change */
    const button = (name, text, change) => {
      const element = h(
        "button",
        { type: "button", className: "icon", "data-list": `${key} ${name}`, title: text, "aria-label": text },
        name === "more" ? "+" : "−",
      );
      element.addEventListener("click", () => this.#write(change(this.#numbers())));
      return element;
    };
    this.fields = h("span", { className: "fields" });
    this.none = h("span", {}, none);
    this.more = button("more", more, (numbers) => [...numbers, next(numbers)]);
    this.fewer = button("fewer", fewer, (numbers) => numbers.slice(0, -1));
    this.element = h(
      "div",
      { className: "list", role: "group", "aria-label": label, title: help, "data-dial": key },
      h("span", {}, label),
      h("span", { className: "row" }, this.fields, this.none, this.fewer, this.more),
    );
    this.refresh();
  }

  refresh() {
    const numbers = this.#numbers();
    if (numbers.length !== this.#inputs.length) {
      const focused = this.#inputs.findIndex((input) => input === document.activeElement);
      this.#inputs = numbers.map((number, i) => this.#field(number, i));
      this.fields.replaceChildren(...this.#inputs);
      this.#inputs[focused]?.focus({ preventScroll: true });
    }
    numbers.forEach((number, i) => {
      if (this.#inputs[i] !== document.activeElement) this.#inputs[i].value = String(number);
    });
    this.none.hidden = numbers.length > 0;
    this.more.disabled = numbers.length >= this.most;
    this.fewer.disabled = numbers.length <= (this.empty === null ? 1 : 0);
  }

  #numbers() {
    return read(this.page.store.get(this.key), this.empty);
  }

  /** @param {number} number @param {number} index */
  #field(number, index) {
    const input = h("input", {
      type: "text",
      inputMode: "numeric",
      value: number,
      autocomplete: "off",
      "aria-label": `${this.label}, ${index + 1}`,
    });
    input.addEventListener("change", () => {
      const typed = input.value.trim();
      const numbers = this.#numbers();
      if (/^\d{1,9}$/.test(typed))
        this.#write(numbers.with(index, Number(typed))); // out of range: the server snaps it and says so
      else input.value = String(numbers[index]);
    });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") input.blur();
      event.stopPropagation();
    });
    return input;
  }

  /** @param {number[]} numbers */
  #write(numbers) {
    this.page.store.set({ [this.key]: numbers.length ? numbers.join("-") : this.empty });
    this.page.store.commit();
  }
}

// Whole numbers in a row, under one key of the link, as "128-64": the widths of hidden layers, the seeds.

import { h } from "../core/dom.js";
import { textField } from "./fields.js";
import { explained } from "./help.js";

/**
 * @typedef {object} Options
 * @property {string} label
 * @property {string} help
 * @property {number} most how many numbers there may be
 * @property {string | null} [empty] what the link says for an empty list, if it may be empty
 * @property {string} [none] what is shown for an empty list
 * @property {(numbers: number[]) => number} next the number that is added
 * @property {string} more
 * @property {string} fewer
 */

/** One field for each number, and buttons for one more or one less. */
export class NumberList {
  #page;
  #key;
  #label;
  #most;
  #empty;
  #help; // what is said of the list, and of each of its fields to who hears it

  /** @param {import("../core/page.js").Page} page @param {string} key @param {Options} options */
  constructor(page, key, { label, help, most, empty = null, none = "", next, more, fewer }) {
    this.#page = page;
    this.#key = key;
    this.#label = label;
    this.#most = most;
    this.#empty = empty;
    this.fields = h("span", { className: "fields" });
    this.none = h("span", {}, none);
    this.more = this.#button("more", "+", more, (numbers) => [...numbers, next(numbers)]);
    this.fewer = this.#button("fewer", "−", fewer, (numbers) => numbers.slice(0, -1));
    this.#help = explained(label, help);
    const described = { "aria-label": label, "aria-describedby": this.#help.text?.id };
    this.element = h(
      "div",
      { className: "number-list", role: "group", ...described, title: help, "data-field": key },
      this.#help.name,
      h("span", { className: "row" }, this.fields, this.none, this.fewer, this.more),
      this.#help.text,
    );
    this.refresh();
  }

  /** Takes the link's numbers, but for one that is being typed. */
  refresh() {
    const numbers = this.#numbers;
    const inputs = this.#inputs;
    if (numbers.length !== inputs.length) {
      const focused = inputs.findIndex((input) => input === document.activeElement);
      this.fields.replaceChildren(...numbers.map((_, i) => this.#field(i)));
      this.#inputs[focused]?.focus({ preventScroll: true });
    }
    this.#inputs.forEach((input, i) => {
      if (input !== document.activeElement) input.value = String(numbers[i]);
    });
    this.none.hidden = numbers.length > 0;
    this.more.disabled = numbers.length >= this.#most;
    this.fewer.disabled = numbers.length <= (this.#empty === null ? 1 : 0);
  }

  get #inputs() {
    return /** @type {HTMLInputElement[]} */ ([...this.fields.children]);
  }

  get #numbers() {
    const text = this.#page.store.get(this.#key);
    return text === this.#empty ? [] : text.split("-").map(Number);
  }

  /** @param {string} name @param {string} sign @param {string} text @param {(numbers: number[]) => number[]} change */
  #button(name, sign, text, change) {
    const properties = { "data-list": `${this.#key} ${name}`, title: text, "aria-label": text };
    const element = h("button", { type: "button", className: "icon", ...properties }, sign);
    element.addEventListener("click", () => this.#write(change(this.#numbers)));
    return element;
  }

  /** @param {number} index */
  #field(index) {
    const described = { "aria-describedby": this.#help.text?.id };
    const input = textField({ inputMode: "numeric", "aria-label": `${this.#label}, ${index + 1}`, ...described });
    input.addEventListener("change", () => {
      const text = input.value.trim();
      const numbers = this.#numbers;
      if (/^\d{1,9}$/.test(text))
        this.#write(numbers.with(index, Number(text))); // out of range: the server snaps it and says so
      else input.value = String(numbers[index]);
    });
    input.addEventListener("focus", () => input.select());
    return input;
  }

  /** @param {number[]} numbers */
  #write(numbers) {
    this.#page.store.set({ [this.#key]: numbers.length ? numbers.join("-") : this.#empty });
    this.#page.store.commit();
  }
}

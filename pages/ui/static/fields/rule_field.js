// The rule that a person types, line by line, and a slider for each number that stands there by itself.

import { ERRORS } from "./typed_field.js";
import { h } from "../core/dom.js";
import { reach, ruleNumbers, withNumber } from "./rule_numbers.js";
import { t } from "../core/texts.js";

const CHECK_MS = 400; // after the last key
const LEAST_ROWS = 3;

/** By kind, where a rule says it otherwise than a formula. @type {Record<string, string>} */
const OF_RULES = {
  unknown_name: t("{given} has no value: no line sets it."),
  too_many_lines: t("At most {given} lines that compute something."),
  too_many_states: t("At most {given} names are kept from step to step."),
  too_many_numbers: t("At most {given} numbers of their own."),
  not_from_zero: t("{given} begins at zero: what is kept from step to step has no other start."),
  set_elsewhere: t("{given} is not set by a rule."),
  no_assignment: t("A line sets a name: x = x - lr*g."),
  no_move: t("No line sets x."),
  only_at_x: t("f is known at x alone."),
};

/** @typedef {import("../core/page.js").Page} Page */
/** @typedef {import("../core/catalog.js").NumberParameter} NumberParameter */
/** @typedef {import("./typed_field.js").Wrong} Wrong */
/** @typedef {{element: HTMLElement, refresh: () => void}} Control */
/** @typedef {(page: Page, parameter: NumberParameter, key: string, of: {label: string, index?: number}) => Control} MakeSlider */

/** Around the link's `key`: the page follows what is understood; what is not is said, and what was shown stays. */
export class RuleField {
  #page;
  #key;
  #index;
  #slider;
  #asked = 0; // counts the questions: only the newest answer counts
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #dials = h("div", { className: "rule-numbers" });
  /** @type {Control[]} */ #controls = [];
  #ranges = new Map(); // of the dials, by name: they stay as they are while one turns them
  #wrong = h("p", { className: "wrong", role: "status" });

  /**
   * @param {Page} page
   * @param {import("../core/catalog.js").TextParameter} parameter
   * @param {string} key
   * @param {MakeSlider} slider
   * @param {number} [index] of the lane that it belongs to
   */
  constructor(page, parameter, key, slider, index) {
    this.#page = page;
    this.#key = key;
    this.#index = index;
    this.#slider = slider;
    this.#wrong.id = `${key}-wrong`;
    const label = t(parameter.label);
    this.input = h("textarea", {
      spellcheck: false,
      autocomplete: "off",
      autocapitalize: "off",
      wrap: "off",
      maxLength: parameter.longest,
      "aria-label": index === undefined ? label : `${label}, ${index + 1}`,
      "aria-describedby": `${key}-help ${key}-wrong`,
      "data-field": key,
    });
    const help = t(
      "x point, g gradient, f value, t step, lr rate; a name read before it is set is kept and starts at 0",
    );
    this.element = h(
      "div",
      { className: "typed rule" },
      this.input,
      this.#wrong,
      h("p", { className: "help", id: `${key}-help` }, help),
      this.#dials,
    );
    this.input.addEventListener("keydown", (event) => event.stopPropagation());
    this.input.addEventListener("input", () => {
      this.#fit();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(false), CHECK_MS);
    });
    this.input.addEventListener("change", () => this.#ask(true));
    this.refresh();
  }

  /** The link's text. */
  get text() {
    return this.#page.store.get(this.#key);
  }

  /** Takes the link's text, unless a person types. */
  refresh() {
    if (document.activeElement !== this.input && this.input.value !== this.text) {
      this.input.value = this.text;
      this.#show(null);
      this.#fit();
    }
    const numbers = ruleNumbers(this.text);
    if (!this.#page.store.dragging && !this.#fits(numbers)) {
      this.#ranges = new Map(numbers.map(({ name, value }) => [name, reach(value)]));
      this.#controls = numbers.map(({ name, value }) => this.#dial(name, value));
      this.#dials.replaceChildren(...this.#controls.map(({ element }) => element));
    }
    for (const control of this.#controls) control.refresh();
  }

  /** Whether there is a dial for each number, which reaches it. @param {import("./rule_numbers.js").RuleNumber[]} numbers */
  #fits(numbers) {
    const names = [...this.#ranges.keys()];
    return (
      numbers.length === names.length &&
      numbers.every(({ name, value }, i) => {
        const range = this.#ranges.get(name);
        return name === names[i] && range && range.low <= value && value <= range.high;
      })
    );
  }

  /** A slider whose number is one of the text's. @param {string} name @param {number} value */
  #dial(name, value) {
    const { store } = this.#page;
    const key = `${this.#key}.${name}`;
    const ofRule = {
      get: () => String(ruleNumbers(this.text).find((each) => each.name === name)?.value ?? ""),
      set: (/** @type {Record<string, number>} */ changes) =>
        store.set({ [this.#key]: withNumber(this.text, name, String(changes[key])) }),
      commit: () => store.commit(),
      commitSoon: () => store.commitSoon(),
      beginDrag: () => store.beginDrag(),
      endDrag: () => store.endDrag(),
      cancelDrag: () => store.cancelDrag(),
      get dragging() {
        return store.dragging;
      },
    };
    const page = /** @type {Page} */ (
      /** @type {unknown} */ ({ store: ofRule, name: (/** @type {number} */ index) => this.#page.name(index) })
    );
    const help = t("a number of the rule: drag it, and the path follows");
    const parameter = { name, label: name, help, default: value, options: [], texts: {}, ...this.#ranges.get(name) };
    return this.#slider(page, parameter, key, { label: name, index: this.#index });
  }

  /** Says what is wrong, or follows what is understood. @param {boolean} done the person is elsewhere */
  async #ask(done) {
    clearTimeout(this.#timer);
    const text = this.input.value.trim();
    const skipped = this.input.value.length - this.input.value.trimStart().length;
    const { store, urls } = this.#page;
    const asked = ++this.#asked;
    /** @type {Partial<Wrong>} */ let wrong;
    try {
      wrong = await (await fetch(`${urls.api}rule?${new URLSearchParams({ text })}`)).json();
    } catch {
      return; // the store says that there is no connection
    }
    if (asked !== this.#asked || this.#page.gone) return;
    this.#show(wrong.kind ? { .../** @type {Wrong} */ (wrong), at: /** @type {Wrong} */ (wrong).at + skipped } : null);
    if (wrong.kind) return;
    if (text !== this.text) store.set({ [this.#key]: text });
    if (done) store.commit();
    this.refresh();
  }

  /** @param {Wrong | null} wrong */
  #show(wrong) {
    this.input.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (!wrong) return this.#wrong.replaceChildren();
    const before = this.input.value.slice(0, wrong.at).split("\n");
    const [line, begin] = [before.length, before.at(-1) ?? ""];
    const at = this.input.value.slice(wrong.at, wrong.at + 1).trim() || "␣";
    const after = this.input.value.slice(wrong.at + 1, wrong.at + 13).split("\n")[0];
    const place = t("Line {line}, character {character}:", { line, character: begin.length + 1 });
    this.#wrong.replaceChildren(
      h("b", {}, place),
      " ",
      h("code", {}, begin.slice(-16), h("mark", {}, at), after),
      " ",
      t(OF_RULES[wrong.kind] ?? ERRORS[wrong.kind], { given: wrong.given }),
    );
  }

  /** As high as its text. */
  #fit() {
    this.input.rows = Math.max(LEAST_ROWS, this.input.value.split("\n").length);
  }
}

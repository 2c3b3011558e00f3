// Numbers that a person drags: a slider and a field for each, live while dragged, with keyboard and typed entry.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

const TICKS = 1000; // positions of a slider

/**
 * A parameter, as the catalog tells of it.
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} label
 * @property {string} help
 * @property {number | string | boolean} default
 * @property {(string | boolean)[]} options
 * @property {Record<string, string>} texts of the options
 * @property {number} low
 * @property {number} high
 * @property {boolean} [log]
 * @property {boolean} [log_complement]
 * @property {boolean} [whole]
 * @property {number} [all] what the link says for the highest value
 */
/** @typedef {Pick<Parameter, "low" | "high" | "log" | "log_complement" | "whole">} Range */
/** @typedef {import("../core/page.js").Page} Page */

/** The share of the slider, 0 to 1, at which a value stands. @param {Range} range @param {number} value */
export function share({ low, high, log, log_complement }, value) {
  /** @param {number} v */
  const scale = (v) => (log ? Math.log(v) : log_complement ? -Math.log(1 - v) : v);
  return Math.max(0, Math.min(1, (scale(value) - scale(low)) / (scale(high) - scale(low))));
}

/** The value at a share, with no more digits than the slider can tell apart. @param {Range} range @param {number} at */
export function value({ low, high, log, log_complement, whole }, at) {
  if (at <= 0) return low;
  if (at >= 1) return high;
  if (log) {
    const exact = low * (high / low) ** at;
    return whole ? Math.round(exact) : Number(exact.toPrecision(3));
  }
  if (log_complement) {
    const rest = (1 - low) * ((1 - high) / (1 - low)) ** at;
    return Number((1 - Number(rest.toPrecision(2))).toFixed(12));
  }
  const exact = low + (high - low) * at;
  if (whole) return Math.round(exact);
  return Number(exact.toFixed(Math.max(0, 3 - Math.ceil(Math.log10(high - low)))));
}

/** A dial of `parameter` for the link's key. */
export class Dial {
  /** `index`: of the lane, if it is of one.
   * @param {Page} page @param {Parameter} parameter @param {string} key @param {{label?: string, index?: number}} [of] */
  constructor(page, parameter, key, { label = t(parameter.label), index } = {}) {
    this.page = page;
    this.parameter = parameter;
    this.key = key;
    const name = index === undefined ? label : `${label}, ${index + 1} ${page.name(index)}`;
    this.slider = h("input", {
      type: "range",
      min: 0,
      max: TICKS,
      step: 1,
      "aria-label": name,
      title: t(parameter.help),
    });
    this.field = h("input", {
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      spellcheck: false,
      "aria-label": `${name}, ${t("type a value")}`,
    });
    this.element = h(
      "label",
      { className: "dial", title: t(parameter.help), "data-dial": key },
      h("span", {}, label),
      this.slider,
      this.field,
    );
    this.#draggable();
    this.slider.addEventListener("keydown", (event) => event.stopPropagation());
    this.slider.addEventListener("dblclick", () => {
      this.#set(Number(parameter.default));
      page.store.commit();
    });
    this.field.addEventListener("change", () => this.#typed());
    this.field.addEventListener("focus", () => this.field.select());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.field.blur();
      event.stopPropagation();
    });
    this.refresh();
  }

  /** The link's value, or the highest where that is higher: what is beyond has no effect. */
  get #text() {
    const text = this.page.store.get(this.key);
    return Number(text) > this.parameter.high ? String(this.parameter.high) : text;
  }

  /** Takes the link's value, unless a person holds the dial. */
  refresh() {
    const text = this.#text;
    if (document.activeElement !== this.field) this.field.value = text;
    const at = Math.round(share(this.parameter, Number(text)) * TICKS);
    if (!(this.page.store.dragging && this.slider.matches(":active"))) this.slider.value = String(at);
    this.slider.setAttribute("aria-valuetext", text);
    this.slider.style.setProperty("--at", `${at / 10}%`);
  }

  #draggable() {
    const {
      slider,
      parameter,
      page: { store },
    } = this;
    let before = ""; // where the pointer went down
    let scrolled = false; // the touch became the page's
    slider.addEventListener("pointerdown", (event) => {
      if (event.button) return; // a menu may keep the pointer's going up to itself
      store.beginDrag();
      [before, scrolled] = [slider.value, false];
    });
    slider.addEventListener("input", () => this.#set(value(parameter, slider.valueAsNumber / TICKS)));
    slider.addEventListener("pointerup", () => (slider.value === before ? store.cancelDrag() : store.endDrag()));
    slider.addEventListener("lostpointercapture", () => store.endDrag());
    slider.addEventListener("pointercancel", () => {
      scrolled = true;
      store.cancelDrag();
      this.refresh();
    });
    slider.addEventListener("keydown", () => (scrolled = false));
    slider.addEventListener("change", () => {
      if (scrolled) this.refresh();
      else this.#letGo();
      scrolled = false;
    });
  }

  /** @param {number} number */
  #set(number) {
    const { high, all } = this.parameter; // at its end, a dial of images says all there are, however many
    this.page.store.set({ [this.key]: all && number >= high ? all : number });
    this.refresh();
  }

  #letGo() {
    this.page.store.endDrag();
    if (this.slider.matches(":focus-visible"))
      this.page.store.commitSoon(); // keys: many changes, one entry
    else this.page.store.commit();
  }

  #typed() {
    const number = Number(this.field.value.trim().replace(",", ".").replace("−", "-"));
    if (this.field.value.trim() !== "" && Number.isFinite(number)) {
      this.#set(number); // out of range: the server snaps it and says so
      this.page.store.commit();
    }
    this.field.value = this.#text;
  }
}

/** A switch: a box to tick, or a list of options. */
export class Switch {
  /** @param {Page} page @param {Pick<Parameter, "label" | "help" | "options" | "texts">} parameter @param {string} key */
  constructor(page, parameter, key) {
    this.page = page;
    this.key = key;
    this.boolean = parameter.options[0] === false;
    this.box = h("input", { type: "checkbox" });
    this.list = h(
      "select",
      {},
      ...parameter.options.map((option) => h("option", { value: option }, t(parameter.texts[String(option)] ?? ""))),
    );
    this.input = this.boolean ? this.box : this.list;
    this.element = h(
      "label",
      { className: this.boolean ? "tick" : "pick", title: t(parameter.help), "data-switch": key },
      ...(this.boolean ? [this.input, t(parameter.label)] : [h("span", {}, t(parameter.label)), this.input]),
    );
    this.input.addEventListener("change", () => {
      page.store.set({ [key]: this.boolean ? Number(this.box.checked) : this.list.value });
      page.store.commit();
    });
    this.input.addEventListener("keydown", (event) => event.stopPropagation());
    this.refresh();
  }

  refresh() {
    const text = this.page.store.get(this.key);
    if (this.boolean) this.box.checked = text === "1";
    else this.list.value = text;
  }
}

/** A dial for each number and a switch for each switch of `parameters`, with keys `prefix.name`.
 * @param {Page} page @param {Parameter[]} parameters @param {string} prefix @param {number} [index] */
export function controls(page, parameters, prefix, index) {
  return parameters.map((parameter) =>
    parameter.options.length
      ? new Switch(page, parameter, `${prefix}${parameter.name}`)
      : new Dial(page, parameter, `${prefix}${parameter.name}`, { index }),
  );
}

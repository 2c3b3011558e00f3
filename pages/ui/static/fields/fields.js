// What a person sets: a slider with a field for each number, live while dragged, and a switch for each choice.

import { isNumber, isText } from "../core/catalog.js";
import { RuleField } from "./rule_field.js";
import { explained } from "./help.js";
import { h, tell } from "../core/dom.js";
import { t } from "../core/texts.js";
import { TICKS, share, step, typed, value } from "./slider_scale.js";

/** How many positions a key moves a slider. @type {Record<string, number>} */
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 50, PageDown: -50 };

/** @typedef {import("../core/catalog.js").Parameter} Parameter */
/** @typedef {import("../core/catalog.js").NumberParameter} NumberParameter */
/** @typedef {import("../core/page.js").Page} Page */

/** A text field: Enter ends it, and keys that are typed there are no keys of the page.
 * @param {Record<string, unknown>} properties */
export function textField(properties) {
  const input = h("input", { type: "text", autocomplete: "off", spellcheck: false, ...properties });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") input.blur();
    event.stopPropagation();
  });
  return input;
}

/** A slider of `parameter` for the link's key, with a field for the same number. */
export class Slider {
  #page;
  #parameter;
  #key;
  /** @type {string | null} */ #written = null; // the text that the slider says

  /**
   * @param {Page} page
   * @param {NumberParameter & {all?: number}} parameter `all`: what the link says for the highest, if not that
   * @param {string} key
   * @param {{label?: string, index?: number}} [of] index of the lane that it belongs to
   */
  constructor(page, parameter, key, { label = t(parameter.label), index } = {}) {
    this.#page = page;
    this.#parameter = parameter;
    this.#key = key;
    const name = index === undefined ? label : `${label}, ${index + 1} ${page.name(index)}`;
    const help = explained(label, t(parameter.help));
    const described = { "aria-describedby": help.text?.id };
    this.slider = h("input", { type: "range", min: 0, max: TICKS, step: 1, "aria-label": name, ...described });
    this.field = textField({ inputMode: "decimal", "aria-label": `${name}, ${t("type a value")}`, ...described });
    this.element = h(
      "label",
      { className: "slider", title: t(parameter.help), "data-field": key },
      help.name,
      this.slider,
      this.field,
      help.text,
    );
    this.#draggable();
    this.slider.addEventListener("keydown", (event) => this.#pressed(event));
    this.slider.addEventListener("dblclick", () => {
      this.#set(Number(parameter.default));
      page.store.commit();
    });
    this.field.addEventListener("change", () => this.#typed());
    this.field.addEventListener("focus", () => this.field.select());
    this.refresh();
  }

  /** The link's value, or the highest where that is higher: what is beyond has no effect. */
  get #text() {
    const text = this.#page.store.get(this.#key);
    return Number(text) > this.#parameter.high ? String(this.#parameter.high) : text;
  }

  /** The link's value as a person reads it. */
  get #shown() {
    const { zero } = this.#parameter;
    return zero && Number(this.#text) === 0 ? t(zero) : this.#text;
  }

  /** Takes the link's value, unless a person holds the slider or types. */
  refresh() {
    const text = this.#text;
    const { field, slider } = this;
    if (document.activeElement !== field) tell(field, this.#shown);
    const at = Math.round(share(this.#parameter, Number(text)) * TICKS);
    const held = this.#page.store.dragging && slider.matches(":active");
    if (!held) tell(slider, String(at));
    if (text === this.#written) return; // to set the same again costs a look at the styles
    this.#written = text;
    slider.setAttribute("aria-valuetext", this.#shown);
    slider.style.setProperty("--at", `${at / 10}%`);
  }

  /** By its smallest step that makes a difference, where the browser's own may be rounded back. @param {KeyboardEvent} event */
  #pressed(event) {
    event.stopPropagation();
    const ticks = KEYS[event.key];
    if (!ticks || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#set(step(this.#parameter, Number(this.#text), ticks));
    this.#page.store.commitSoon();
  }

  #draggable() {
    const { slider } = this;
    const { store } = this.#page;
    let before = ""; // where the pointer went down
    let scrolled = false; // the touch became the page's
    slider.addEventListener("pointerdown", (event) => {
      if (event.button) return; // a menu may keep the pointer's going up to itself
      store.beginDrag();
      [before, scrolled] = [slider.value, false];
    });
    slider.addEventListener("input", () => this.#set(value(this.#parameter, slider.valueAsNumber / TICKS)));
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
    const { high, all } = this.#parameter;
    this.#page.store.set({ [this.#key]: all && number >= high ? all : number });
    this.refresh();
  }

  #letGo() {
    const { store } = this.#page;
    store.endDrag();
    if (this.slider.matches(":focus-visible"))
      store.commitSoon(); // keys: many changes, one entry
    else store.commit();
  }

  #typed() {
    const number = typed(this.field.value);
    if (number !== null) {
      this.#set(number); // out of range: the server snaps it and says so
      this.#page.store.commit();
    }
    this.field.value = this.#shown;
  }
}

/** A switch: a box to tick, or a list of options. */
export class Switch {
  /** @param {Page} page @param {Pick<Parameter, "label" | "help" | "options" | "texts">} parameter @param {string} key */
  constructor(page, parameter, key) {
    const { store } = page;
    const properties = { title: t(parameter.help), "data-switch": key };
    const label = t(parameter.label);
    const isBox = parameter.options[0] === false;
    const help = explained(label, t(parameter.help), { small: isBox });
    /** @type {HTMLInputElement | HTMLSelectElement} */ let input;
    if (isBox) {
      const box = (input = h("input", { type: "checkbox" }));
      this.element = h(
        "label",
        { className: "checkbox", ...properties },
        box,
        label,
        help.text && help.name,
        help.text,
      );
      /** Takes the link's value. */
      this.refresh = () => (box.checked = store.get(key) === "1");
      box.addEventListener("change", () => store.set({ [key]: Number(box.checked) }));
    } else {
      const options = parameter.options.map((option) =>
        h("option", { value: option }, t(parameter.texts[String(option)])),
      );
      const list = (input = h("select", { "aria-label": label }, ...options));
      this.element = h("label", { className: "choice", ...properties }, help.name, list, help.text);
      this.refresh = () => tell(list, store.get(key));
      list.addEventListener("change", () => store.set({ [key]: list.value }));
    }
    if (help.text) input.setAttribute("aria-describedby", help.text.id);
    input.addEventListener("change", () => store.commit());
    input.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
    this.refresh();
  }
}

/**
 * The field of a parameter: a slider for a number, lines for a rule, else a switch.
 * @param {Page} page
 * @param {Parameter | (NumberParameter & {all?: number})} parameter
 * @param {string} key
 * @param {number} [index] of the lane that it belongs to
 */
export function field(page, parameter, key, index) {
  if (isText(parameter)) return new RuleField(page, parameter, key, (...of) => new Slider(...of), index);
  return isNumber(parameter) ? new Slider(page, parameter, key, { index }) : new Switch(page, parameter, key);
}

/**
 * A field for each of `parameters`, with keys `prefix` + name.
 * @param {Page} page
 * @param {Parameter[]} parameters
 * @param {string} prefix
 * @param {number} [index] of the lane that they belong to
 */
export function fields(page, parameters, prefix, index) {
  return parameters.map((parameter) => field(page, parameter, `${prefix}${parameter.name}`, index));
}

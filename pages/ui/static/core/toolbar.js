// The choices above the picture: a preset of the gallery, what is looked at, and how.

import { h } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {{element: HTMLElement, refresh: () => void}} Control `refresh` takes what the link says */

/** Around one store: its controls follow the link, and change it. */
export class Toolbar {
  /** @type {Control[]} */ #controls;
  #presets;

  /**
   * @param {Page} page
   * @param {{gallery: import("./catalog.js").Preset[], label: string}} gallery
   * @param {Control[]} controls
   */
  constructor(page, { gallery, label }, controls) {
    this.#presets = new Map(gallery.map((preset) => [preset.name, preset]));
    this.#controls = controls;
    this.preset = select(label, [["", t("Gallery …")], ...gallery.map(({ name, title }) => [name, t(title)])]);
    this.preset.dataset.choose = "preset";
    this.preset.addEventListener("change", () => {
      const preset = this.#presets.get(this.preset.value);
      if (preset) page.store.open(preset.query, { push: true });
    });
    this.observe = h("p", { className: "observe" });
    this.element = h(
      "div",
      { className: "toolbar", role: "toolbar", "aria-label": t("What is shown") },
      this.preset,
      ...controls.map(({ element }) => element),
    );
  }

  /** Follows the link, which is this preset. @param {string | null} name */
  show(name) {
    for (const control of this.#controls) control.refresh();
    const preset = this.#presets.get(name ?? "");
    this.preset.value = preset?.name ?? "";
    this.preset.options[0].disabled = !preset; // a preset is left by changing something
    const sentence = preset ? t(preset.observe) : "";
    if (sentence !== this.observe.lastChild?.textContent) {
      this.observe.replaceChildren(...(preset ? [h("em", {}, t("Observe:")), " ", sentence] : []));
    }
  }
}

/** @param {string} label @param {string[][]} options pairs of a value and its text */
function select(label, options) {
  return h(
    "select",
    { "aria-label": label, title: label },
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
}

/**
 * A list of what the link's `key` may be; `choose` takes what was picked.
 * @param {Page} page
 * @param {string} key
 * @param {string} label
 * @param {string[][]} options
 * @param {(value: string) => void} choose
 * @returns {Control}
 */
export function list(page, key, label, options, choose) {
  const element = select(label, options);
  element.dataset.choose = key;
  element.addEventListener("change", () => choose(element.value));
  return { element, refresh: () => (element.value = page.store.get(key)) };
}

/**
 * Switches side by side, one of which is on: a way of looking, under the link's `key`.
 * @param {Page} page
 * @param {string} key
 * @param {string} label
 * @param {string[][]} options
 * @returns {Control}
 */
export function switches(page, key, label, options) {
  const inputs = options.map(([value]) => h("input", { type: "radio", name: `${page.root.className} ${key}`, value }));
  const element = h(
    "div",
    { className: "switches", role: "radiogroup", "aria-label": label, title: label, "data-choose": key },
    ...options.map(([, text], i) => h("label", {}, inputs[i], h("span", {}, text))),
  );
  element.addEventListener("change", ({ target }) => {
    page.store.set({ [key]: /** @type {HTMLInputElement} */ (target).value });
    page.store.commit();
  });
  return { element, refresh: () => inputs.forEach((input) => (input.checked = input.value === page.store.get(key))) };
}

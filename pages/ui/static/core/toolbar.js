// The choices above the picture: a preset of the gallery, what is looked at, and how.

import { differences } from "./differences.js";
import { h, tell } from "./dom.js";
import { LessonLinks } from "./lesson_links.js";
import { t, unbroken } from "./texts.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./catalog.js").Preset} Preset */
/** @typedef {{element: HTMLElement, refresh: () => void}} Control `refresh` takes what the link says */

/** Around one store: its controls follow the link, and change it. */
export class Toolbar {
  /** @type {Control[]} */ #controls;
  #page;
  #presets;
  #viewKeys;
  #lessonLinks;
  /** The preset that was shown last, and its full link. @type {{preset: Preset, link: URLSearchParams} | null} */
  #shown = null;

  /**
   * @param {Page} page
   * @param {{name: string, label: string}} gallery of the page `name`
   * @param {Control[]} controls
   */
  constructor(page, { name, label }, controls) {
    const gallery = page.catalog.galleries[name];
    this.#page = page;
    this.#viewKeys = page.catalog.view_keys[name];
    this.#presets = new Map(gallery.map((preset) => [preset.name, preset]));
    this.#controls = controls;
    this.#lessonLinks = new LessonLinks(page, name);
    this.preset = select(label, [["", t("Gallery …")]]);
    this.preset.append(...groups(page.catalog, gallery));
    this.preset.dataset.choose = "preset";
    this.preset.addEventListener("change", () => {
      const preset = this.#presets.get(this.preset.value);
      if (preset) page.store.open(preset.query, { push: true });
    });
    this.observe = h("p", { className: "observe", role: "status" });
    this.element = h(
      "div",
      { className: "toolbar", role: "toolbar", "aria-label": t("What is shown") },
      this.preset,
      this.#lessonLinks.element,
      ...controls.map(({ element }) => element),
    );
  }

  /** Leads on from the address, before that is answered. */
  lead() {
    this.#lessonLinks.show(undefined);
  }

  /**
   * Follows the link, which is this preset. What to observe in it stays while it is changed by hand.
   * @param {string | null} name
   * @param {boolean} opened the link was opened, not changed by hand
   */
  show(name, opened) {
    for (const control of this.#controls) control.refresh();
    const preset = this.#presets.get(name ?? "");
    const link = new URLSearchParams(this.#page.store.query);
    if (preset) this.#shown = { preset, link };
    else if (opened) this.#shown = null;
    tell(this.preset, preset?.name ?? "");
    this.preset.options[0].disabled = !preset; // a preset is left by changing something
    this.#lessonLinks.show(this.#shown?.preset.name);
    this.#observe(link);
  }

  /** What to observe, and in what the link differs from the preset. @param {URLSearchParams} link */
  #observe(link) {
    if (!this.#shown) return this.observe.replaceChildren();
    const { preset } = this.#shown;
    const changed = differences(this.#page, this.#shown.link, link, this.#viewKeys);
    const key = `${preset.name} ${changed}`;
    if (this.observe.dataset.key === key && this.observe.childElementCount) return;
    this.observe.dataset.key = key;
    const parts = [h("em", {}, t("Observe:")), " ", unbroken(t(preset.observe))];
    if (changed) parts.push(" ", h("span", { className: "changed" }, changed), " ", this.#wayBack(preset));
    this.observe.replaceChildren(...parts);
  }

  /** @param {Preset} preset */
  #wayBack(preset) {
    const button = h("button", { type: "button", className: "way-back" }, t("Back to the preset"));
    button.addEventListener("click", () => this.#page.store.open(preset.query, { push: true }));
    return button;
  }
}

/** The presets of a page, topic by topic. @param {import("./catalog.js").Catalog} catalog @param {Preset[]} gallery */
function groups({ topics }, gallery) {
  return topics
    .map(({ name, title }) => {
      const of = gallery.filter(({ topic }) => topic === name);
      return h("optgroup", { label: t(title) }, ...of.map(({ name, title }) => h("option", { value: name }, t(title))));
    })
    .filter(({ childElementCount }) => childElementCount);
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
  return { element, refresh: () => tell(element, page.store.get(key)) };
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

/**
 * Controls that are not needed at every moment, behind a word.
 * @param {string} label
 * @param {Control[]} controls
 * @returns {Control}
 */
export function menu(label, controls) {
  const summary = h("summary", {}, label);
  const sheet = h("div", { className: "sheet" }, ...controls.map(({ element }) => element));
  const element = h("details", { className: "menu-sheet" }, summary, sheet);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    summary.focus();
  });
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !element.contains(/** @type {Node} */ (relatedTarget))) element.open = false;
  });
  const elsewhere = (/** @type {Event} */ { target }) => {
    if (!element.contains(/** @type {Node} */ (target))) element.open = false;
  };
  element.addEventListener("toggle", () => {
    if (element.open) document.addEventListener("pointerdown", elsewhere);
    else document.removeEventListener("pointerdown", elsewhere);
  });
  return { element, refresh: () => controls.forEach((control) => control.refresh()) };
}

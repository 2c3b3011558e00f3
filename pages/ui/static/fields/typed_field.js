// A text that a person types: the server says what is wrong with it, and at which character.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

const CHECK_MS = 250; // after the last key
const LIVE_MS = 450; // after that: what is understood is shown

/** By kind. @type {Record<string, string>} */
export const ERRORS = {
  empty: t("There is nothing yet."),
  too_long: t("At most {given} characters."),
  too_many_nodes: t("At most {given} operations, numbers and variables."),
  too_many_variables: t("At most {given} variables."),
  not_understood: t("Here it cannot be read any further."),
  missing_product: t("A product needs a sign: 2*x."),
  unknown_character: t("'{given}' has no meaning here."),
  unknown_name: t("There is no variable {given}."),
  unknown_function: t("There is no function {given}."),
  number_of_inputs: t("{given} has another number of inputs."),
  number_too_large: t("This number is too large."),
  name_taken: t("{given} has a meaning already."),
  not_used: t("The outcome of this line goes nowhere."),
};

/** @typedef {import("../core/page.js").Page} Page */
/** @typedef {{kind: string, at: number, given: string}} Wrong */

/** Around the link's `key`: what is understood is set, what is not is said, and what was shown before stays. */
export class TypedField {
  #page;
  #key;
  #names;
  #asked = 0; // counts the questions: only the newest answer counts
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #live;

  /**
   * @param {Page} page
   * @param {import("../core/catalog.js").TextParameter} parameter
   * @param {string} key
   * @param {{live?: boolean}} [how] live: what is understood is set while one types, not only when that is done
   */
  constructor(page, parameter, key, { live = false } = {}) {
    this.#page = page;
    this.#key = key;
    this.#names = parameter.names;
    this.#live = live;
    this.input = h("textarea", {
      rows: 1,
      spellcheck: false,
      autocomplete: "off",
      maxLength: parameter.longest,
      "aria-label": t(parameter.label),
      "aria-describedby": `${key}-wrong`,
      "data-field": key,
    });
    this.wrong = h("p", { className: "wrong", id: `${key}-wrong`, role: "status" });
    this.element = h(
      "div",
      { className: "typed" },
      h("label", {}, h("span", {}, t(parameter.label)), this.input),
      this.wrong,
    );
    this.input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#ask(true);
    });
    this.input.addEventListener("input", () => {
      this.#fit();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(false), CHECK_MS);
    });
    this.input.addEventListener("change", () => this.#ask(true));
    for (const kind of ["focus", "blur"]) this.input.addEventListener(kind, () => this.#fit());
    this.refresh();
  }

  /** Takes the link's text, unless a person types. */
  refresh() {
    if (document.activeElement === this.input || this.#page.store.get(this.#key) === this.input.value) return;
    this.input.value = this.#page.store.get(this.#key);
    this.#show(null);
    this.#fit();
  }

  /** Says what is wrong; sets what is understood, where it is `done`. @param {boolean} done */
  async #ask(done) {
    clearTimeout(this.#timer);
    const text = this.input.value.trim();
    const { urls } = this.#page;
    const asked = ++this.#asked;
    const query = new URLSearchParams({ text, names: this.#names.join(".") });
    /** @type {Partial<Wrong>} */ let wrong;
    try {
      wrong = await (await fetch(`${urls.api}formula?${query}`)).json();
    } catch {
      return; // the store says that there is no connection
    }
    if (asked !== this.#asked || this.#page.gone) return;
    this.#show(wrong.kind ? /** @type {Wrong} */ (wrong) : null);
    if (wrong.kind) return;
    if (done) this.#set(text, true);
    else if (this.#live) this.#timer = setTimeout(() => this.#set(text, false), LIVE_MS);
  }

  /** @param {string} text @param {boolean} done */
  #set(text, done) {
    const { store } = this.#page;
    if (this.#page.gone) return;
    if (text !== store.get(this.#key)) store.set({ [this.#key]: text });
    if (done) store.commit();
  }

  /** @param {Wrong | null} wrong */
  #show(wrong) {
    this.input.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (!wrong) return this.wrong.replaceChildren();
    const text = this.input.value;
    const before = text.slice(Math.max(0, wrong.at - 24), wrong.at);
    const at = text.slice(wrong.at, wrong.at + 1).trim() || "␣";
    const after = text.slice(wrong.at + 1, wrong.at + 13);
    this.wrong.replaceChildren(
      h("code", {}, before, h("mark", {}, at), after),
      " ",
      t(ERRORS[wrong.kind], { given: wrong.given }),
    );
  }

  /** As high as its text while one types, else two lines at most. */
  #fit() {
    const lines = this.input.value.split("\n").length;
    this.input.rows = document.activeElement === this.input ? lines : Math.min(2, lines);
  }
}

// The formula of a surface that a person types, above the picture: live, while it can be understood.

import { isText } from "../core/catalog.js";
import { h, write } from "../core/dom.js";
import { t } from "../core/texts.js";
import { TypedField } from "../fields/typed_field.js";

const LONG_MS = 750; // since it is known to be slow, before that is said

export class Formula {
  element = h("div", { className: "formula", hidden: true });
  #page;
  #waits = h("p", { className: "waits", role: "status" });
  #listens = false;
  #key = "";
  /** @type {TypedField | null} */ #field = null;

  /** @param {import("../core/page.js").Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** Says so where an answer takes long. */
  #listen() {
    const { store } = this.#page;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
    store.addEventListener("slow", () => {
      timer = setTimeout(() => write(this.#waits, t("A new formula is being compiled …")), LONG_MS);
    });
    store.addEventListener("idle", () => {
      clearTimeout(timer);
      write(this.#waits, "");
    });
    this.#listens = true;
  }

  /** Takes the link's formula, if its surface has one. */
  refresh() {
    const { catalog, store } = this.#page;
    const parameter = catalog.surfaces[store.get("surface")]?.parameters.find(isText);
    const key = parameter ? `surface.${parameter.name}` : "";
    if (key !== this.#key) {
      this.#key = key;
      if (!this.#listens) this.#listen();
      this.#field = parameter ? new TypedField(this.#page, parameter, key, { live: true }) : null;
      this.element.replaceChildren(...(this.#field ? [this.#field.element, this.#waits] : []));
      this.element.hidden = !this.#field;
    }
    this.#field?.refresh();
  }
}

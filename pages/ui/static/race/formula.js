// The formula of a surface that a person types, above the picture: live, while it can be understood.

import { isText } from "../core/catalog.js";
import { h } from "../core/dom.js";
import { TypedField } from "../fields/typed_field.js";

export class Formula {
  element = h("div", { className: "formula", hidden: true });
  #page;
  #key = "";
  /** @type {TypedField | null} */ #field = null;

  /** @param {import("../core/page.js").Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** Takes the link's formula, if its surface has one. */
  refresh() {
    const { catalog, store } = this.#page;
    const parameter = catalog.surfaces[store.get("surface")]?.parameters.find(isText);
    const key = parameter ? `surface.${parameter.name}` : "";
    if (key !== this.#key) {
      this.#key = key;
      this.#field = parameter ? new TypedField(this.#page, parameter, key, { live: true }) : null;
      this.element.replaceChildren(...(this.#field ? [this.#field.element] : []));
      this.element.hidden = !this.#field;
    }
    this.#field?.refresh();
  }
}

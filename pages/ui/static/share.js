// The link to hand on: copied where the browser allows it, and ready to be copied by hand.

import { h, icon } from "./dom.js";

export class Share {
  /** `row`: a hidden element that shows the link. `words.copied` says what its reader will see. */
  constructor(row, stage) {
    Object.assign(this, { row, stage });
  }

  /** The button that copies. */
  button() {
    const { words } = this.stage;
    const button = h("button", { type: "button", className: "icon", "data-do": "copy", title: words.copy, "aria-label": words.copy }, icon("copy"));
    button.addEventListener("click", () => this.#copy());
    return button;
  }

  async #copy() {
    const { words, store } = this.stage;
    const url = `${location.origin}${location.pathname}?${store.link}`;
    const field = h("input", { type: "text", readOnly: true, value: url, "aria-label": words.link });
    const said = h("span", { role: "status" }, words.copy_by_hand);
    const close = h("button", { type: "button", className: "icon", "aria-label": words.close, title: words.close }, icon("close"));
    close.addEventListener("click", () => (this.row.hidden = true));
    this.row.replaceChildren(field, said, close);
    this.row.hidden = false;
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(url); // missing on plain http, as in a school network
      said.textContent = words.copied;
    } catch {
      if (document.execCommand?.("copy")) said.textContent = words.copied;
    }
  }
}

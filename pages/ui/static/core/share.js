// The link to hand on: copied where the browser allows it, and ready to be copied by hand.

import { withLink } from "./address.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

export class Share {
  /** `row`: a hidden element that shows the link. @param {HTMLElement} row @param {{store: {link: string}}} page */
  constructor(row, page) {
    this.row = row;
    this.page = page;
  }

  /** The button that copies. */
  button() {
    const button = h(
      "button",
      { type: "button", className: "icon", "data-do": "copy", title: t("Copy link"), "aria-label": t("Copy link") },
      icon("copy"),
    );
    button.addEventListener("click", () => this.#copy());
    return button;
  }

  async #copy() {
    const { store } = this.page;
    const url = location.origin + withLink(store.link);
    const field = h("input", { type: "text", readOnly: true, value: url, "aria-label": t("Link to this page") });
    const said = h("span", { role: "status" }, t("Press Ctrl+C (⌘C) to copy."));
    const close = h(
      "button",
      { type: "button", className: "icon", "aria-label": t("Close"), title: t("Close") },
      icon("close"),
    );
    close.addEventListener("click", () => (this.row.hidden = true));
    this.row.replaceChildren(field, said, close);
    this.row.hidden = false;
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(url); // missing on plain http, as in a school network
      said.textContent = t("Copied. Anyone who opens it sees this page as it is.");
    } catch {
      if (document.execCommand?.("copy")) said.textContent = t("Copied. Anyone who opens it sees this page as it is.");
    }
  }
}

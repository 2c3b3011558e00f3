// The link to hand on: copied where the browser allows it, and ready to be copied by hand.

import { withLink } from "./address.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

export class Share {
  #page;

  /** @param {{store: {link: string}}} page */
  constructor(page) {
    this.#page = page;
    /** Shows the link once it is copied. */
    this.row = h("div", { className: "share", hidden: true });
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

  /** The button, as a toolbar takes it. */
  get choice() {
    return { element: this.button(), refresh() {} };
  }

  async #copy() {
    const url = location.origin + withLink(this.#page.store.link);
    const field = h("input", { type: "text", readOnly: true, value: url, "aria-label": t("Link to this page") });
    const statusText = h("span", { role: "status" }, t("Press Ctrl+C (⌘C) to copy."));
    const close = h(
      "button",
      { type: "button", className: "icon", "aria-label": t("Close"), title: t("Close") },
      icon("close"),
    );
    close.addEventListener("click", () => (this.row.hidden = true));
    this.row.replaceChildren(field, statusText, close);
    this.row.hidden = false;
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(url); // missing on plain http, as in a school network
      statusText.textContent = t("Copied. Anyone who opens it sees this page as it is.");
    } catch {
      if (document.execCommand?.("copy"))
        statusText.textContent = t("Copied. Anyone who opens it sees this page as it is.");
    }
  }
}

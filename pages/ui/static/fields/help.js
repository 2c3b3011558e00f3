// What a control or a column means, for a finger and a screen reader too: its name opens it.

import { h, morph } from "../core/dom.js";
import { t } from "../core/texts.js";

let count = 0; // of the texts so far, to name them by

/**
 * A name that opens and closes what it means, and the text of that, closed. Without `help`, there is only the name.
 * @param {string} label
 * @param {string} help
 * @param {{small?: boolean}} [how] `small`: a question mark beside a name that is pressed for something else
 * @returns {{name: HTMLElement, text: HTMLElement | null}}
 */
export function explained(label, help, { small = false } = {}) {
  if (!help) return { name: h("span", {}, label), text: null };
  const text = h("span", { className: "help", id: `help-${++count}`, hidden: true }, help);
  const name = h(
    "button",
    { type: "button", className: small ? "what" : "name", "aria-expanded": "false", "aria-controls": text.id },
    small ? "?" : label,
  );
  if (small) name.setAttribute("aria-label", t("{label}: what is this?", { label }));
  name.addEventListener("click", (event) => {
    event.preventDefault(); // within a label, the label's control is not meant
    text.hidden = !text.hidden;
    name.setAttribute("aria-expanded", String(!text.hidden));
  });
  return { name, text };
}

/** What columns mean, below their table; stays open while the table changes. */
export class ColumnHelp {
  #list = h("dl", {});
  element = h("details", { className: "column-help" }, h("summary", {}, t("What the columns mean")), this.#list);

  /** @param {[name: string, meaning: string][]} columns */
  show(columns) {
    morph(this.#list, ...columns.flatMap(([name, meaning]) => [h("dt", {}, name), h("dd", {}, meaning)]));
  }
}

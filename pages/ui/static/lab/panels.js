// What stands in the middle of the lab, of what a training tells: its curves, or something else in their place.

import { h } from "../core/dom.js";
import { switches } from "../core/toolbar.js";
import { t } from "../core/texts.js";
import { InsidePanel } from "./inside.js";
import { SeenImages } from "./seen_images.js";
import { EnsemblePanel } from "./ensemble.js";

export class Panels {
  /** @param {import("./page.js").Lab} page @param {HTMLElement} curves */
  constructor(page, curves) {
    this.page = page;
    this.choice = switches(page, "panel", t("What of the training is shown"), [
      ["curves", t("Curves")],
      ["inside", t("Inside the network")],
      ["together", t("Together")],
    ]);
    this.choice.element.addEventListener("change", () => this.show());
    this.inside = new InsidePanel(h("div", { className: "inside" }), page);
    this.ensemble = new EnsemblePanel(h("div", { className: "together" }), page);
    this.seen = new SeenImages(page);
    /** @type {Record<string, HTMLElement>} */
    this.roots = { curves, inside: this.inside.root, together: this.ensemble.root };
    this.element = h("div", { className: "middle" }, this.choice.element, ...Object.values(this.roots));
  }

  show() {
    const shown = this.page.view("panel");
    this.choice.refresh();
    this.element.hidden = !this.page.snapshot?.lanes;
    for (const [name, root] of Object.entries(this.roots)) root.hidden = name !== shown;
    this.ensemble.show();
    this.showLane();
    this.seen.show();
  }

  /** What is told of the lane that is looked at, here and below. */
  showLane() {
    this.page.predictions.show();
    this.inside.show();
  }
}

// What stands in place of the picture before anything is trained: the classes of the two trainings.

import { classText } from "./verdict_texts.js";
import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

export class EmptyTransfer {
  #page;
  #shown = "";
  #tasks = h("div", { className: "tasks" });
  element = h(
    "div",
    { className: "empty" },
    h("p", {}, t("Press Train, and the curves grow here.")),
    this.#tasks,
    h("p", {}, t("How much does what was learnt on the first help with the second, of which there are few examples?")),
  );

  /** @param {import("./page.js").TransferPage} page */
  constructor(page) {
    this.#page = page;
  }

  show() {
    const { plan, colors, store } = this.#page;
    if (!plan) return;
    const shape = JSON.stringify([plan.classes, plan.samples, store.get("dataset"), colors.dark]);
    if (shape === this.#shown) return;
    this.#shown = shape;
    const [first, second] = plan.classes.map(classText);
    const texts = [t("first: {classes}", { classes: first }), t("then: {classes}", { classes: second })];
    this.#tasks.replaceChildren(...texts.map((text, i) => h("figure", {}, this.#strip(i), h("figcaption", {}, text))));
  }

  /** An image of each class. @param {number} task */
  #strip(task) {
    const { plan, images, store } = this.#page;
    const strip = h("div", { className: "image-strip", "aria-hidden": "true" });
    /** @type {[number, HTMLCanvasElement][]} */
    const pairs = (plan?.samples[task] ?? []).map((index) => [index, h("canvas", {})]);
    if (pairs.length)
      images.paint(store.get("dataset"), pairs).then((there) => {
        if (there) strip.replaceChildren(...pairs.map(([, canvas]) => canvas));
      });
    return strip;
  }
}

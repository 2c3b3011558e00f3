// The course as a story: links from a preset to the one before it and the one after it, on whatever page they are.

import { framed } from "./address.js";
import { address, lessons } from "./course.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";
import { visit } from "./visit.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./course.js").Lesson} Lesson */

export class Story {
  element = h("span", { className: "story", hidden: true });
  #lessons;
  #name;

  /** @param {Page} page @param {string} name of the page */
  constructor(page, name) {
    this.#lessons = lessons(page.catalog);
    this.#name = name;
  }

  /** Follows the preset that is shown; there is no way on from none. @param {string | undefined} preset */
  show(preset) {
    const at = this.#lessons.findIndex(({ page, name }) => page.name === this.#name && name === preset);
    this.element.hidden = at < 0;
    if (at < 0 || this.element.dataset.at === preset) return;
    this.element.dataset.at = preset;
    const [before, after] = [this.#lessons[at - 1], this.#lessons[at + 1]];
    this.element.replaceChildren(
      ...(before ? [this.#link(before, "previous", t("Previous: {title}", { title: t(before.title) }))] : []),
      ...(after ? [this.#link(after, "next", t("Next: {title}", { title: t(after.title) }))] : []),
    );
  }

  /** @param {Lesson} lesson @param {"previous" | "next"} way @param {string} label */
  #link(lesson, way, label) {
    const href = framed(new URL(address(lesson), document.baseURI).href);
    const link = h("a", { className: "icon", href, title: label, "aria-label": label, "data-do": way }, icon(way));
    link.addEventListener("click", visit);
    return link;
  }
}

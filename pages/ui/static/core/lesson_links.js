// Links through the course: from a preset to the one before it and the one after it, on whatever page they are.

import { framed, link as linkHere } from "./address.js";
import { address, lessons } from "./course.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";
import { visit } from "./navigation.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./course.js").Lesson} Lesson */
/** @typedef {"previous" | "next"} Way */

/** The way that a key goes until its lesson is there: the next key goes on from there, on another page, too.
 * @type {Way | null} */
let going = null;

export class LessonLinks {
  element = h("span", { className: "story", hidden: true });
  #lessons;
  #name;
  /** Where it leads while the lesson that was chosen is not there yet. @type {number | null} */ #ahead = null;
  /** @type {Record<Way, HTMLAnchorElement>} */ #links;

  /** @param {Page} page @param {string} name of the page */
  constructor(page, name) {
    this.#lessons = lessons(page.catalog);
    this.#name = name;
    this.#links = { previous: this.#link("previous"), next: this.#link("next") };
    this.element.append(this.#links.previous, this.#links.next);
  }

  /** Follows the preset that is shown; there is no way on from none. @param {string | undefined} preset */
  show(preset) {
    const at = this.#lessons.findIndex(({ page, name }) => page.name === this.#name && name === preset);
    if (this.#ahead !== null && this.#ahead !== at && this.#isAsked(this.#ahead)) return;
    this.#ahead = null;
    this.element.hidden = at < 0;
    if (at < 0) return;
    this.#lead(at);
    if (going) this.#links[going].focus({ preventScroll: true });
    going = null;
  }

  /** Whether the address is still that of this lesson. @param {number} at */
  #isAsked(at) {
    const asked = new URL(address(this.#lessons[at]), document.baseURI);
    return location.pathname === asked.pathname && `?${linkHere()}` === asked.search;
  }

  /** To the lessons beside this one. @param {number} at */
  #lead(at) {
    this.element.dataset.at = this.#lessons[at].name;
    this.#direct("previous", at - 1);
    this.#direct("next", at + 1);
  }

  /** @param {Way} way @param {number} to */
  #direct(way, to) {
    const [link, lesson] = [this.#links[way], this.#lessons[to]];
    link.hidden = !lesson;
    if (!lesson) return;
    const title = t(lesson.title);
    const label = way === "next" ? t("Next: {title}", { title }) : t("Previous: {title}", { title });
    link.href = framed(new URL(address(lesson), document.baseURI).href);
    link.title = label;
    link.setAttribute("aria-label", label);
    link.dataset.to = String(to);
  }

  /** @param {Way} way */
  #link(way) {
    const link = h("a", { className: "icon", "data-do": way }, icon(way));
    link.addEventListener("click", (event) => {
      visit(event);
      if (!event.defaultPrevented) return;
      going = event.detail ? null : way;
      this.#ahead = Number(link.dataset.to);
      this.#lead(this.#ahead); // the next press leads on from there, however long the lesson takes to come
    });
    return link;
  }
}

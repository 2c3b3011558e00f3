// Links through the course: from a preset to the one before it and the one after it, on whatever page they are.

import { framed, link as linkHere } from "./address.js";
import { address, lessons } from "./course.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { pressed, succeeded } from "./repeated_press.js";
import { t } from "./texts.js";
import { visit } from "./navigation.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./course.js").Lesson} Lesson */
/** @typedef {"previous" | "next"} Way */

/** The way that was gone last. @type {Way | null} */
let gone = null;

export class LessonLinks {
  element = h("span", { className: "story", hidden: true });
  #lessons;
  #numbers; // of the lessons, by path and link: to look at each costs milliseconds, and a drag asks at every picture
  #name;
  /** @type {Record<Way, HTMLAnchorElement>} */ #links;

  /** @param {Page} page @param {string} name of the page */
  constructor(page, name) {
    this.#lessons = lessons(page.catalog);
    this.#numbers = new Map(this.#lessons.map((lesson, number) => [whole(lesson), number]));
    this.#name = name;
    this.#links = { previous: this.#link("previous"), next: this.#link("next") };
    this.element.append(this.#links.previous, this.#links.next);
  }

  /** Follows the lesson of the address, which may not be there yet, or else the preset that is shown; there is no way
   * on from none. @param {string | undefined} preset */
  show(preset) {
    const asked = this.#numbers.get(`${location.pathname}?${linkHere()}`);
    const at = asked ?? this.#lessons.findIndex(({ page, name }) => page.name === this.#name && name === preset);
    this.element.hidden = at < 0;
    if (at < 0) return;
    this.#lead(at);
    if (gone) succeeded(this.#links[gone]);
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
      gone = way;
      pressed(link, event);
      this.#lead(Number(link.dataset.to)); // the next press leads on from there, however long the lesson takes to come
    });
    return link;
  }
}

/** The path and the link of a lesson. @param {Lesson} lesson */
function whole(lesson) {
  const { pathname, search } = new URL(address(lesson), document.baseURI);
  return pathname + search;
}

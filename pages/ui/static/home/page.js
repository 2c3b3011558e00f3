// The home page: a course, topic by topic, with a card for every preset of every page.

import { framed } from "../core/address.js";
import { h, retry } from "../core/dom.js";
import { consume } from "../core/prefetch.js";
import { settle } from "../core/early_place.js";
import { t, tn } from "../core/texts.js";
import { visit } from "../core/navigation.js";
import { address, chapters } from "../core/course.js";
import { found } from "./search.js";
import { theme } from "../core/theme.js";

/** @typedef {import("../core/catalog.js").Catalog} Catalog */
/** @typedef {import("../core/course.js").Chapter} Chapter */
/** @typedef {import("../core/course.js").Lesson} Lesson */
/** @typedef {{element: HTMLAnchorElement, text: string}} Card */
/** @typedef {{chapter: Chapter, section: HTMLElement, link: HTMLAnchorElement, cards: Card[]}} Part */

/** @type {WeakMap<Element, Home>} */
const mounted = new WeakMap();

/** @param {{parentElement: HTMLElement}} mounting @param {{api: string}} urls */
export function mount({ parentElement }, urls) {
  const root = settle(/** @type {HTMLElement} */ (parentElement.querySelector(".page")));
  const home = mounted.get(root) ?? new Home(root, urls);
  mounted.set(root, home);
  root.classList.toggle("dark", theme(root).dark);
  return () => home.leave();
}

/** Until the styles of the page are there, or will not come. @param {HTMLElement} root */
function styled(root) {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const sheets = (root.parentElement ?? root).querySelectorAll("link[rel=stylesheet]");
  const waiting = [...sheets].filter(({ sheet }) => !sheet);
  const settled = waiting.map(
    (link) => new Promise((go) => ["load", "error"].forEach((event) => link.addEventListener(event, go))),
  );
  return Promise.all(settled);
}

class Home {
  /** @type {Part[]} */ #parts = [];
  #root;
  #app; // the address of the app, which every link is relative to
  #banner = h("p", { className: "banner error", role: "status", hidden: true });
  #search = h("input", { type: "search", placeholder: t("Search"), "aria-label": t("Search the course") });
  #count = h("p", { className: "found", role: "status" });
  /** @type {IntersectionObserver | null} */ #spy = null;

  /** @param {HTMLElement} root @param {{api: string}} urls */
  constructor(root, { api }) {
    this.#root = root;
    this.#app = new URL("..", api).href;
    root.append(this.#banner);
    const url = `${api}catalog`;
    const catalog = () => (consume(url) ?? fetch(url)).then((answer) => answer.json());
    const failing = () =>
      this.#fail(t("No connection to the server. Nothing is lost; it goes on as soon as it answers."));
    retry(catalog, failing).then(async (catalog) => {
      await styled(root);
      this.#build(catalog);
    });
  }

  leave() {
    if (!this.#root.isConnected) this.#spy?.disconnect();
  }

  /** @param {string} text */
  #fail(text) {
    this.#banner.textContent = text;
    this.#banner.hidden = !text;
  }

  /** @param {Catalog} catalog */
  #build(catalog) {
    this.#fail("");
    this.#parts = chapters(catalog).map((chapter) => this.#part(chapter, catalog));
    this.#search.addEventListener("input", () => this.#filter());
    this.#root.replaceChildren(
      this.#banner,
      this.#hero(catalog),
      h(
        "div",
        { className: "course" },
        this.#topics(),
        h("div", {}, this.#count, ...this.#parts.map((p) => p.section)),
      ),
    );
    this.#follow();
    this.#return();
    this.#root.dataset.page = "ready";
  }

  /** @param {Catalog} catalog */
  #hero({ pages }) {
    const starts = pages.slice(0, 2).map(({ path, start }, i) => this.#link(path, i ? "quiet" : "loud", t(start)));
    return h(
      "header",
      { className: "hero" },
      h("h1", {}, t("Optimizer race: what a convention, a learning rate, a condition number really does")),
      h("p", {}, t("Open a demo, drag anything, send the link. Every number is computed from the run that you see.")),
      h("div", { className: "starts" }, ...starts),
    );
  }

  /** @param {string} path @param {string} className @param {...(Node | string)} children */
  #link(path, className, ...children) {
    const element = h("a", { href: framed(new URL(path, document.baseURI).href), className }, ...children);
    element.addEventListener("click", (event) => {
      this.#remember();
      visit(event);
    });
    return element;
  }

  /** A topic: its section, and the link to it. @param {Chapter} chapter @param {Catalog} catalog @returns {Part} */
  #part(chapter, catalog) {
    const cards = chapter.lessons.map((lesson) => this.#card(lesson, catalog));
    const title = t(chapter.title);
    const section = h(
      "section",
      { id: chapter.name, "aria-labelledby": `${chapter.name}-title` },
      h("h2", { id: `${chapter.name}-title` }, title),
      h("div", { className: "cards" }, ...cards.map(({ element }) => element)),
    );
    const link = h("a", { href: `#${chapter.name}` }, h("span", {}, title), h("small", {}, String(cards.length)));
    link.addEventListener("click", (event) => {
      event.preventDefault(); // Streamlit would run the script again for another address
      section.scrollIntoView({ block: "start" });
      /** @type {HTMLElement | null} */ (section.querySelector("a"))?.focus({ preventScroll: true });
    });
    return { chapter, section, link, cards };
  }

  /** @param {Lesson} lesson @param {Catalog} catalog @returns {Card} */
  #card(lesson, { pages }) {
    const { title, observe, page, picture } = lesson;
    const image =
      picture && h("img", { src: new URL(picture, this.#app).href, alt: "", loading: "lazy", width: 360, height: 180 });
    const where = page === pages[0] ? null : h("small", {}, t(page.title));
    const said = [h("strong", {}, t(title)), h("span", {}, t(observe))];
    const element = this.#link(
      address(lesson),
      "card",
      ...[image, where, ...said].filter((each) => each !== null && each !== ""),
    );
    return { element, text: [title, observe, t(title), t(observe), lesson.name].join(" ") };
  }

  /** The topics, part by part. */
  #topics() {
    const heads = [...new Set(this.#parts.map(({ chapter }) => chapter.part))];
    const lists = heads.map((part) => {
      const links = this.#parts.filter(({ chapter }) => chapter.part === part).map(({ link }) => h("li", {}, link));
      return h("div", {}, h("p", { className: "part" }, t(part)), h("ul", {}, ...links));
    });
    return h("nav", { className: "topics", "aria-label": t("Topics") }, this.#search, ...lists);
  }

  /** Shows what the search finds. */
  #filter() {
    const typed = this.#search.value.trim();
    let count = 0;
    for (const { section, link, cards, chapter } of this.#parts) {
      const about = `${chapter.title} ${t(chapter.title)}`;
      const shown = cards.filter(({ element, text }) => {
        element.hidden = !found(typed, `${text} ${about}`);
        return !element.hidden;
      });
      section.hidden = link.hidden = !shown.length;
      count += shown.length;
    }
    this.#count.textContent = typed ? tn("{n} demo found", "{n} demos found", count) : "";
  }

  /** The topic that is read is marked. */
  #follow() {
    /** @type {Set<Element>} */ const seen = new Set();
    this.#spy = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target);
          else seen.delete(target);
        }
        const first = this.#parts.find(({ section }) => seen.has(section));
        for (const part of this.#parts) {
          if (part === first) part.link.setAttribute("aria-current", "true");
          else part.link.removeAttribute("aria-current");
        }
      },
      { rootMargin: "-25% 0px -55% 0px" },
    );
    for (const { section } of this.#parts) this.#spy.observe(section);
  }

  get #scrolled() {
    return this.#root.closest("[data-testid=stMain]") ?? document.documentElement;
  }

  /** For whoever comes back to this entry of the history. */
  #remember() {
    const home = { top: this.#scrolled.scrollTop, typed: this.#search.value };
    history.replaceState({ ...history.state, home }, "");
  }

  #return() {
    const { top, typed } = history.state?.home ?? { top: 0, typed: "" };
    this.#search.value = typed;
    if (typed) this.#filter();
    if (top) requestAnimationFrame(() => (this.#scrolled.scrollTop = top));
  }
}

// What the pages share: one store, the catalog, the theme, the choices above the picture, a line for what is wrong.

import { link } from "./address.js";
import { h, retry } from "./dom.js";
import { sentences } from "./notices.js";
import { consume } from "./prefetch.js";
import { t } from "./texts.js";
import { theme } from "./theme.js";

/** @type {WeakMap<Element, Page>} */
const pages = new WeakMap();

/**
 * What Streamlit calls when the component is mounted, when it runs the script again, and when the theme changes; the
 * elements stay. Nothing that it hands over is shown: the page reads the address by itself.
 * @param {new (root: HTMLElement, urls: Urls) => Page} Kind
 */
export function mounting(Kind) {
  /** @param {Mounted} mounted @param {Urls} urls */
  return ({ parentElement, setStateValue }, urls) => {
    const root = /** @type {HTMLElement} */ (parentElement.querySelector(".page"));
    let page = pages.get(root);
    if (!page) {
      page = new Kind(root, urls);
      pages.set(root, page);
    }
    page.explain = (entries) => setStateValue("entries", entries);
    page.follow();
    return () => page.leave();
  };
}

/** @typedef {{api: string, plotly: string, uplot: string}} Urls */
/** @typedef {{parentElement: HTMLElement, setStateValue: (name: string, value: string) => void}} Mounted */

const LATER = /** @type {any} */ (null); // there from `build` on

/** A kind of page has `build()`, which makes its `store` and its elements, `redraw()` for another theme, `entries()`,
 * which names what it shows of the catalogs, and `left()` for what else ends with it. */
export class Page {
  /** @type {any} */ catalog = null;
  /** @type {import("./store.js").Store} */ store = LATER;
  /** @type {import("./toolbar.js").Toolbar} */ toolbar = LATER;
  gone = false; // the page was left
  /** @type {string | null} */ #explained = null; // the entries that Python explains

  /** @param {HTMLElement} root @param {Urls} urls */
  constructor(root, urls) {
    this.root = root;
    this.urls = urls;
    this.colors = theme(root);
    /** Tells Python which entries are shown. @type {(entries: string) => void} */
    this.explain = () => {};
    this.trouble = h("p", { className: "trouble", role: "status", hidden: true });
    this.notices = h("p", { className: "trouble notices", role: "status", hidden: true });
    root.append(this.trouble);
    this.failing = () => this.say(t("No connection to the server. Nothing is lost; it goes on as soon as it answers."));
    const url = urls.api + "catalog";
    const catalog = () => (consume(url) ?? fetch(url)).then((answer) => answer.json());
    this.ready = retry(catalog, this.failing).then((catalog) => {
      if (this.gone) return;
      this.catalog = catalog;
      this.say("");
      this.build();
      this.#listen();
      this.store.open(link());
    });
  }

  build() {}

  left() {}

  redraw() {}

  /** @returns {string[]} */
  entries() {
    return [];
  }

  /** The theme's colours, where they are others now. */
  async follow() {
    await this.ready;
    const colors = theme(this.root);
    if (this.gone || JSON.stringify(colors) === JSON.stringify(this.colors)) return;
    this.colors = colors;
    this.redraw();
  }

  /** Streamlit also calls this for a mounting that a newer one has overtaken: then nobody leaves. */
  leave() {
    if (this.root.isConnected) return;
    this.gone = true;
    if (!this.store) return; // left before it was built
    this.store.leave();
    this.left();
  }

  /** A setting of how the page is looked at, or another key of the link. @param {string} key */
  view(key) {
    return this.store.get(key);
  }

  /** @param {number} index */
  hidden(index) {
    return this.store.get(`${index + 1}.hidden`) === "1";
  }

  /** What lane `index` is called. @param {number} index */
  name(index) {
    return t(this.catalog.optimizers[this.store.get(`${index + 1}`)]?.label ?? "");
  }

  /** The entries of the lanes, as Python names them. */
  laneEntries() {
    const { store } = this;
    const lanes = Array.from({ length: store.count }, (_, index) => `${index + 1}`);
    return [
      ...lanes.map((lane) => `optimizer:${store.get(lane)}`),
      ...lanes.map((lane) => `schedule:${store.get(`${lane}.schedule`)}`),
    ];
  }

  /** What is wrong, until it is not. @param {string} text */
  say(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  /** Says what of a link was put right. @param {{notices: import("./notices.js").Notice[], opened: boolean}} detail */
  #notify({ notices, opened }) {
    const said = sentences(notices);
    const changed = opened && said.length ? [t("This link was changed to the nearest that can be shown.")] : [];
    this.notices.textContent = [...changed, ...said].join(" ");
    this.notices.hidden = !said.length;
  }

  /** Python explains what is shown: it is told where that changes, and has read the first link by itself. */
  #explain() {
    const entries = [...new Set(this.entries())].join(" ");
    if (this.#explained !== null && entries !== this.#explained) this.explain(entries);
    this.#explained = entries;
  }

  #listen() {
    const { store, root } = this;
    store.addEventListener("offline", this.failing);
    store.addEventListener("online", () => this.say(""));
    store.addEventListener("slow", () => root.classList.add("waiting"));
    store.addEventListener("idle", () => {
      root.classList.remove("waiting");
      if (!store.dragging) this.#explain();
    });
    store.addEventListener("update", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      this.toolbar.show(detail.preset);
      this.#notify(detail);
    });
  }
}

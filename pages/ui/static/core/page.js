// What the pages share: one store, the catalog, the theme, the choices above the picture, a line for what is wrong.

import { link } from "./address.js";
import { h, retry, write } from "./dom.js";
import { sentences } from "./notices.js";
import { consume } from "./prefetch.js";
import { printable } from "./printing.js";
import { settle } from "./early_place.js";
import { t } from "./texts.js";
import { theme } from "./theme.js";

/** @typedef {{api: string, uplot: string}} Urls */
/** @typedef {{parentElement: HTMLElement, setStateValue: (name: string, value: string) => void}} Mounting */
/** @typedef {import("./toolbar.js").Toolbar} Toolbar */

const EXPLAIN_MS = 400; // for which nothing else is shown

/** Of a field that `build` fills: nothing reads it before. */
export const LATER = /** @type {any} */ (null);

/** @type {WeakMap<Element, Page>} */
const pages = new WeakMap();

/**
 * What Streamlit calls when the component is mounted, when it runs the script again, and when the theme changes; the
 * elements stay. Nothing that it hands over is shown: the page reads the address by itself.
 * @param {new (root: HTMLElement, urls: Urls) => Page} Kind
 */
export function mounting(Kind) {
  return (/** @type {Mounting} */ { parentElement, setStateValue }, /** @type {Urls} */ urls) => {
    const root = settle(/** @type {HTMLElement} */ (parentElement.querySelector(".page")));
    const page = pages.get(root) ?? new Kind(root, urls);
    pages.set(root, page);
    page.explain = (entries) => setStateValue("entries", entries);
    const { untold } = root.dataset; // what it would have told before it had anybody to tell
    delete root.dataset.untold;
    if (untold !== undefined) page.explain(untold);
    page.followTheme();
    return () => page.leave();
  };
}

export class Page {
  /** @type {import("./catalog.js").Catalog} */ catalog = LATER; // once it is `ready`
  /** @type {import("./store.js").Store} */ store = LATER;
  /** @type {Toolbar} */ toolbar = LATER;
  gone = false; // the page was left
  #stopPrinting = () => {};
  errorBanner = h("p", { className: "banner error", role: "status", hidden: true });
  notices = h("p", { className: "banner notices", role: "status", hidden: true });
  #heading = h("h1", { className: "unseen" });
  #spoken = h("p", { className: "unseen", role: "status" });
  /** Tells Python which entries to explain. @type {(entries: string) => void} */
  explain = () => {};
  /** @type {string | null} */ #explained = null; // the entries that Python explains
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #explaining;

  /** @param {HTMLElement} root @param {Urls} urls */
  constructor(root, urls) {
    this.root = root;
    this.urls = urls;
    this.colors = theme(root);
    root.append(this.errorBanner);
    const url = urls.api + "catalog";
    const catalog = () => (consume(url) ?? fetch(url)).then((answer) => answer.json());
    this.ready = retry(catalog, this.showOffline).then((catalog) => {
      if (this.gone) return;
      this.catalog = catalog;
      this.showError("");
      this.build();
      this.root.prepend(this.#heading, this.#spoken);
      this.#stopPrinting = printable(this);
      this.#listen();
      this.toolbar.lead();
      this.store.open(link());
    });
  }

  /** Makes the `store`, the `toolbar` and all elements. */
  build() {}

  /** Draws what there is in another theme. */
  redraw() {}

  /** What is shown of the catalogs, as Python names it. @returns {string[]} */
  entries() {
    return [];
  }

  /** What else ends with the page. */
  left() {}

  /** The theme's colours, where they are others now. */
  async followTheme() {
    await this.ready;
    this.recolor(theme(this.root));
  }

  /** Draws in other colours. @param {import("./theme.js").Colors} colors */
  recolor(colors) {
    if (this.gone || JSON.stringify(colors) === JSON.stringify(this.colors)) return;
    this.colors = colors;
    this.redraw();
  }

  /** Streamlit also calls this for a mounting that a newer one has overtaken: then nobody leaves. */
  leave() {
    if (this.root.isConnected) return;
    this.gone = true;
    clearTimeout(this.#explaining);
    this.#stopPrinting();
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

  /** What the numbered keys of the link are entries of. */
  get numbered() {
    return this.catalog.optimizers;
  }

  /** What its other keys are. @returns {Record<string, import("./catalog.js").Parameter>} */
  get parameters() {
    const { race, training, settings } = this.catalog;
    return { ...settings, ...training, ...race };
  }

  /** What lane `index` is called. @param {number} index */
  name(index) {
    return t(this.numbered[this.store.get(`${index + 1}`)]?.label ?? "");
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

  /** What is wrong; nothing any more where `text` is empty. @param {string} text */
  showError(text) {
    this.errorBanner.textContent = text;
    this.errorBanner.hidden = !text;
  }

  showOffline = () => {
    this.showError(t("No connection to the server. Nothing is lost; it goes on as soon as it answers."));
  };

  /** What is drawn, for who cannot see it: a voice reads it when nothing else is said. @param {string} text */
  speak(text) {
    write(this.#spoken, text);
  }

  /** The page's title, and that of the preset it shows. @param {string | null} preset */
  #entitle(preset) {
    const name = this.root.dataset.name ?? "";
    const shown = this.catalog.galleries[name].find((each) => each.name === preset);
    const titles = [this.catalog.titles[name], ...(shown ? [shown.title] : [])];
    write(this.#heading, titles.map((text) => t(text)).join(": "));
  }

  /** Says what of a link was put right.
   * @param {{notices: import("./notices.js").Notice[], opened: boolean}} update */
  #notify({ notices, opened }) {
    const texts = sentences(notices);
    const changed = opened && texts.length ? [t("This link was changed to the nearest that can be shown.")] : [];
    write(this.notices, [...changed, ...texts].join(" "));
    this.notices.hidden = !texts.length;
  }

  /** Python explains what is shown: it is told where that changes, and has read the first link by itself. Not at once:
   * who goes on through the course may be on the way to another page, which Streamlit would forget. */
  #explain() {
    const entries = [...new Set(this.entries())].join(" ");
    this.#explained ??= entries;
    clearTimeout(this.#explaining);
    this.#explaining = setTimeout(() => {
      if (entries === this.#explained || !this.store.isHere) return;
      this.explain(entries);
      this.#explained = entries;
    }, EXPLAIN_MS);
  }

  #listen() {
    const { store, root } = this;
    store.addEventListener("offline", this.showOffline);
    store.addEventListener("online", () => this.showError(""));
    store.addEventListener("slow", () => root.classList.add("waiting"));
    store.addEventListener("idle", () => {
      root.classList.remove("waiting");
      if (!store.dragging) this.#explain();
    });
    store.addEventListener("update", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      this.toolbar.show(detail.preset, detail.opened);
      this.#entitle(detail.preset);
      this.#notify(detail);
    });
  }
}

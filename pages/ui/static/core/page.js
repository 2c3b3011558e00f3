// What the pages of all pages share: one store, the catalog, the theme, a line for what is wrong.

import { consume } from "./prefetch.js";
import { h, retry } from "./dom.js";
import { theme } from "./theme.js";

const pages = new WeakMap();

/** What Streamlit calls with every new data, and when the theme changes; the elements stay. */
export function mounting(Kind) {
  return ({ data, parentElement, setTriggerValue }, urls) => {
    const root = parentElement.querySelector(".page");
    let page = pages.get(root);
    if (!page) {
      page = new Kind(root, urls);
      pages.set(root, page);
    }
    page.tell = (link) => setTriggerValue("link", link);
    page.follow(data);
    return () => page.leave();
  };
}

/** A kind of page has `build()`, which makes its `store` and its elements, `redraw()` for another theme, and
 * `left()` for what else ends with it. */
export class Page {
  catalog = null;
  gone = false; // the page was left

  constructor(root, urls) {
    Object.assign(this, { root, urls, uplot: urls.uplot, colors: theme(root) });
    this.trouble = h("p", { className: "trouble", role: "status", hidden: true });
    root.append(this.trouble);
    this.failing = () => this.say(this.data.offline);
    const catalog = () => (consume("catalog") ?? fetch(urls.api + "catalog")).then((answer) => answer.json());
    this.ready = retry(catalog, this.failing).then((catalog) => {
      if (this.gone) return;
      this.catalog = catalog;
      this.say("");
      this.build();
      this.#listen();
    });
  }

  async follow(data) {
    this.data = data;
    await this.ready;
    if (this.gone) return;
    const colors = theme(this.root);
    if (JSON.stringify(colors) !== JSON.stringify(this.colors)) {
      this.colors = colors;
      this.redraw();
    }
    this.store.adopt(data);
  }

  /** Streamlit also calls this for a mounting that newer data has overtaken: then nobody leaves. */
  leave() {
    if (this.root.isConnected) return;
    this.gone = true;
    if (!this.store) return; // left before it was built
    this.store.leave();
    this.left();
  }

  /** A setting of how the page is looked at, or another key of the link. */
  view(key) {
    return this.store.get(key);
  }

  hidden(index) {
    return this.store.get(`${index + 1}.hidden`) === "1";
  }

  /** What lane `index` is called. */
  name(index) {
    return this.catalog.optimizers[this.store.get(`${index + 1}`)]?.label ?? "";
  }

  say(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  /** Says what of a link was put right. What came by a link (`opened`), Python's page says. */
  notice(notices, opened) {
    this.say(opened ? "" : notices.map(({ key, used }) => `${key}: ${used}`).join("; "));
  }

  #listen() {
    const { store, root } = this;
    store.addEventListener("offline", () => this.say(this.data.offline));
    store.addEventListener("online", () => this.say(""));
    store.addEventListener("told", () => (root.dataset.told = "waiting"));
    store.addEventListener("heard", () => (root.dataset.told = "heard"));
    store.addEventListener("slow", () => root.classList.add("waiting"));
    store.addEventListener("idle", () => root.classList.remove("waiting"));
  }
}

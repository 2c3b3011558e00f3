// After another surface was chosen: rates that suit it, to take or to leave. Nothing is retuned by itself.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";

const SAME = 0.01; // rates closer than this, as a share, are no other

export class RateOffer {
  element = h("div", { className: "offer", role: "status", hidden: true });
  #page;
  #expected = false; // the next link that is answered is of a surface chosen by hand

  /** @param {import("./page.js").Race} page */
  constructor(page) {
    this.#page = page;
    page.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
  }

  /** Another surface was chosen. */
  expect() {
    this.#expected = true;
  }

  /** @param {import("./store.js").Update} update */
  #onUpdate({ opened }) {
    if (opened) this.element.hidden = !this.#expected;
    if (opened) this.#expected = false;
    if (this.element.hidden) return;
    const changes = this.#changes();
    this.element.hidden = !changes.length;
    if (changes.length && opened) this.#show();
  }

  /** The lanes whose rate is another than suits the surface, with the key and the rate that does.
   * @returns {[string, number][]} */
  #changes() {
    const { store } = this.#page;
    const shared = store.get("lr");
    return store.lanes.flatMap(({ suited }, index) => {
      const key = `${index + 1}.lr`;
      const own = store.get(key);
      if (suited === null || !own) return [];
      return Math.abs(Number(shared || own) / suited - 1) < SAME ? [] : [[key, suited]];
    });
  }

  #show() {
    const rates = this.#page.store.lanes.map(({ suited }) => suited).filter((rate) => rate !== null);
    const text = t("Rates that suit this surface: {rates}", { rates: rates.map((rate) => number(rate, 2)).join(", ") });
    /** @param {string} name @param {string} label @param {() => void} act */
    const button = (name, label, act) => {
      const element = h("button", { type: "button", "data-offer": name }, label);
      element.addEventListener("click", act);
      return element;
    };
    this.element.replaceChildren(
      h("span", {}, text),
      button("use", t("Use them"), () => this.#use()),
      button("keep", t("Keep mine"), () => (this.element.hidden = true)),
    );
  }

  #use() {
    const { store, player } = this.#page;
    const all = store.lanes.map(({ suited }, index) => [`${index + 1}.lr`, suited]).filter(([, rate]) => rate !== null);
    store.set({ lr: "", ...Object.fromEntries(all) });
    store.commit();
    this.element.hidden = true;
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) player.restart();
  }
}

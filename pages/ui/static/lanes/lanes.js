// The lanes as cards: who contends, in which look, with which hyperparameters; add, duplicate, move, hide, remove.

import { Dial, controls } from "../fields/fields.js";
import { entryOptions } from "./entry_options.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { swatch } from "./style.js";
import { t } from "../core/texts.js";

const NAMES = {
  duplicate: t("Duplicate"),
  move_up: t("Move up"),
  move_down: t("Move down"),
  remove: t("Remove"),
};

/** The learning rate among an optimizer's parameters, if it has one. */
const rateOf = ({ parameters }) => parameters.find(({ name }) => name === "lr");

/** A page's own lanes say what stands around them and on them, by the methods that do nothing here. */
export class Lanes {
  #shape = null; // what the cards were built for: they are built anew only when this changes
  #parts = [];
  #opened = new Set();

  constructor(root, page) {
    Object.assign(this, { root, page });
  }

  /** What is descended here: "plane" or "network". */
  get scope() {
    return "plane";
  }

  /** What the page's own parts are built for. */
  shape() {
    return [];
  }

  /** The groups of controls [above, below] the lanes. `own(part)` keeps a part to be refreshed; gives its element. */
  groups(_own) {
    return [[], []];
  }

  /** More of lane `index` than its optimizer and schedule. */
  extras(_index, _own) {
    return [];
  }

  /** Whether lane `index` has more to show that a person should not have to look for. */
  hasOverrides(_index) {
    return false;
  }

  /** What lane `index` stands at now. */
  currentValue(_index) {
    return "";
  }

  /** Whether a key of a lane, without its number, keepsKey another optimizer. */
  keepsKey(_name) {
    return false;
  }

  /** What else is set where `entry` is chosen for a key. */
  defaultsFor(_key, _entry) {
    return {};
  }

  /** Follows the link: builds the cards where another entry was chosen, else only moves the dials. */
  show() {
    const { store } = this.page;
    const { count } = store;
    const shape = JSON.stringify([
      this.page.colors.dark,
      store.get("lr") === "",
      this.shape(),
      ...Array.from({ length: count }, (_, i) => [store.get(`${i + 1}`), store.get(`${i + 1}.schedule`)]),
    ]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(count);
    }
    for (const part of this.#parts) part.refresh();
    this.score();
  }

  score() {
    this.cards?.forEach((card, index) => (card.value.textContent = this.currentValue(index)));
  }

  /** A titled group of controls. */
  group(title, ...children) {
    return h("section", { className: "group", "aria-label": title }, h("h3", {}, title), ...children);
  }

  #build(count) {
    const { page } = this;
    const { catalog, store } = page;
    const focused = document.activeElement?.closest?.("[data-focus]")?.dataset.focus;
    this.#parts = [];
    const own = (part) => (this.#parts.push(part), part.element);
    this.cards = Array.from({ length: count }, (_, index) => this.#card(index, count, own));
    const [above, below] = this.groups(own);
    const lanes = h(
      "section",
      { className: "group", "aria-label": t("Lanes") },
      h("header", {}, h("h3", {}, t("Lanes")), this.#sharing()),
      store.get("lr") === "" ? null : own(new Dial(page, catalog.shared_lr, "lr")),
      ...this.cards.map((card) => card.element),
      count < catalog.most_lanes ? this.#adder() : null,
    );
    this.root.replaceChildren(...above, lanes, ...below);
    if (focused) this.root.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
  }

  #card(index, count, own) {
    const { page } = this;
    const { catalog, store } = page;
    const lane = `${index + 1}`;
    const optimizer = catalog.optimizers[store.get(lane)];
    const lr = rateOf(optimizer); // without one, there is nothing that a schedule could change
    const schedule = lr && catalog.schedules[store.get(`${lane}.schedule`)];
    const others = optimizer.parameters.filter((parameter) => parameter !== lr);
    const value = h("output", { className: "now", title: this.help });
    const more = h(
      "details",
      { open: this.#opened.has(index) || this.hasOverrides(index) },
      h("summary", { "data-focus": `more${index}` }, lr ? t("Hyperparameters and schedule") : t("Hyperparameters")),
      ...controls(page, others, `${lane}.`, index).map(own),
      lr ? this.#choice(`${lane}.schedule`, catalog.schedules, t("Schedule"), index) : null,
      ...(schedule ? controls(page, schedule.parameters, `${lane}.schedule.`, index).map(own) : []),
      ...this.extras(index, own),
    );
    more.addEventListener("toggle", () => this.#opened[more.open ? "add" : "delete"](index));
    const hide = this.#hider(index, own);
    const element = h(
      "article",
      { className: "lane", "data-lane": lane, "aria-label": `${lane} ${t(optimizer.label)}` },
      h(
        "header",
        {},
        swatch(index, page.colors.dark),
        this.#choice(lane, catalog.optimizers, t("Optimizer"), index),
        value,
        hide,
        this.#menu(index, count),
      ),
      lr && store.get("lr") === "" ? own(new Dial(page, lr, `${lane}.lr`, { index })) : null,
      more,
    );
    return { element, value };
  }

  /** A list to pick an entry of the catalog from, for the link's key. */
  #choice(key, entries, label, index) {
    const { store } = this.page;
    const select = h(
      "select",
      { "aria-label": `${label}, ${index + 1}`, title: label, "data-choice": key, "data-focus": key },
      ...entryOptions(entries, this.scope),
    );
    select.value = store.get(key);
    select.addEventListener("change", () => {
      const changes = { [key]: select.value };
      for (const old of store.keys(key)) if (!this.#kept(old, key, entries[select.value])) changes[old] = null;
      store.set({ ...changes, [key]: select.value, ...this.defaultsFor(key, entries[select.value]) });
      store.commit();
    });
    return key.endsWith(".schedule") ? h("label", { className: "pick" }, h("span", {}, label), select) : select;
  }

  #hider(index, own) {
    const { store } = this.page;
    const key = `${index + 1}.hidden`;
    const button = h("button", { type: "button", className: "icon", "data-focus": key, "data-hide": index + 1 });
    button.addEventListener("click", () => {
      store.set({ [key]: store.get(key) === "1" ? 0 : 1 });
      store.commit("replace");
    });
    own({
      element: button,
      refresh: () => {
        const hidden = store.get(key) === "1";
        button.replaceChildren(icon(hidden ? "hidden" : "shown"));
        button.title = hidden ? t("Show") : t("Hide");
        button.setAttribute("aria-label", `${button.title}, ${index + 1}`);
        button.setAttribute("aria-pressed", String(hidden));
        button.closest(".lane")?.classList.toggle("hidden", hidden);
      },
    });
    return button;
  }

  #menu(index, count) {
    const { catalog, store } = this.page;
    const move = (by) => (lists) => {
      lists.splice(index + by, 0, ...lists.splice(index, 1));
      return lists;
    };
    const actions = [
      ["duplicate", count < catalog.most_lanes, (lists) => lists.toSpliced(index + 1, 0, lists[index])],
      ["move_up", index > 0, move(-1)],
      ["move_down", index < count - 1, move(1)],
      ["remove", count > 1, (lists) => lists.toSpliced(index, 1)],
    ];
    const menu = h(
      "select",
      {
        className: "menu",
        "aria-label": `${t("Duplicate, move or remove")}, ${index + 1}`,
        title: t("Duplicate, move or remove"),
        "data-focus": `menu${index}`,
        "data-menu": index + 1,
      },
      h("option", { value: "" }, "⋯"),
      ...actions.map(([name, possible]) => h("option", { value: name, disabled: !possible }, NAMES[name])),
    );
    menu.addEventListener("change", () => {
      const deed = actions.find(([name]) => name === menu.value);
      menu.value = "";
      if (deed) store.arrange(deed[2]);
    });
    return menu;
  }

  #adder() {
    const { catalog, store } = this.page;
    const select = h(
      "select",
      { className: "add", "aria-label": t("+ Add a lane …"), "data-focus": "add", "data-add": "" },
      h("option", { value: "" }, t("+ Add a lane …")),
      ...entryOptions(catalog.optimizers, this.scope),
    );
    select.addEventListener("change", () => store.arrange((lists) => [...lists, [["", select.value]]]));
    return select;
  }

  /** One learning rate for all, or each its own. */
  #sharing() {
    const { catalog, store } = this.page;
    const shared = store.get("lr") !== "";
    const box = h("input", { type: "checkbox", checked: shared, "data-focus": "share", "data-share": "" });
    box.addEventListener("change", () => {
      const own = Array.from({ length: store.count }, (_, i) => store.get(`${i + 1}.lr`)).find(Boolean);
      store.set({ lr: box.checked ? (own ?? catalog.shared_lr.default) : "" });
      store.commit();
    });
    return h(
      "label",
      {
        className: "tick",
        title: t("The same learning rate for every lane; switch it off and each has its own again"),
      },
      box,
      t("One rate for all"),
    );
  }

  /** Whether a key keeps another `entry` under `key`: an optimizer's numbers go with it, the lane's schedule stays. */
  #kept(old, key, entry) {
    const name = old.slice(key.length + 1);
    if (key.endsWith(".schedule")) return false;
    return name === "hidden" || (name.startsWith("schedule") ? Boolean(rateOf(entry)) : this.keepsKey(name));
  }
}

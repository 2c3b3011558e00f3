// The lanes as cards: who races, in which look, with which hyperparameters; add, duplicate, move, hide, remove.

import { Dial, controls } from "./dials.js";
import { h, icon, short, swatch } from "./dom.js";

const MOST = 8;

export class Lanes {
  #shape = null; // what the cards were built for: they are built anew only when this changes
  #parts = [];
  #opened = new Set();

  constructor(root, stage) {
    Object.assign(this, { root, stage });
  }

  /** Follows the race: builds the cards where another was chosen, else only moves the dials. */
  show() {
    const { store } = this.stage;
    const count = store.lanes.length;
    const shape = JSON.stringify([
      this.stage.colors.dark, store.get("surface"), store.get("lr") === "",
      ...Array.from({ length: count }, (_, i) => [store.get(`${i + 1}`), store.get(`${i + 1}.schedule`)]),
    ]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(count);
    }
    for (const part of this.#parts) part.refresh();
    this.score();
  }

  /** The value of each lane at the player's step. */
  score() {
    const { store, player } = this.stage;
    store.lanes.forEach((lane, index) => {
      const card = this.cards?.[index];
      if (card) card.value.textContent = short((store.header.floor ?? 0) + lane.values.excess[player.step], 3);
    });
  }

  #build(count) {
    const { stage } = this;
    const { words, catalog, store } = stage;
    const focused = document.activeElement?.closest?.("[data-focus]")?.dataset.focus;
    this.#parts = [];
    const own = (part) => (this.#parts.push(part), part.element);
    const surface = catalog.surfaces[store.get("surface")];
    const groups = [];
    if (surface.parameters.length) {
      groups.push(h("section", { className: "group", "aria-label": words.surface }, h("h3", {}, words.surface),
        ...controls(stage, surface.parameters, "surface.").map(own)));
    }
    this.cards = Array.from({ length: count }, (_, index) => this.#card(index, count, own));
    groups.push(h("section", { className: "group", "aria-label": words.lanes },
      h("header", {}, h("h3", {}, words.lanes), this.#sharing()),
      store.get("lr") === "" ? null : own(new Dial(stage, catalog.race.lr, "lr")),
      ...this.cards.map((card) => card.element), count < MOST ? this.#adder() : null));
    const { steps, noise, seed } = catalog.race;
    groups.push(h("section", { className: "group", "aria-label": words.run }, h("h3", {}, words.run),
      ...[steps, noise, seed].map((parameter) => own(new Dial(stage, parameter, parameter.name))), this.#starts()));
    this.root.replaceChildren(...groups);
    if (focused) this.root.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
  }

  #card(index, count, own) {
    const { stage } = this;
    const { words, catalog, store } = stage;
    const lane = `${index + 1}`;
    const optimizer = catalog.optimizers[store.get(lane)];
    const schedule = catalog.schedules[store.get(`${lane}.schedule`)];
    const [lr] = optimizer.parameters.filter((parameter) => parameter.name === "lr");
    const others = optimizer.parameters.filter((parameter) => parameter !== lr);
    const value = h("output", { className: "now", title: words.value_now });
    const more = h("details", { open: this.#opened.has(index) },
      h("summary", { "data-focus": `more${index}` }, words.more),
      ...controls(stage, others, `${lane}.`, index).map(own),
      this.#choice(`${lane}.schedule`, catalog.schedules, words.schedule, index),
      ...controls(stage, schedule.parameters, `${lane}.schedule.`, index).map(own));
    more.addEventListener("toggle", () => this.#opened[more.open ? "add" : "delete"](index));
    const hide = this.#hider(index, own);
    const element = h("article", { className: "lane", "data-lane": lane, "aria-label": `${lane} ${optimizer.label}` },
      h("header", {}, swatch(index, stage.colors.dark),
        this.#choice(lane, catalog.optimizers, words.optimizer, index), value, hide, this.#menu(index, count)),
      store.get("lr") === "" ? own(new Dial(stage, lr, `${lane}.lr`, { index })) : null, more);
    return { element, value };
  }

  /** A list to pick an entry of the catalog from, for the link's key. */
  #choice(key, entries, label, index) {
    const { store } = this.stage;
    const select = h("select", { "aria-label": `${label}, ${index + 1}`, title: label, "data-choice": key, "data-focus": key },
      ...Object.entries(entries).map(([name, { label }]) => h("option", { value: name }, label)));
    select.value = store.get(key);
    select.addEventListener("change", () => {
      const changes = { [key]: select.value };
      for (const old of store.keys(key)) if (!kept(old, key)) changes[old] = null;
      store.set({ ...changes, [key]: select.value });
      store.settle();
    });
    return key.endsWith(".schedule") ? h("label", { className: "pick" }, h("span", {}, label), select) : select;
  }

  #hider(index, own) {
    const { words, store } = this.stage;
    const key = `${index + 1}.hidden`;
    const button = h("button", { type: "button", className: "icon", "data-focus": key, "data-hide": index + 1 });
    button.addEventListener("click", () => {
      store.set({ [key]: store.get(key) === "1" ? 0 : 1 });
      store.settle("replace");
    });
    own({ element: button, refresh: () => {
      const hidden = store.get(key) === "1";
      button.replaceChildren(icon(hidden ? "hidden" : "shown"));
      button.title = hidden ? words.show : words.hide;
      button.setAttribute("aria-label", `${button.title}, ${index + 1}`);
      button.setAttribute("aria-pressed", String(hidden));
      button.closest(".lane")?.classList.toggle("hidden", hidden);
    } });
    return button;
  }

  #menu(index, count) {
    const { words, store } = this.stage;
    const move = (by) => (lists) => {
      lists.splice(index + by, 0, ...lists.splice(index, 1));
      return lists;
    };
    const deeds = [
      ["duplicate", count < MOST, (lists) => lists.toSpliced(index + 1, 0, lists[index])],
      ["move_up", index > 0, move(-1)],
      ["move_down", index < count - 1, move(1)],
      ["remove", count > 1, (lists) => lists.toSpliced(index, 1)],
    ];
    const menu = h("select", { className: "menu", "aria-label": `${words.lane_menu}, ${index + 1}`, title: words.lane_menu,
      "data-focus": `menu${index}`, "data-menu": index + 1 },
      h("option", { value: "" }, "⋯"),
      ...deeds.map(([name, possible]) => h("option", { value: name, disabled: !possible }, words[name])));
    menu.addEventListener("change", () => {
      const deed = deeds.find(([name]) => name === menu.value);
      menu.value = "";
      if (deed) store.arrange(deed[2]);
    });
    return menu;
  }

  #adder() {
    const { words, catalog, store } = this.stage;
    const select = h("select", { className: "add", "aria-label": words.add, "data-focus": "add", "data-add": "" },
      h("option", { value: "" }, words.add),
      ...Object.entries(catalog.optimizers).map(([name, { label }]) => h("option", { value: name }, label)));
    select.addEventListener("change", () => store.arrange((lists) => [...lists, [["", select.value]]]));
    return select;
  }

  /** One learning rate for all, or each its own. */
  #sharing() {
    const { words, store } = this.stage;
    const shared = store.get("lr") !== "";
    const box = h("input", { type: "checkbox", checked: shared, "data-focus": "share", "data-share": "" });
    box.addEventListener("change", () => {
      store.set({ lr: box.checked ? store.get("1.lr") : "" });
      store.settle();
    });
    return h("label", { className: "tick", title: words.share_hint }, box, words.share);
  }

  #starts() {
    const { words, store } = this.stage;
    const field = (key) => {
      const input = h("input", { type: "text", inputMode: "decimal", "aria-label": `${words.start} ${key}`, "data-start": key });
      input.addEventListener("change", () => {
        const number = Number(input.value.trim().replace(",", ".").replace("−", "-"));
        if (input.value.trim() !== "" && Number.isFinite(number)) {
          store.set({ [key]: number });
          store.settle();
        }
      });
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter") input.blur();
        event.stopPropagation();
      });
      this.#parts.push({ refresh: () => document.activeElement !== input && (input.value = store.get(key)) });
      return input;
    };
    return h("div", { className: "pair" }, h("span", {}, words.start), field("x"), field("y"));
  }
}

/** Whether a key survives another choice under `key`: an optimizer's numbers go with it, the lane's schedule stays. */
function kept(old, key) {
  return old.endsWith(".hidden") || (!key.endsWith(".schedule") && old.startsWith(`${key}.schedule`));
}

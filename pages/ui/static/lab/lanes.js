// What stands around the lanes of a training, and in which settings a lane differs from the others.

import { field } from "../fields/fields.js";
import { isNumber } from "../core/catalog.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { Lanes } from "../lanes/lanes.js";
import { MissingRules } from "./missing_rules.js";
import { NumberList } from "../fields/number_list.js";
import { normalizesOneText, rateLeftText } from "./verdict_texts.js";
import { t } from "../core/texts.js";

const NETWORK = ["layers", "activation", "init", "batch_norm"];
const LEARNING = ["batch_size", "epochs", "examples", "validation", "evaluations", "seeds"];
const OF_IMAGES = ["batch_size", "examples"]; // counts of images: the link may ask for more than there are

/** @typedef {import("../core/catalog.js").Parameter} Parameter */
/** @typedef {import("../lanes/lanes.js").Register} Register */

/** @extends {Lanes<import("./page.js").Lab>} */
export class LabLanes extends Lanes {
  /** @type {boolean | null} */
  #open = null; // whether a person has the less usual settings open
  #missing = new MissingRules(this.page.catalog);

  /** @returns {"network"} */
  get scope() {
    return "network";
  }

  get help() {
    return t("Test accuracy at the last evaluation");
  }

  /** The names of the settings in which a lane may differ. */
  get settings() {
    return ["layers", ...Object.keys(this.page.catalog.settings)];
  }

  /** @param {string} name */
  keepsKey(name) {
    return this.settings.includes(name);
  }

  missing() {
    return this.#missing.element;
  }

  showNotes() {
    super.showNotes();
    this.#missing.show(this.page.store.plan?.network);
  }

  /** Their lengths follow the training. @param {import("../core/catalog.js").Entry} entry */
  scheduleParameters({ parameters }) {
    return parameters.map((each) => (isNumber(each) && each.zero ? { ...each, default: 0 } : each));
  }

  /** How much of its rate a schedule leaves. @param {number} index */
  note(index) {
    const { store } = this.page;
    const left = store.plan?.rates_left[index];
    const changes = !["", "constant"].includes(store.get(`${index + 1}.schedule`));
    const notes = [
      changes && typeof left === "number" ? rateLeftText(left) : "",
      this.#normalizesOne(index) ? normalizesOneText() : "",
    ];
    return notes.filter(Boolean).join(" ");
  }

  /** Whether a lane normalizes over mini-batches of one image. @param {number} index */
  #normalizesOne(index) {
    const { store } = this.page;
    const own = store.get(`${index + 1}.batch_norm`);
    return store.plan?.batch_sizes[index] === 1 && (own || store.get("batch_norm")) === "1";
  }

  /** @returns {unknown[]} */
  shape() {
    const { store } = this.page;
    return [this.#images, Array.from({ length: store.count }, (_, index) => this.#differing(index))];
  }

  /** How many images there are to train on. */
  get #images() {
    return this.page.catalog.datasets[this.page.store.get("dataset")].training;
  }

  /** @param {number} index */
  currentValue(index) {
    return this.page.accuracy(index);
  }

  /** @param {Register} register @returns {HTMLElement[][]} */
  groups(register) {
    const { catalog } = this.page;
    /** @param {string} name */
    const control = (name) => register(this.#control(name, name));
    const rest = Object.keys(catalog.settings).filter((name) => ![...NETWORK, ...LEARNING].includes(name));
    const more = h(
      "details",
      { className: "group", open: this.#open ?? this.#unusual(rest), "data-group": "regularization" },
      h("summary", { "data-focus": "regularization" }, t("Regularization")),
      ...rest.map(control),
    );
    more.addEventListener("toggle", () => (this.#open = more.open));
    return [
      [],
      [this.group(t("Network"), ...NETWORK.map(control)), this.group(t("Training"), ...LEARNING.map(control)), more],
    ];
  }

  /** @param {number} index */
  hasOverrides(index) {
    return this.#differing(index).length > 0;
  }

  /** The settings in which lane `index` differs, and a list to name another.
   * @param {number} index @param {Register} register @returns {HTMLElement[]} */
  extras(index, register) {
    const { store } = this.page;
    /** @param {string} name */
    const key = (name) => `${index + 1}.${name}`;
    const differing = this.#differing(index);
    const rows = differing.map((name) => {
      const drop = h(
        "button",
        {
          type: "button",
          className: "icon",
          title: t("As in the other lanes again"),
          "aria-label": t("As in the other lanes again"),
          "data-drop": key(name),
        },
        icon("close"),
      );
      drop.addEventListener("click", () => {
        store.set({ [key(name)]: null });
        store.commit();
      });
      return h("div", { className: "differs" }, register(this.#control(name, key(name), index)), drop);
    });
    const select = h(
      "select",
      {
        className: "add",
        "aria-label": `${t("+ Differs from the other lanes in …")}, ${index + 1}`,
        "data-focus": key("differs"),
        "data-differs": index + 1,
      },
      h("option", { value: "" }, t("+ Differs from the other lanes in …")),
      ...this.settings
        .filter((name) => !differing.includes(name))
        .map((name) => h("option", { value: name }, this.#label(name))),
    );
    select.addEventListener("change", () => {
      store.set({ [key(select.value)]: store.get(select.value) });
      store.commit();
    });
    return [...rows, select];
  }

  /** @param {number} index */
  #differing(index) {
    return this.settings.filter((name) => this.page.store.get(`${index + 1}.${name}`) !== "");
  }

  /** @param {string} name */
  #label(name) {
    return name === "layers" ? t("Hidden units by layer") : t(this.page.catalog.settings[name].label);
  }

  /** Whether one of them is not as it is by default. @param {string[]} names */
  #unusual(names) {
    const { store, catalog } = this.page;
    return names.some((name) => {
      const parameter = catalog.settings[name];
      if (!isNumber(parameter)) return store.get(name) !== String(parameter.default);
      return Number(store.get(name)) !== Number(parameter.default);
    });
  }

  /** @param {string} name @param {string} key @param {number} [index] of a lane, if it is one's own */
  #control(name, key, index) {
    const { page } = this;
    const { catalog } = page;
    if (name === "layers") {
      return new NumberList(page, key, {
        label: t("Hidden units by layer"),
        help: t("Units in each hidden layer, 8 to 512; without any it is a linear classifier"),
        most: catalog.max_layers,
        empty: "0",
        none: t("none"),
        next: (/** @type {number[]} */ widths) => widths.at(-1) ?? 128,
        more: t("One more hidden layer"),
        fewer: t("One hidden layer less"),
      });
    }
    if (name === "seeds") {
      return new NumberList(page, key, {
        label: t("Seeds"),
        help: t("Each seed is a training of its own: other initial weights and mini-batches"),
        most: catalog.max_seeds,
        next: (/** @type {number[]} */ seeds) => Math.max(...seeds) + 1,
        more: t("One more seed"),
        fewer: t("One seed less"),
      });
    }
    const parameter = catalog.settings[name] ?? catalog.training[name];
    if (!OF_IMAGES.includes(name) || !isNumber(parameter)) return field(page, parameter, key, index);
    return field(page, { ...parameter, high: this.#images, all: parameter.high }, key, index);
  }
}

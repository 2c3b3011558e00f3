// What stands around the lanes of a training, and in which settings a lane differs from the others.

import { Dial, Switch } from "./dials.js";
import { h, icon } from "./dom.js";
import { Lanes } from "./lanes.js";
import { List } from "./lists.js";

const NETWORK = ["layers", "activation", "init", "batch_norm"];
const LEARNING = ["batch_size", "epochs", "examples", "validation", "evaluations", "seeds"];
const OF_IMAGES = ["batch_size", "examples"]; // counts of images: the link may ask for more than there are

export class LabLanes extends Lanes {
  #open = null; // whether a person has the less usual settings open

  get meaning() {
    return this.stage.words.accuracy_now;
  }

  /** The names of the settings in which a lane may differ. */
  get settings() {
    return ["layers", ...Object.keys(this.stage.catalog.settings)];
  }

  survives(name) {
    return this.settings.includes(name);
  }

  /** A schedule ends with the training. */
  fitting(key, { parameters }) {
    const lasts = parameters.some(({ name }) => name === "duration");
    return lasts ? { [`${key}.duration`]: this.stage.store.get("epochs") } : {};
  }

  shape() {
    const { store } = this.stage;
    return [this.#images, Array.from({ length: store.count }, (_, index) => this.#differing(index))];
  }

  /** How many images there are to train on. */
  get #images() {
    return this.stage.catalog.images[this.stage.store.get("dataset")];
  }

  now(index) {
    return this.stage.accuracy(index);
  }

  groups(own) {
    const { words, catalog } = this.stage;
    const control = (name) => own(this.#control(name, name));
    const rest = Object.keys(catalog.settings).filter((name) => !NETWORK.includes(name));
    const more = h("details", { className: "group", open: this.#open ?? this.#unusual(rest), "data-group": "regularization" },
      h("summary", { "data-focus": "regularization" }, words.regularization), ...rest.map(control));
    more.addEventListener("toggle", () => (this.#open = more.open));
    return [[], [
      this.group(words.network, ...NETWORK.map(control)),
      this.group(words.learning, ...LEARNING.map(control)),
      more,
    ]];
  }

  tells(index) {
    return this.#differing(index).length > 0;
  }

  /** The settings in which lane `index` differs, and a list to name another. */
  extras(index, own) {
    const { words, store } = this.stage;
    const key = (name) => `${index + 1}.${name}`;
    const differing = this.#differing(index);
    const rows = differing.map((name) => {
      const drop = h("button", { type: "button", className: "icon", title: words.as_others, "aria-label": words.as_others, "data-drop": key(name) }, icon("close"));
      drop.addEventListener("click", () => {
        store.set({ [key(name)]: null });
        store.settle();
      });
      return h("div", { className: "differs" }, own(this.#control(name, key(name), index)), drop);
    });
    const select = h("select", { className: "add", "aria-label": `${words.differs}, ${index + 1}`, "data-focus": key("differs"), "data-differs": index + 1 },
      h("option", { value: "" }, words.differs),
      ...this.settings.filter((name) => !differing.includes(name)).map((name) => h("option", { value: name }, this.#label(name))));
    select.addEventListener("change", () => {
      store.set({ [key(select.value)]: store.get(select.value) });
      store.settle();
    });
    return [...rows, select];
  }

  #differing(index) {
    return this.settings.filter((name) => this.stage.store.get(`${index + 1}.${name}`) !== "");
  }

  #label(name) {
    return name === "layers" ? this.stage.words.layers : this.stage.catalog.settings[name].label;
  }

  #unusual(names) {
    const { store, catalog } = this.stage;
    return names.some((name) => Number(store.get(name)) !== Number(catalog.settings[name].default));
  }

  #control(name, key, index) {
    const { stage } = this;
    const { words, catalog } = stage;
    if (name === "layers") {
      return new List(stage, key, {
        label: words.layers, meaning: words.hint_layers, most: catalog.most_layers, empty: "0",
        next: (widths) => widths.at(-1) ?? 128, more: words.more_layers, fewer: words.fewer_layers,
      });
    }
    if (name === "seeds") {
      return new List(stage, key, {
        label: words.seeds, meaning: words.hint_seeds, most: catalog.most_seeds,
        next: (seeds) => Math.max(...seeds) + 1, more: words.more_seeds, fewer: words.fewer_seeds,
      });
    }
    const parameter = { ...(catalog.settings[name] ?? catalog.training[name]) };
    if (OF_IMAGES.includes(name)) Object.assign(parameter, { high: this.#images, all: parameter.high });
    return parameter.options.length ? new Switch(stage, parameter, key) : new Dial(stage, parameter, key, { index });
  }
}

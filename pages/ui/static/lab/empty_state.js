// What stands in place of the curves before anything is trained: the images, the network, and what Train will do.

import { about, count } from "../core/numbers.js";
import { h } from "../core/dom.js";
import { layersOf, networkPicture, weightsOf } from "./network_picture.js";
import { t, tn } from "../core/texts.js";

const SAMPLES = 12; // images that are shown
const MAX_NETWORKS = 3; // that are drawn, where lanes have different ones

export class EmptyState {
  #images = h("div", { className: "image-strip", "aria-hidden": "true" });
  #networks = h("div", { className: "networks" });
  #facts = h("ul", {});
  element = h(
    "div",
    { className: "empty", hidden: true },
    h("p", {}, t("Press Train, and the curves grow here.")),
    this.#images,
    this.#networks,
    this.#facts,
  );
  #sampled = ""; // of what the strip of images was made
  #drawn = ""; // and the rest

  /** @param {import("./page.js").Lab} page */
  constructor(page) {
    this.page = page;
  }

  show() {
    this.#sample();
    const { store, colors } = this.page;
    if (!store.plan) return;
    const shape = JSON.stringify([store.plan, store.link, colors.dark]);
    if (shape === this.#drawn) return;
    this.#drawn = shape;
    this.#networks.replaceChildren(...this.#pictures(store.plan));
    this.#facts.replaceChildren(...this.#sentences(store.plan).map((text) => h("li", {}, text)));
  }

  /** The networks of the lanes, each once. @param {import("./store.js").Plan} plan */
  #pictures({ pixels, classes }) {
    const { store, catalog } = this.page;
    /** @type {Map<string, number[]>} */
    const lanes = new Map();
    for (let lane = 1; lane <= store.count; lane += 1) {
      const [hidden, activation] = ["layers", "activation"].map(
        (name) => store.get(`${lane}.${name}`) || store.get(name),
      );
      const key = hidden === "0" ? hidden : `${hidden} ${activation}`;
      lanes.set(key, [...(lanes.get(key) ?? []), lane]);
    }
    return [...lanes].slice(0, MAX_NETWORKS).map(([key, which]) => {
      const [hidden, activation] = key.split(" ");
      const name = activation && t(catalog.settings.activation.texts[activation]);
      const layers = layersOf(pixels, hidden === "0" ? [] : hidden.split("-").map(Number), name ?? "", classes);
      const n = count(weightsOf(layers));
      const told = t("{n} weights and biases", { n });
      const text =
        lanes.size > 1
          ? `${tn("Lane {lanes}", "Lanes {lanes}", which.length, { lanes: which.join(", ") })}: ${told}`
          : told;
      return h("figure", {}, networkPicture(layers), h("figcaption", {}, text));
    });
  }

  /** What Train will do. @param {import("./store.js").Plan} plan */
  #sentences(plan) {
    const { store } = this.page;
    const { images, estimate } = plan;
    const held = { training: count(images.training), validation: count(images.validation), test: count(images.test) };
    return [
      tn(
        "{n} lane trains",
        "{n} lanes train side by side, from the same weights on the same images in the same order",
        store.count,
      ),
      t("{training} training images, {validation} to validate on, {test} to test on", held),
      ...this.#stepTexts(plan),
      t("It takes {time} here", { time: about(estimate) }),
    ];
  }

  /** How many steps the lanes take; those that take as many in one sentence. @param {import("./store.js").Plan} plan */
  #stepTexts({ batch_sizes, steps_per_epoch, steps }) {
    const epochs = Number(this.page.store.get("epochs"));
    const different = [...new Set(batch_sizes)];
    return different.map((batch) => {
      const which = batch_sizes.flatMap((each, index) => (each === batch ? [index] : []));
      const text = t("{epochs} of {steps} steps, each on a mini-batch of {batch}: {all} steps", {
        epochs: tn("{n} epoch", "{n} epochs", epochs),
        steps: count(steps_per_epoch[which[0]]),
        batch: count(batch),
        all: count(steps[which[0]]),
      });
      const lanes = which.map((index) => index + 1).join(", ");
      return different.length > 1 ? `${tn("Lane {lanes}", "Lanes {lanes}", which.length, { lanes })}: ${text}` : text;
    });
  }

  /** Some of the images, where they are at hand. */
  #sample() {
    const { store, images, colors } = this.page;
    const dataset = store.get("dataset");
    const shape = JSON.stringify([dataset, colors.dark]);
    if (shape === this.#sampled) return;
    this.#sampled = shape;
    /** @type {[number, HTMLCanvasElement][]} */
    const pairs = Array.from({ length: SAMPLES }, (_, index) => [index, h("canvas", {})]);
    this.#images.replaceChildren();
    images.paint(dataset, pairs).then((there) => {
      if (there && shape === this.#sampled) this.#images.replaceChildren(...pairs.map(([, canvas]) => canvas));
    });
  }
}

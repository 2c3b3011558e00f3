// Some training images, and below them what the networks of the lanes see of them, where they are changed.

import { decode } from "../core/wire.js";
import { draw } from "./dataset_images.js";
import { h } from "../core/dom.js";
import { percent } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";

const NUMBERS = ["shift", "rotation", "scaling", "elastic", "mixup"];

/**
 * @typedef {object} SeenLane
 * @property {number} lane its index
 * @property {number[]} at which images
 * @property {number[]} true their labels
 * @property {number} rows
 * @property {number} columns
 * @property {number[]} labels that the network is told
 * @property {number[]} [others] the labels of the images that are mixed in
 * @property {number} [share] of the first, where two are mixed
 */
/** @typedef {{step: number, classes: string[], lanes: SeenLane[]}} Seen */

/** Whether a lane changes its images. @param {import("../core/store.js").Store} store @param {number} lane from 1 */
export function changesImages(store, lane) {
  /** @param {string} name */
  const value = (name) => store.get(`${lane}.${name}`) || store.get(name);
  return NUMBERS.some((name) => Number(value(name)) > 0) || !["", "none"].includes(value("pooling"));
}

export class SeenImages {
  #step = 1;
  #shown = ""; // what of
  #asking = false;

  /** @param {import("./page.js").Lab} page */
  constructor(page) {
    this.root = h("div", { className: "seen", hidden: true });
    this.page = page;
    this.about = h("p", {});
    this.content = h("div", {});
    const next = h("button", { type: "button", className: "lane-choice", "data-next-batch": "" }, t("Next mini-batch"));
    next.addEventListener("click", () => {
      this.#step += 1;
      this.show();
    });
    this.root.append(h("h2", {}, t("Training images as the networks see them")), this.about, this.content, next);
  }

  /** Asks for them where they are others than those shown; nothing where no lane changes its images. */
  show() {
    const { store, colors } = this.page;
    const lanes = Array.from({ length: store.count }, (_, index) => index + 1);
    const some = lanes.some((lane) => changesImages(store, lane));
    if (!some) [this.root.hidden, this.#shown] = [true, ""];
    const shape = JSON.stringify([store.plan?.run, this.#step, colors.dark]);
    if (!some || !store.plan || this.#asking || shape === this.#shown) return;
    this.#asking = true;
    this.#ask()
      .then((there) => (this.#shown = there ? shape : ""))
      .finally(() => {
        this.#asking = false;
        if (this.#shown && this.#shown !== JSON.stringify([store.plan?.run, this.#step, colors.dark])) this.show();
      });
  }

  /** Returns whether they were to be had. */
  async #ask() {
    const { store, urls } = this.page;
    const answer = await fetch(`${urls.api}seen_images?${store.link}&_step=${this.#step}`).catch(() => null);
    if (answer?.status !== 200) return false; // 204: the images are not here yet
    const buffer = await answer.arrayBuffer();
    const { header, begin } = decode(buffer);
    /** @type {[number, HTMLCanvasElement][]} */
    const plain = [];
    const sections = this.#sections(header, new Uint8Array(buffer, begin), plain);
    if (!(await this.page.images.paint(store.get("dataset"), plain))) return false;
    this.about.textContent = t(
      "The first of mini-batch {step}. Validation and test images are never shifted, turned or mixed.",
      { step: header.step },
    );
    this.content.replaceChildren(...sections);
    this.root.hidden = sections.length === 0;
    return true;
  }

  /** What the lanes make of the images, below these as they are: once for lanes that take the same.
   * @param {Seen} seen @param {Uint8Array} pixels @param {[number, HTMLCanvasElement][]} plain that are still to be painted */
  #sections({ lanes, classes }, pixels, plain) {
    const { catalog, store, colors } = this.page;
    let begin = 0;
    return lanes.flatMap((lane, i) => {
      const { at, rows, columns } = lane;
      const { strip, canvases } = stripOf(captions(lane, classes));
      for (const canvas of canvases) {
        const size = rows * columns;
        draw(canvas, { rows, columns, white: 255, pixels: pixels.subarray(begin, begin + size) }, colors.dark);
        begin += size;
      }
      const name = `${lane.lane + 1} ${t(catalog.optimizers[store.get(String(lane.lane + 1))].label)}`;
      const title = h("h3", {}, swatch(lane.lane, colors.dark), name);
      const section = h("section", { "data-seen": lane.lane + 1 }, title, strip, mixText(lane));
      if (i && lanes[i - 1].at.join() === at.join()) return [section];
      const originals = stripOf(lane.true.map((label) => t(classes[label])));
      originals.canvases.forEach((canvas, k) => plain.push([at[k], canvas]));
      return [h("section", {}, h("h3", {}, t("As they are")), originals.strip), section];
    });
  }
}

/** @param {string[]} texts below each image */
function stripOf(texts) {
  const canvases = texts.map(() => h("canvas", { "aria-hidden": "true" }));
  const figures = canvases.map((canvas, i) => h("figure", {}, canvas, h("figcaption", {}, texts[i])));
  return { canvases, strip: h("div", { className: "image-strip in-columns" }, ...figures) };
}

/** What the network is to say of each: a label, or two. @param {SeenLane} lane @param {string[]} classes */
const captions = ({ labels, others }, classes) =>
  labels.map((label, i) => (others ? [label, others[i]] : [label]).map((each) => t(classes[each])).join(" + "));

/** By how much images and labels are mixed. @param {SeenLane} lane */
function mixText({ share }) {
  if (share === undefined) return null;
  return h(
    "p",
    {},
    t("Mixed here: {first} of the first and {second} of the second, images and labels alike.", {
      first: percent(share, 0),
      second: percent(1 - share, 0),
    }),
  );
}

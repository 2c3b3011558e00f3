// What a trained network predicts of test images: some of each class, its most confident mistakes, how it confuses.

import { h } from "../core/dom.js";
import { count, percent } from "../core/numbers.js";
import { LaneTabs } from "./lane_tabs.js";
import { t } from "../core/texts.js";

/** @typedef {import("./messages.js").Predictions} Found */

const TITLES = {
  samples: t("Some of each class"),
  mistakes: t("Most confident mistakes"),
  confusion: t("Confusion matrix"),
};

export class Predictions {
  /** @type {string | null} */
  #shape = null; // what is shown

  /** @param {HTMLElement} root @param {import("./page.js").Lab} page @param {import("./dataset_images.js").DatasetImages} images */
  constructor(root, page, images) {
    this.root = root;
    this.page = page;
    this.images = images;
    this.tabs = new LaneTabs(page, t("Predictions of test images"), () => page.panels.showLane());
    this.of = h("p", {});
    root.append(h("h2", {}, t("Predictions of test images")), this.tabs.element, this.of);
    /** @param {keyof typeof TITLES} name */
    const section = (name) => {
      const content = h("div", {});
      root.append(h("section", { className: name }, h("h3", {}, TITLES[name]), content));
      return content;
    };
    this.samples = section("samples");
    this.mistakes = section("mistakes");
    this.confusion = section("confusion");
  }

  show() {
    const { page } = this;
    const { socket } = page;
    const { snapshot } = page;
    const lanes = snapshot?.lanes ?? [];
    const { lane } = this.tabs;
    const trained = page.trained(lane);
    if (trained >= 0) socket.select(trained, page.stepNow(lane));
    const found = socket.predictions.get(trained);
    const something = lanes.length > 0 && socket.predictions.size > 0;
    this.root.hidden = !something;
    if (!something) {
      this.#shape = null;
      return;
    }
    this.tabs.show();
    for (const section of this.root.querySelectorAll("section")) section.hidden = !found;
    if (!found) {
      this.#shape = null;
      this.of.textContent = t("Nothing has been evaluated of this lane yet.");
    }
    const shape = JSON.stringify([snapshot?.run, lane, found?.step, found?.accuracy, page.colors]);
    if (!found || shape === this.#shape) return;
    this.#shape = shape;
    this.#renew(found, shape);
  }

  /** All at once, when the images are there: none is seen empty. @param {Found} found @param {string} shape */
  async #renew(found, shape) {
    found = { ...found, classes: found.classes.map((name) => t(name)) };
    const strips = [this.#images(found, found.samples), this.#images(found, found.mistakes)];
    await this.images.paint(
      found.dataset,
      strips.flatMap(({ pairs }) => pairs),
    );
    if (shape !== this.#shape) return;
    const { snapshot } = this.page.socket;
    const epoch = (found.step / (snapshot?.lanes?.[found.lane]?.steps_per_epoch || 1)).toFixed(1);
    const values = { step: count(found.step), epoch, accuracy: percent(found.accuracy, 2) };
    this.of.textContent =
      snapshot && snapshot.seeds > 1
        ? t(
            "The first seed after epoch {epoch} (step {step}): {accuracy} of the test images are classified rightly.",
            values,
          )
        : t("After epoch {epoch} (step {step}): {accuracy} of the test images are classified rightly.", values);
    const [samples, mistakes] = strips.map(({ strip }) => strip);
    this.samples.replaceChildren(samples);
    this.mistakes.replaceChildren(
      found.mistakes.length ? mistakes : h("p", {}, t("None: every test image is classified rightly.")),
    );
    this.confusion.replaceChildren(this.#matrix(found));
  }

  /** A strip of images with what is said of them, and their [index, canvas] pairs.
   * @param {Found} found @param {Found["samples"]} rows */
  #images({ classes }, rows) {
    const strip = h("div", { className: "image-strip" });
    /** @type {[number, HTMLCanvasElement][]} */
    const pairs = rows.map(([index, label, predicted, confidence]) => {
      const right = label === predicted;
      const canvas = h("canvas", { "aria-hidden": "true" });
      const told = right
        ? classes[predicted]
        : t("predicted {predicted}, label {label}", { predicted: classes[predicted], label: classes[label] });
      const sure = percent(confidence, confidence > 0.995 && confidence < 0.99995 ? 2 : 0);
      strip.append(
        h("figure", { className: right ? "right" : "wrong" }, canvas, h("figcaption", {}, told, h("small", {}, sure))),
      );
      return [index, canvas];
    });
    return { strip, pairs };
  }

  /** @param {Found} found */
  #matrix({ confusion, classes }) {
    const { colors } = this.page;
    const most = Math.max(1, ...confusion.flatMap((row, i) => row.filter((_, j) => i !== j)));
    /** @param {number} n @param {number} i @param {number} j */
    const cell = (n, i, j) => {
      const share = i === j ? 0 : n / most;
      return h(
        "td",
        {
          className: i === j ? "diagonal" : "",
          style: share ? `--share: ${share}` : "",
        },
        n ? String(n) : "",
      );
    };
    return h(
      "table",
      { className: colors.dark ? "dark" : "" },
      h("caption", {}, t("Rows: the label. Columns: what is predicted.")),
      h(
        "thead",
        {},
        h("tr", {}, h("td", {}), ...classes.map((name) => h("th", { scope: "col", title: name }, h("span", {}, name)))),
      ),
      h(
        "tbody",
        {},
        ...confusion.map((row, i) =>
          h("tr", {}, h("th", { scope: "row" }, classes[i]), ...row.map((n, j) => cell(n, i, j))),
        ),
      ),
    );
  }
}

// What a trained network says of test images: some of each class, its most confident mistakes, what it takes for what.

import { h } from "../core/dom.js";
import { percent } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";

const TITLES = {
  samples: t("Some of each class"),
  mistakes: t("Most confident mistakes"),
  confusion: t("What is taken for what"),
};

export class Predictions {
  #shape = null;
  #tabbed = null; // what the tabs were built for

  constructor(root, page, pictures) {
    Object.assign(this, { root, page, pictures });
    this.tabs = h("div", { className: "tabs", role: "group", "aria-label": t("What the networks say of test images") });
    this.of = h("p", {});
    [this.samples, this.mistakes, this.confusion] = ["samples", "mistakes", "confusion"].map((name) => {
      const content = h("div", {});
      root.append(h("section", { className: name }, h("h4", {}, TITLES[name]), content));
      return content;
    });
    root.prepend(h("h3", {}, t("What the networks say of test images")), this.tabs, this.of);
  }

  show() {
    const { page } = this;
    const { watch } = page;
    const frame = watch.frame;
    const lane = Math.min(Math.max(1, Number(page.view("look"))), frame?.lanes?.length ?? 1) - 1;
    watch.look(lane);
    const found = watch.predictions.get(lane);
    this.root.hidden = !frame?.lanes || !watch.predictions.size;
    if (this.root.hidden) {
      this.#shape = null;
      return;
    }
    this.#choices(
      frame.lanes.map(({ label }) => label),
      lane,
    );
    for (const section of this.root.querySelectorAll("section")) section.hidden = !found;
    if (!found) {
      this.#shape = null;
      this.of.textContent = t("Nothing has been evaluated of this lane yet.");
    }
    const shape = JSON.stringify([frame.run, lane, found?.of, found?.accuracy, page.colors]);
    if (!found || shape === this.#shape) return;
    this.#shape = shape;
    this.#renew(found, shape);
  }

  /** All at once, when the images are there: none is seen empty. */
  async #renew(found, shape) {
    const strips = [this.#images(found, found.samples), this.#images(found, found.mistakes)];
    await this.pictures.paint(
      found.dataset,
      strips.flatMap(({ pictures }) => pictures),
    );
    if (shape !== this.#shape) return;
    const { watch } = this.page;
    const sentence =
      watch.frame.seeds > 1
        ? t("The first seed after step {step}: {accuracy} of the test images are classified rightly.")
        : t("After step {step}: {accuracy} of the test images are classified rightly.");
    this.of.textContent = t(sentence, { step: found.of.toLocaleString("en"), accuracy: percent(found.accuracy, 2) });
    const [samples, mistakes] = strips.map(({ strip }) => strip);
    this.samples.replaceChildren(samples);
    this.mistakes.replaceChildren(
      found.mistakes.length ? mistakes : h("p", {}, t("None: every test image is classified rightly.")),
    );
    this.confusion.replaceChildren(this.#matrix(found));
  }

  /** A tab for each lane: the same ones while it trains, so that the focus stays. */
  #choices(labels, lane) {
    const shape = JSON.stringify([labels, this.page.colors]);
    if (shape !== this.#tabbed) {
      this.#tabbed = shape;
      this.tabs.replaceChildren(...labels.map((label, index) => this.#tab(label, index)));
    }
    [...this.tabs.children].forEach((tab, index) => tab.setAttribute("aria-pressed", String(index === lane)));
  }

  #tab(label, index) {
    const { page } = this;
    const tab = h(
      "button",
      { type: "button", className: "tab", "data-look": index + 1 },
      swatch(index, page.colors.dark),
      `${index + 1} ${label}`,
    );
    tab.addEventListener("click", () => {
      page.store.set({ look: index + 1 });
      page.store.commit("replace");
      page.watch.look(index);
      this.show();
    });
    return tab;
  }

  /** A strip of images with what is said of them, and their [index, canvas] pairs. */
  #images({ classes }, rows) {
    const strip = h("div", { className: "strip" });
    const pictures = rows.map(([index, label, predicted, confidence]) => {
      const right = label === predicted;
      const canvas = h("canvas", { "aria-hidden": "true" });
      const told = right
        ? classes[predicted]
        : t("{predicted}, is {label}", { predicted: classes[predicted], label: classes[label] });
      const sure = percent(confidence, confidence > 0.995 && confidence < 0.99995 ? 2 : 0);
      strip.append(
        h(
          "figure",
          { className: right ? "right" : "wrong", title: `${told}, ${sure}` },
          canvas,
          h("figcaption", {}, told, h("small", {}, sure)),
        ),
      );
      return [index, canvas];
    });
    return { strip, pictures };
  }

  #matrix({ confusion, classes }) {
    const { colors } = this.page;
    const most = Math.max(1, ...confusion.flatMap((row, i) => row.filter((_, j) => i !== j)));
    const cell = (count, i, j) => {
      const share = i === j ? 0 : count / most;
      return h(
        "td",
        {
          className: i === j ? "diagonal" : "",
          title: t("{label} taken for {predicted}: {count}", { label: classes[i], predicted: classes[j], count }),
          style: share ? `--share: ${share}` : "",
        },
        count ? String(count) : "",
      );
    };
    return h(
      "table",
      { className: colors.dark ? "dark" : "" },
      h("caption", {}, t("Rows: the true class. Columns: what the network says.")),
      h(
        "thead",
        {},
        h("tr", {}, h("th", {}), ...classes.map((name) => h("th", { scope: "col", title: name }, h("span", {}, name)))),
      ),
      h(
        "tbody",
        {},
        ...confusion.map((row, i) =>
          h("tr", {}, h("th", { scope: "row" }, classes[i]), ...row.map((count, j) => cell(count, i, j))),
        ),
      ),
    );
  }
}

// What a trained network says of test images: some of each class, its most confident mistakes, what it takes for what.

import { fill, h, percent, swatch } from "./dom.js";

export class Predictions {
  #shape = null;
  #tabbed = null; // what the tabs were built for

  constructor(root, stage, pictures) {
    const { words } = stage;
    Object.assign(this, { root, stage, pictures });
    this.tabs = h("div", { className: "tabs", role: "group", "aria-label": words.predictions });
    this.of = h("p", {});
    [this.samples, this.mistakes, this.confusion] = ["samples", "mistakes", "confusion"].map((name) => {
      const content = h("div", {});
      root.append(h("section", { className: name }, h("h4", {}, words[name]), content));
      return content;
    });
    root.prepend(h("h3", {}, words.predictions), this.tabs, this.of);
  }

  show() {
    const { stage } = this;
    const { watch } = stage;
    const frame = watch.frame;
    const lane = Math.min(Math.max(1, Number(stage.view("look"))), frame?.lanes?.length ?? 1) - 1;
    watch.look(lane);
    const found = watch.predictions.get(lane);
    this.root.hidden = !frame?.lanes || !watch.predictions.size;
    if (this.root.hidden) {
      this.#shape = null;
      return;
    }
    this.#choices(frame.lanes.map(({ label }) => label), lane);
    for (const section of this.root.querySelectorAll("section")) section.hidden = !found;
    if (!found) {
      this.#shape = null;
      this.of.textContent = stage.words.no_predictions;
    }
    const shape = JSON.stringify([frame.run, lane, found?.of, found?.accuracy, stage.colors]);
    if (!found || shape === this.#shape) return;
    this.#shape = shape;
    this.#renew(found, shape);
  }

  /** All at once, when the images are there: none is seen empty. */
  async #renew(found, shape) {
    const strips = [this.#images(found, found.samples), this.#images(found, found.mistakes)];
    await this.pictures.paint(found.dataset, strips.flatMap(({ pictures }) => pictures));
    if (shape !== this.#shape) return;
    const { words, watch } = this.stage;
    const sentence = watch.frame.seeds > 1 ? words.predictions_of_first : words.predictions_of;
    this.of.textContent = fill(sentence, { step: found.of.toLocaleString("en"), accuracy: percent(found.accuracy, 2) });
    const [samples, mistakes] = strips.map(({ strip }) => strip);
    this.samples.replaceChildren(samples);
    this.mistakes.replaceChildren(found.mistakes.length ? mistakes : h("p", {}, words.no_mistakes));
    this.confusion.replaceChildren(this.#matrix(found));
  }

  /** A tab for each lane: the same ones while it trains, so that the focus stays. */
  #choices(labels, lane) {
    const shape = JSON.stringify([labels, this.stage.colors]);
    if (shape !== this.#tabbed) {
      this.#tabbed = shape;
      this.tabs.replaceChildren(...labels.map((label, index) => this.#tab(label, index)));
    }
    [...this.tabs.children].forEach((tab, index) => tab.setAttribute("aria-pressed", String(index === lane)));
  }

  #tab(label, index) {
    const { stage } = this;
    const tab = h("button", { type: "button", className: "tab", "data-look": index + 1 },
      swatch(index, stage.colors.dark), `${index + 1} ${label}`);
    tab.addEventListener("click", () => {
      stage.store.set({ look: index + 1 });
      stage.store.settle("replace");
      stage.watch.look(index);
      this.show();
    });
    return tab;
  }

  /** A strip of images with what is said of them, and their [index, canvas] pairs. */
  #images({ classes }, rows) {
    const { words } = this.stage;
    const strip = h("div", { className: "strip" });
    const pictures = rows.map(([index, label, predicted, confidence]) => {
      const right = label === predicted;
      const canvas = h("canvas", { "aria-hidden": "true" });
      const told = right ? classes[predicted] : fill(words.taken_for, { predicted: classes[predicted], label: classes[label] });
      const sure = percent(confidence, confidence > 0.995 && confidence < 0.99995 ? 2 : 0);
      strip.append(h("figure", { className: right ? "right" : "wrong", title: `${told}, ${sure}` },
        canvas, h("figcaption", {}, told, h("small", {}, sure))));
      return [index, canvas];
    });
    return { strip, pictures };
  }

  #matrix({ confusion, classes }) {
    const { words, colors } = this.stage;
    const most = Math.max(1, ...confusion.flatMap((row, i) => row.filter((_, j) => i !== j)));
    const cell = (count, i, j) => {
      const share = i === j ? 0 : count / most;
      return h("td", {
        className: i === j ? "diagonal" : "", title: fill(words.confused, { label: classes[i], predicted: classes[j], count }),
        style: share ? `--share: ${share}` : "",
      }, count ? String(count) : "");
    };
    return h("table", { className: colors.dark ? "dark" : "" },
      h("caption", {}, words.confusion_axes),
      h("thead", {}, h("tr", {}, h("th", {}), ...classes.map((name) => h("th", { scope: "col", title: name }, h("span", {}, name))))),
      h("tbody", {}, ...confusion.map((row, i) => h("tr", {}, h("th", { scope: "row" }, classes[i]), ...row.map((count, j) => cell(count, i, j))))));
  }
}

// What a trained network says of test images: some of each class, its most confident mistakes, what it takes for what.

import { fill, h, swatch } from "./dom.js";
import { percent } from "./lab_curves.js";

export class Predictions {
  #shape = null;

  constructor(root, stage, pictures) {
    Object.assign(this, { root, stage, pictures });
  }

  show() {
    const { stage } = this;
    const { watch, words } = stage;
    const frame = watch.frame;
    const lane = Math.min(Math.max(1, Number(stage.view("look"))), frame?.lanes?.length ?? 1) - 1;
    watch.look(lane);
    const found = watch.predictions.get(lane);
    const shape = JSON.stringify([frame?.run, frame?.lanes?.length, lane, found?.of, stage.colors]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    if (!frame?.lanes || !watch.predictions.size) {
      this.root.replaceChildren();
      return;
    }
    const tabs = frame.lanes.map(({ label }, index) => this.#tab(label, index, index === lane));
    this.root.replaceChildren(h("h3", {}, words.predictions), h("div", { className: "tabs", role: "group", "aria-label": words.predictions }, ...tabs),
      ...(found ? this.#parts(found) : [h("p", {}, words.no_predictions)]));
  }

  #tab(label, index, pressed) {
    const { stage } = this;
    const tab = h("button", { type: "button", className: "tab", "aria-pressed": String(pressed), "data-look": index + 1 },
      swatch(index, stage.colors.dark), `${index + 1} ${label}`);
    tab.addEventListener("click", () => {
      stage.store.set({ look: index + 1 });
      stage.store.settle("replace");
      stage.watch.look(index);
      this.show();
    });
    return tab;
  }

  #parts(found) {
    const { words } = this.stage;
    const wrong = found.mistakes.length ? this.#images(found, found.mistakes) : h("p", {}, words.no_mistakes);
    return [
      h("section", { className: "samples" }, h("h4", {}, words.samples), this.#images(found, found.samples)),
      h("section", { className: "mistakes" }, h("h4", {}, words.mistakes), wrong),
      h("section", { className: "confusion" }, h("h4", {}, words.confusion), this.#confusion(found)),
    ];
  }

  #images({ classes, dataset }, rows) {
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
    this.pictures.paint(dataset, pictures);
    return strip;
  }

  #confusion({ confusion, classes }) {
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

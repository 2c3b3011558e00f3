// Transfer: what was learnt on some digits, put to use on others from few examples; around one store and one socket.

import { AccuracyTable } from "./table.js";
import { EmptyTransfer } from "./empty_state.js";
import { LATER, mounting } from "../core/page.js";
import { Side } from "./settings.js";
import { Toolbar, list } from "../core/toolbar.js";
import { TrainingPage } from "../lab/training_page.js";
import { TransferBar } from "./train_bar.js";
import { TransferChart } from "./chart.js";
import { classText, outcomeText } from "./verdict_texts.js";
import { count, percent } from "../core/numbers.js";
import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

/** @typedef {import("./messages.js").Plan} Plan */
/** @typedef {import("./messages.js").Way} Way */

export class TransferPage extends TrainingPage {
  /** @type {Side} */ side = LATER;
  chart = new TransferChart(this);
  table = new AccuracyTable(this);
  empty = new EmptyTransfer(this);
  /** @type {number | null} */ pointed = null; // the number of examples under the pointer, by its index
  #verdict = h("p", { className: "verdict", role: "status" });
  #first = h("p", { className: "first" });

  get parameters() {
    return this.catalog.transfer;
  }

  build() {
    const { catalog } = this;
    const labels = Object.entries(catalog.datasets).map(([name, { label }]) => [name, t(label)]);
    const choose = (/** @type {string} */ dataset) => this.store.openWith({ dataset, run: 0 });
    this.connect("transfer", "watch_transfer", catalog.view_keys.transfer);
    this.toolbar = new Toolbar(this, { name: "transfer", label: t("A transfer from the gallery") }, [
      list(this, "dataset", t("Images"), labels, choose),
    ]);
    const bar = h("div", { className: "bar" });
    this.bar = new TransferBar(
      bar,
      this,
      t("Train on the first classes, then in each way from each number of examples"),
    );
    this.side = new Side(this);
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      this.fallbackNotice,
      bar,
      h(
        "div",
        { className: "body beside" },
        h(
          "div",
          { className: "view" },
          h("div", { className: "picture" }, this.empty.element, this.chart.element),
          this.#verdict,
          h("div", { className: "board" }, this.table.element),
          this.#first,
        ),
        this.side.element,
      ),
    );
  }

  left() {
    super.left();
    this.chart.leave();
  }

  entries() {
    return [`optimizer:${this.store.get("rule")}`];
  }

  /** What is known of the accuracies that are drawn. */
  get found() {
    return this.socket.snapshot?.transfer ?? null;
  }

  /** What Train would do, once the server has said it. */
  get plan() {
    return /** @type {Plan | null} */ (/** @type {unknown} */ (this.store.plan));
  }

  /** The number of a way, by which it is drawn as a lane is. @param {Way} way */
  number(way) {
    return this.catalog.transfer_ways.indexOf(way);
  }

  /** The pointer is over another number of examples, or over none. @param {number | null} at */
  point(at) {
    if (at === this.pointed) return;
    this.pointed = at;
    this.table.show();
    this.side.showValues();
  }

  showSettings() {
    this.side.refresh();
    this.side.showNotes();
  }

  outcomes() {
    return [this.#verdict.textContent ?? ""];
  }

  showRun() {
    const { found } = this;
    this.empty.element.hidden = Boolean(found);
    this.chart.element.hidden = !found;
    if (!found) this.empty.show();
    this.#verdict.textContent = found ? outcomeText(found) : "";
    this.#first.textContent = this.#firstText();
    this.table.show();
    this.side.showValues();
    this.chart.show();
  }

  /** What the first training has learnt. */
  #firstText() {
    const { found } = this;
    if (!found || found.first === null) return "";
    const [first, second] = found.classes.map(classText);
    const values = { first, second, images: count(found.images), accuracy: percent(found.first, 1) };
    return t(
      "First training: {first}, {images} images, {accuracy} right in testing. Then {second}, tested on {tests} images.",
      {
        ...values,
        tests: count(found.test_images),
      },
    );
  }
}

export const mount = mounting(TransferPage);

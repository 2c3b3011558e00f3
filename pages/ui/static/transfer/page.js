// Transfer: what was learnt on some digits, put to use on others from few examples; around one store and one socket.

import { AccuracyTable } from "./table.js";
import { DatasetImages } from "../lab/dataset_images.js";
import { EmptyTransfer } from "./empty.js";
import { Following } from "../lab/following.js";
import { LATER, Page, mounting } from "../core/page.js";
import { LabStore } from "../lab/store.js";
import { Side } from "./side.js";
import { Toolbar, list } from "../core/toolbar.js";
import { TrainingSocket } from "../lab/training_socket.js";
import { TransferBar } from "./bar.js";
import { TransferChart } from "./chart.js";
import { classText, outcomeText } from "./texts.js";
import { count, percent } from "../core/numbers.js";
import { fallbackText, stateText } from "../lab/texts.js";
import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

/** @typedef {import("../lab/messages.js").Header} Header */
/** @typedef {import("./messages.js").Plan} Plan */
/** @typedef {import("./messages.js").Way} Way */

export class TransferPage extends Page {
  /** @type {LabStore} */ store = LATER;
  /** @type {TrainingSocket} */ socket = LATER;
  /** @type {TransferBar} */ bar = LATER;
  /** @type {Side} */ side = LATER;
  /** @type {DatasetImages} */ images = LATER;
  chart = new TransferChart(this);
  table = new AccuracyTable(this);
  empty = new EmptyTransfer(this);
  connected = true; // with what trains
  /** @type {number | null} */ pointed = null; // the number of examples under the pointer, by its index
  #following = new Following(this);
  #fallback = h("p", { className: "banner", role: "status", hidden: true });
  #verdict = h("p", { className: "verdict", role: "status" });
  #first = h("p", { className: "first" });

  get parameters() {
    return this.catalog.transfer;
  }

  build() {
    const { catalog, urls } = this;
    const labels = Object.entries(catalog.datasets).map(([name, { label }]) => [name, t(label)]);
    const choose = (/** @type {string} */ dataset) => this.store.openWith({ dataset, run: 0 });
    this.store = new LabStore(`${urls.api}transfer`, catalog.view_keys.transfer);
    this.toolbar = new Toolbar(this, { name: "transfer", label: t("A transfer from the gallery") }, [
      list(this, "dataset", t("Images"), labels, choose),
    ]);
    this.socket = new TrainingSocket(`${urls.api.replace(/^http/, "ws")}watch_transfer`);
    this.images = new DatasetImages(`${urls.api}dataset_images`, this);
    const bar = h("div", { className: "bar" });
    this.bar = new TransferBar(
      bar,
      this,
      t("Train on the first classes, then in each way from each number of examples"),
    );
    this.side = new Side(this);
    this.root.replaceChildren(
      this.toolbar.element,
      bar,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      this.#fallback,
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
    this.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
    this.store.addEventListener("idle", () => this.bar.show());
    this.socket.addEventListener("snapshot", () => this.#onSnapshot());
    this.socket.addEventListener("notFound", (event) => this.#onNotFound(/** @type {CustomEvent} */ (event).detail));
    this.socket.addEventListener("disconnected", () => this.#setConnected(false));
    this.socket.addEventListener("connected", () => this.#setConnected(true));
  }

  left() {
    this.socket.leave();
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

  /** Whether the curves are of other settings than those that stand in the controls now. */
  get stale() {
    const { snapshot } = this.socket;
    return Boolean(snapshot && this.store.plan && snapshot.run !== this.store.plan.run);
  }

  /** Whether something was set of which it is not known yet what it makes. */
  get moved() {
    return this.store.moved;
  }

  /** What the button does. @param {boolean} stops */
  press(stops) {
    this.#following.press(stops);
  }

  /** The pointer is over another number of examples, or over none. @param {number | null} at */
  point(at) {
    if (at === this.pointed) return;
    this.pointed = at;
    this.table.show();
    this.side.showValues();
  }

  /** @param {{before: {run: string} | null, opened: boolean}} detail */
  #onUpdate({ before, opened }) {
    const { store } = this;
    this.side.refresh();
    this.side.showNotes();
    this.#following.follow(before, opened);
    this.#show();
    this.root.dataset.revision = String(Number(this.root.dataset.revision ?? 0) + 1);
    this.root.dataset.link = store.link;
    this.root.dataset.page = "ready";
  }

  /** @param {Header} header */
  #onNotFound(header) {
    if (header.state === "full") this.showError(stateText(this.catalog, header));
    else this.#following.notFound(header.run);
  }

  #onSnapshot() {
    const { snapshot, active } = this.socket;
    this.#following.seen();
    this.#show();
    this.speak(snapshot && !active ? `${stateText(this.catalog, snapshot)}. ${this.#verdict.textContent}` : "");
    this.root.dataset.snapshots = String(Number(this.root.dataset.snapshots ?? 0) + 1);
  }

  /** @param {boolean} connected */
  #setConnected(connected) {
    this.connected = connected;
    this.bar.show();
  }

  #show() {
    const { found } = this;
    const { snapshot } = this.socket;
    this.root.classList.toggle("stale", this.stale);
    this.empty.element.hidden = Boolean(found);
    this.chart.element.hidden = !found;
    if (!found) this.empty.show();
    this.#fallback.textContent = fallbackText(this.catalog, snapshot?.fallback ?? null);
    this.#fallback.hidden = !snapshot?.fallback;
    this.#verdict.textContent = found ? outcomeText(found) : "";
    this.#first.textContent = this.#firstText();
    this.bar.show();
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

  redraw() {
    this.#show();
  }
}

export const mount = mounting(TransferPage);

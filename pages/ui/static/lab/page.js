// The whole of the lab below its choices: bar, curves, table, predictions, lanes, around one store and one socket.

import { h } from "../core/dom.js";
import { ResultsTable } from "./results_table.js";
import { LabCurves } from "./curves.js";
import { LabLanes } from "./lanes.js";
import { LabStore } from "./store.js";
import { DatasetImages } from "./dataset_images.js";
import { Predictions } from "./predictions.js";
import { Page, mounting } from "../core/page.js";
import { TrainBar } from "./train_bar.js";
import { TrainingSocket } from "./training_socket.js";
import { accuracyText, fallbackText, stateText } from "./texts.js";
import { laneName } from "./lane_names.js";
import { t } from "../core/texts.js";
import { Toolbar, list, switches } from "../core/toolbar.js";

/** Ways of looking: the link's key, what it is, its options. @type {[string, string, string[][]][]} */
const WAYS = [
  [
    "axis",
    t("The curves over"),
    [
      ["epochs", t("Epochs")],
      ["steps", t("Steps")],
      ["examples", t("Examples")],
      ["seconds", t("Seconds")],
    ],
  ],
  [
    "loss",
    t("Loss scale"),
    [
      ["log", t("Log loss")],
      ["linear", t("Linear loss")],
    ],
  ],
  [
    "accuracy",
    t("Accuracy scale"),
    [
      ["linear", t("Accuracy")],
      ["log", t("Log errors")],
    ],
  ],
];
const SAMPLES = 40; // images that are shown before a training

class Lab extends Page {
  opened = null; // the run of a link from outside, of which nothing has been seen yet
  connected = true; // with what trains
  #asked = false; // whether the link asked to train it
  #typing = false; // a field holds what is not set yet

  left() {
    this.socket.leave();
    this.curves.leave();
  }

  build() {
    const [bar, lanes, curves, board, predictions] = ["bar", "lanes", "curves", "board", "predictions"].map((name) =>
      h("div", { className: name }),
    );
    this.imageStrip = h("div", { className: "strip", "aria-hidden": "true" });
    this.empty = h(
      "div",
      { className: "empty", hidden: true },
      h("p", {}, t("Press Train, and the curves grow here.")),
      this.imageStrip,
    );
    this.fallbackNotice = h("p", { className: "trouble", role: "status", hidden: true });
    this.toolbar = this.#toolbar();
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.trouble,
      this.notices,
      h(
        "div",
        { className: "body" },
        bar,
        h("div", { className: "view" }, this.fallbackNotice, this.empty, curves),
        lanes,
        board,
        predictions,
      ),
    );
    this.store = new LabStore(this.urls.api + "training", this.catalog.looks);
    this.socket = new TrainingSocket(this.urls.api.replace(/^http/, "ws") + "watch");
    this.bar = new TrainBar(bar, this);
    this.lanes = new LabLanes(lanes, this);
    this.curves = new LabCurves(curves, this);
    this.table = new ResultsTable(board, this);
    this.images = new DatasetImages(this.urls.api + "dataset_images", this);
    this.predictions = new Predictions(predictions, this, this.images);
    this.store.addEventListener("update", (event) => this.#onUpdate(event.detail));
    this.store.addEventListener("idle", () => this.bar.show());
    lanes.addEventListener("input", ({ target }) => this.#types(target.type === "text"));
    lanes.addEventListener("focusout", () => this.#types(false));
    this.socket.addEventListener("snapshot", () => this.#onSnapshot());
    this.socket.addEventListener("notFound", ({ detail }) => this.#onNotFound(detail));
    this.socket.addEventListener("disconnected", () => this.#setConnected(false));
    this.socket.addEventListener("connected", () => this.#setConnected(true));
    if (document.activeElement === document.body) this.bar.button.focus({ preventScroll: true });
  }

  #toolbar() {
    const { datasets, galleries } = this.catalog;
    const labels = Object.entries(datasets).map(([name, { label }]) => [name, t(label)]);
    /** Other images are another training, which nobody asked to run. @param {string} dataset */
    const choose = (dataset) => this.store.openWith({ dataset, run: 0 });
    return new Toolbar(this, { gallery: galleries.lab, label: t("A training from the gallery") }, [
      list(this, "dataset", t("Images"), labels, choose),
      ...WAYS.map(([key, label, options]) => switches(this, key, label, options)),
    ]);
  }

  entries() {
    return this.laneEntries();
  }

  /** Whether the curves are of other settings than those that stand in the controls now. */
  get stale() {
    const { snapshot } = this.socket;
    return Boolean(snapshot && this.store.plan && snapshot.run !== this.store.plan.run);
  }

  /** Whether something was set, or is being typed, of which it is not known yet what training it makes. */
  get moved() {
    return this.#typing || this.store.moved;
  }

  #types(typing) {
    if (typing === this.#typing) return;
    this.#typing = typing;
    this.bar.show();
  }

  /** What the button does: trains what is set, or stops what goes on. */
  press(stops) {
    const { socket, store } = this;
    if (stops) socket.stop();
    else socket.train(store.query); // what was typed a moment ago counts, too
    this.opened = null;
    store.set({ run: stops ? 0 : 1 });
    store.commit("replace");
  }

  /** How good lane `index` is now, as far as that is of these settings. */
  accuracy(index) {
    const lane = this.stale ? null : this.socket.snapshot?.lanes?.[index];
    return lane ? accuracyText(lane.row) : "";
  }

  /** What a lane of the training that is shown is called. */
  laneName(lane) {
    return laneName(this.catalog, lane);
  }

  /** Other settings: by a link, they show their own run; by hand, what runs goes on until another is begun. */
  #onUpdate({ before, opened }) {
    const { socket, store } = this;
    this.lanes.show();
    const other = before?.run !== store.plan.run;
    const asks = store.get("run") === "1";
    if (opened && other) this.opened = store.plan.run;
    if (opened && asks && (other || !this.#asked)) socket.train(store.link);
    else if (other && (opened || (!socket.active && !(asks && socket.trains)))) socket.show(store.link);
    this.#asked = asks;
    this.#show();
    this.root.dataset.revision = Number(this.root.dataset.revision ?? 0) + 1;
    this.root.dataset.link = store.link;
    this.root.dataset.page = "ready";
  }

  /** Nobody has trained this. What came by a link shows nothing then; what is set by hand keeps the curves before. */
  #onNotFound(header) {
    const { run, state } = header;
    if (state === "full") this.say(stateText(this.catalog, header));
    else if (run === this.store.plan?.run && this.opened === run) this.socket.clear();
    else this.socket.lose(run);
  }

  #onSnapshot() {
    if (this.socket.snapshot?.run === this.opened) this.opened = null;
    this.#show();
    this.root.dataset.snapshots = Number(this.root.dataset.snapshots ?? 0) + 1;
  }

  #setConnected(connected) {
    this.connected = connected;
    this.bar.show();
  }

  #show() {
    const { snapshot } = this.socket;
    this.root.classList.toggle("stale", this.stale);
    this.empty.hidden = Boolean(snapshot?.lanes);
    if (!this.empty.hidden) this.#sample();
    this.fallbackNotice.textContent = fallbackText(this.catalog, snapshot?.fallback ?? null);
    this.fallbackNotice.hidden = !snapshot?.fallback;
    this.bar.show();
    this.curves.show();
    this.table.show();
    this.predictions.show();
    this.lanes.score();
  }

  /** Before anything was trained: some of the images, where they are at hand. */
  #sample() {
    const dataset = this.store.get("dataset");
    const shape = JSON.stringify([dataset, this.colors.dark]);
    if (shape === this.sampled) return;
    this.sampled = shape;
    const pairs = Array.from({ length: SAMPLES }, (_, index) => [index, h("canvas", {})]);
    this.imageStrip.replaceChildren();
    this.images.paint(dataset, pairs).then((there) => {
      if (there && shape === this.sampled) this.imageStrip.replaceChildren(...pairs.map(([, canvas]) => canvas));
    });
  }

  redraw() {
    this.lanes.show();
    this.#show();
  }
}

export const mount = mounting(Lab);

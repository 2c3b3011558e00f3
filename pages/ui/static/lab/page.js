// The whole of the lab: choices, bar, curves, table, predictions, lanes, around one store and one socket.

import { h } from "../core/dom.js";
import { ResultsTable } from "./results_table.js";
import { LabCurves } from "./curves.js";
import { LabLanes } from "./lanes.js";
import { EmptyState } from "./empty_state.js";
import { Following } from "./following.js";
import { LaneOrder } from "./lane_order.js";
import { LabStore } from "./store.js";
import { DatasetImages } from "./dataset_images.js";
import { Panels } from "./panels.js";
import { Predictions } from "./predictions.js";
import { LATER, Page, mounting } from "../core/page.js";
import { TrainBar } from "./train_bar.js";
import { TrainingSocket } from "./training_socket.js";
import { accuracyText, bothText, fallbackText, stateText, verdictText } from "./texts.js";
import { percent } from "../core/numbers.js";
import { evaluationAt } from "./curve_scales.js";
import { laneName } from "../lanes/lane_names.js";
import { labToolbar } from "./toolbar.js";

/** @typedef {import("./messages.js").Header} Header */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {import("./store.js").Plan} Plan */

export class Lab extends Page {
  // these are there from `build` on
  /** @type {LabStore} */ store = LATER;
  /** @type {TrainingSocket} */ socket = LATER;
  /** @type {TrainBar} */ bar = LATER;
  /** @type {LabLanes} */ lanes = LATER;
  /** @type {LabCurves} */ curves = LATER;
  /** @type {ResultsTable} */ table = LATER;
  /** @type {DatasetImages} */ images = LATER;
  /** @type {Predictions} */ predictions = LATER;
  /** @type {Panels} */ panels = LATER;

  empty = new EmptyState(this);
  fallbackNotice = h("p", { className: "banner", role: "status", hidden: true });

  connected = true; // with what trains
  /** @type {number | null} */ moment = null; // where the pointer is on the x axis of the curves
  #following = new Following(this);
  #order = new LaneOrder(); // of the lanes of what is drawn
  #typing = false; // a field holds what is not set yet

  left() {
    this.socket.leave();
    this.curves.leave();
  }

  build() {
    const [bar, lanes, curves, board, predictions] = ["bar", "lanes", "curves", "board", "predictions"].map((name) =>
      h("div", { className: name }),
    );
    this.toolbar = labToolbar(this);
    this.panels = new Panels(this, curves);
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      h(
        "div",
        { className: "body" },
        bar,
        h("div", { className: "view" }, this.fallbackNotice, this.empty.element, this.panels.element),
        lanes,
        board,
        predictions,
        this.panels.seen.root,
      ),
    );
    this.store = new LabStore(this.urls.api + "training", this.catalog.view_keys.lab);
    this.socket = new TrainingSocket(this.urls.api.replace(/^http/, "ws") + "watch");
    this.bar = new TrainBar(bar, this);
    this.lanes = new LabLanes(lanes, this);
    this.curves = new LabCurves(curves, this);
    this.table = new ResultsTable(board, this);
    this.images = new DatasetImages(this.urls.api + "dataset_images", this);
    this.predictions = new Predictions(predictions, this, this.images);
    this.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
    this.store.addEventListener("idle", () => this.bar.show());
    this.store.addEventListener("arranged", (event) => this.#order.arrange(/** @type {CustomEvent} */ (event).detail));
    lanes.addEventListener("input", ({ target }) =>
      this.#types(/** @type {HTMLInputElement} */ (target).type === "text"),
    );
    lanes.addEventListener("focusout", () => this.#types(false));
    this.socket.addEventListener("snapshot", () => this.#onSnapshot());
    this.socket.addEventListener("notFound", (event) => this.#onNotFound(/** @type {CustomEvent} */ (event).detail));
    this.socket.addEventListener("disconnected", () => this.#setConnected(false));
    this.socket.addEventListener("connected", () => this.#setConnected(true));
  }

  entries() {
    return this.laneEntries();
  }

  /** What is drawn: the newest snapshot, with its lanes where they stand today. */
  get snapshot() {
    const { snapshot } = this.socket;
    return snapshot?.lanes ? { ...snapshot, lanes: this.#order.of(snapshot.lanes) } : snapshot;
  }

  /** The place of a lane in what was trained; -1 if it was not. @param {number} index */
  trained(index) {
    return this.#order.trained(index);
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

  /** @param {boolean} typing */
  #types(typing) {
    if (typing === this.#typing) return;
    this.#typing = typing;
    this.bar.show();
  }

  /** What the button does: trains what is set, or stops what goes on. @param {boolean} stops */
  press(stops) {
    this.#following.press(stops);
  }

  /** How good lane `index` is, as far as that is of these settings. @param {number} index */
  accuracy(index) {
    return this.stale ? "" : this.accuracyNow(index);
  }

  /** The test accuracy of lane `index` of what is drawn, at the moment or else of what is newest. @param {number} index */
  accuracyNow(index) {
    const view = this.curves.view;
    const lane = view?.snapshot.lanes[index];
    if (!view || !lane) return "";
    if (this.moment === null) return accuracyText(lane.row);
    return percent(lane.evaluations.testAccuracy[evaluationAt(lane, view, this.moment)] ?? NaN, 2);
  }

  /** The same at the moment, with that of a second head where there is one. @param {number} index */
  accuraciesNow(index) {
    const accuracy = this.accuracyNow(index);
    const view = this.curves.view;
    const lane = view?.snapshot.lanes[index];
    if (!view || !lane?.second) return accuracy;
    const second = lane.evaluations.secondAccuracy[evaluationAt(lane, view, this.moment ?? Infinity)] ?? NaN;
    return bothText(accuracy, percent(second, 2));
  }

  /** The step of the last evaluation of lane `index` at the moment; null where the newest counts. @param {number} index */
  stepNow(index) {
    const view = this.curves.view;
    const lane = view?.snapshot.lanes[index];
    if (!view || !lane || this.moment === null) return null;
    return lane.evaluations.step[evaluationAt(lane, view, this.moment)] ?? 0;
  }

  /** Legend, table, lanes and predictions tell of this moment of the curves. @param {number | null} moment */
  setMoment(moment) {
    if (moment === this.moment) return;
    this.moment = moment;
    if (this.curves.view) this.curves.legend.show(this.curves.view);
    this.table.show();
    this.lanes.showValues();
    this.predictions.show();
  }

  /** What a lane of the training that is shown is called. @param {Lane} lane */
  laneName(lane) {
    return laneName(this.catalog, lane);
  }

  /** @param {{before: Plan | null, opened: boolean}} detail */
  #onUpdate({ before, opened }) {
    const { store } = this;
    this.lanes.show();
    this.lanes.showNotes();
    if (opened || !this.stale) this.#order.reset();
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
    this.#following.seen();
    if (!this.stale && !this.store.moved) this.#order.reset();
    this.#speakOfEnd();
    this.#show();
    this.root.dataset.snapshots = String(Number(this.root.dataset.snapshots ?? 0) + 1);
  }

  /** Says that a training has ended, and how its lanes did. */
  #speakOfEnd() {
    const { snapshot, active } = this.socket;
    const verdicts = (snapshot?.lanes ?? []).map(
      (lane, index) => `${index + 1} ${this.laneName(lane)}: ${accuracyText(lane.row)}, ${verdictText(lane.verdict)}.`,
    );
    this.speak(snapshot && !active ? [`${stateText(this.catalog, snapshot)}.`, ...verdicts].join(" ") : "");
  }

  /** @param {boolean} connected */
  #setConnected(connected) {
    this.connected = connected;
    this.bar.show();
  }

  #show() {
    const { snapshot } = this;
    this.root.classList.toggle("stale", this.stale);
    this.empty.element.hidden = Boolean(snapshot?.lanes);
    if (!snapshot?.lanes) this.empty.show();
    this.fallbackNotice.textContent = fallbackText(this.catalog, snapshot?.fallback ?? null);
    this.fallbackNotice.hidden = !snapshot?.fallback;
    this.bar.show();
    this.panels.show();
    this.curves.show();
    this.table.show();
    this.lanes.showValues();
  }

  redraw() {
    this.lanes.show();
    this.lanes.showNotes();
    this.#show();
  }
}

export const mount = mounting(Lab);

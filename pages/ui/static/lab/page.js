// The whole of the lab: choices, bar, curves, table, predictions, lanes, around one store and one socket.

import { h } from "../core/dom.js";
import { ResultsTable } from "./results_table.js";
import { LabCurves } from "./curves.js";
import { LabLanes } from "./lanes.js";
import { EmptyState } from "./empty_state.js";
import { LaneOrder } from "./lane_order.js";
import { Panels } from "./panels.js";
import { Predictions } from "./predictions.js";
import { LATER, mounting } from "../core/page.js";
import { TrainBar } from "./train_bar.js";
import { TrainingPage } from "./training_page.js";
import { accuracyText, bothText, verdictText } from "./verdict_texts.js";
import { percent } from "../core/numbers.js";
import { evaluationAt } from "./curve_scales.js";
import { laneName } from "../lanes/lane_names.js";
import { labToolbar } from "./toolbar.js";

/** @typedef {import("./messages.js").Lane} Lane */

export class Lab extends TrainingPage {
  // these are there from `build` on
  /** @type {LabLanes} */ lanes = LATER;
  /** @type {LabCurves} */ curves = LATER;
  /** @type {ResultsTable} */ table = LATER;
  /** @type {Predictions} */ predictions = LATER;
  /** @type {Panels} */ panels = LATER;

  empty = new EmptyState(this);
  /** @type {number | null} */ moment = null; // where the pointer is on the x axis of the curves
  #order = new LaneOrder(); // of the lanes of what is drawn
  #typing = false; // a field holds what is not set yet

  left() {
    super.left();
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
    this.connect("training", "watch", this.catalog.view_keys.lab);
    this.bar = new TrainBar(bar, this);
    this.lanes = new LabLanes(lanes, this);
    this.curves = new LabCurves(curves, this);
    this.table = new ResultsTable(board, this);
    this.predictions = new Predictions(predictions, this, this.images);
    this.store.addEventListener("arranged", (event) => this.#order.arrange(/** @type {CustomEvent} */ (event).detail));
    lanes.addEventListener("input", ({ target }) =>
      this.#types(/** @type {HTMLInputElement} */ (target).type === "text"),
    );
    lanes.addEventListener("focusout", () => this.#types(false));
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

  get moved() {
    return this.#typing || super.moved;
  }

  /** @param {boolean} typing */
  #types(typing) {
    if (typing === this.#typing) return;
    this.#typing = typing;
    this.bar.show();
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

  /** @param {boolean} opened */
  showSettings(opened) {
    this.lanes.show();
    this.lanes.showNotes();
    if (opened || !this.stale) this.#order.reset();
  }

  take() {
    if (!this.stale && !this.store.moved) this.#order.reset();
  }

  /** How its lanes did. */
  outcomes() {
    return (this.socket.snapshot?.lanes ?? []).map(
      (lane, index) => `${index + 1} ${this.laneName(lane)}: ${accuracyText(lane.row)}, ${verdictText(lane.verdict)}.`,
    );
  }

  showRun() {
    const { snapshot } = this;
    this.empty.element.hidden = Boolean(snapshot?.lanes);
    if (!snapshot?.lanes) this.empty.show();
    this.panels.show();
    this.curves.show();
    this.table.show();
    this.lanes.showValues();
  }

  redraw() {
    this.lanes.show();
    this.lanes.showNotes();
    super.redraw();
  }
}

export const mount = mounting(Lab);

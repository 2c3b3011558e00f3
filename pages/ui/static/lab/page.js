// The whole of the lab below its choices: bar, curves, table, predictions, lanes, around one store and one watch.

import { h } from "../core/dom.js";
import { LabBoard } from "./results_table.js";
import { LabCurves } from "./curves.js";
import { LabLanes } from "./lanes.js";
import { LabStore } from "./store.js";
import { Pictures } from "./dataset_images.js";
import { Predictions } from "./predictions.js";
import { Page, mounting } from "../core/page.js";
import { TrainBar } from "./train_bar.js";
import { Watch } from "./training_socket.js";
import { t } from "../core/texts.js";

const SAMPLES = 40; // images that are shown before a training

class Lab extends Page {
  opened = null; // the run of a link from outside, of which nothing has been seen yet
  #asked = false; // whether the link asked to train it
  #typing = false; // a field holds what is not set yet

  left() {
    this.watch.leave();
    this.curves.leave();
  }

  build() {
    const [bar, lanes, curves, board, predictions] = ["bar", "lanes", "curves", "board", "predictions"].map((name) =>
      h("div", { className: name }),
    );
    this.strip = h("div", { className: "strip", "aria-hidden": "true" });
    this.empty = h(
      "div",
      { className: "empty", hidden: true },
      h("p", {}, t("Press Train, and the curves grow here.")),
      this.strip,
    );
    this.substituted = h("p", { className: "trouble", role: "status", hidden: true });
    this.root.replaceChildren(
      this.trouble,
      h(
        "div",
        { className: "body" },
        bar,
        h("div", { className: "view" }, this.substituted, this.empty, curves),
        lanes,
        board,
        predictions,
      ),
    );
    this.store = new LabStore(this.urls.api + "training", this.catalog.looks, (link) => this.tell(link));
    this.watch = new Watch(this.urls.api.replace(/^http/, "ws") + "watch");
    this.bar = new TrainBar(bar, this);
    this.lanes = new LabLanes(lanes, this);
    this.curves = new LabCurves(curves, this);
    this.board = new LabBoard(board, this);
    this.pictures = new Pictures(this.urls.api + "pictures", this);
    this.predictions = new Predictions(predictions, this, this.pictures);
    this.store.addEventListener("update", (event) => this.#news(event.detail));
    this.store.addEventListener("idle", () => this.bar.show());
    lanes.addEventListener("input", ({ target }) => this.#types(target.type === "text"));
    lanes.addEventListener("focusout", () => this.#types(false));
    this.watch.addEventListener("frame", () => this.#frame());
    this.watch.addEventListener("none", ({ detail }) => this.#none(detail));
    this.watch.addEventListener("away", () => this.#away(true));
    this.watch.addEventListener("back", () => this.#away(false));
    if (document.activeElement === document.body) this.bar.button.focus({ preventScroll: true });
  }

  /** Whether the curves are of other settings than those that stand in the controls now. */
  get stale() {
    const { frame } = this.watch;
    return Boolean(frame && this.store.plan && frame.run !== this.store.plan.run);
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
    const { watch, store } = this;
    if (stops) watch.stop();
    else watch.train(store.query); // what was typed a moment ago counts, too
    this.opened = null;
    store.set({ run: stops ? 0 : 1 });
    store.commit("replace");
  }

  /** How good lane `index` is now, as far as that is of these settings. */
  accuracy(index) {
    return (this.stale ? null : this.watch.frame?.lanes?.[index]?.accuracy) ?? "";
  }

  /** Other settings: by a link, they show their own run; by hand, what runs goes on until another is begun. */
  #news({ before, opened }) {
    const { watch, store } = this;
    this.lanes.show();
    this.notice(store.plan.notices, opened);
    const other = before?.run !== store.plan.run;
    const asks = store.get("run") === "1";
    if (opened && other) this.opened = store.plan.run;
    if (opened && asks && (other || !this.#asked)) watch.train(store.link);
    else if (other && (opened || (!watch.active && !(asks && watch.trains)))) watch.show(store.link);
    this.#asked = asks;
    this.#show();
    this.root.dataset.revision = Number(this.root.dataset.revision ?? 0) + 1;
    this.root.dataset.link = store.link;
    this.root.dataset.page = "ready";
  }

  /** Nobody has trained this. What came by a link shows nothing then; what is set by hand keeps the curves before. */
  #none({ run, state, status }) {
    if (state === "full") this.say(status);
    else if (run === this.store.plan?.run && this.opened === run) this.watch.clear();
    else this.watch.lose(run, t("The server has ended this training. The curves are kept."));
  }

  #frame() {
    if (this.watch.frame?.run === this.opened) this.opened = null;
    this.#show();
    this.root.dataset.frames = Number(this.root.dataset.frames ?? 0) + 1;
  }

  #away(away) {
    this.watch.away = away;
    this.bar.show();
  }

  #show() {
    const { frame } = this.watch;
    this.root.classList.toggle("stale", this.stale);
    this.empty.hidden = Boolean(frame?.lanes);
    if (!this.empty.hidden) this.#sample();
    this.substituted.textContent = frame?.substituted ?? "";
    this.substituted.hidden = !frame?.substituted;
    this.bar.show();
    this.curves.show();
    this.board.show();
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
    this.strip.replaceChildren();
    this.pictures.paint(dataset, pairs).then((there) => {
      if (there && shape === this.sampled) this.strip.replaceChildren(...pairs.map(([, canvas]) => canvas));
    });
  }

  redraw() {
    this.lanes.show();
    this.#show();
  }
}

export const mount = mounting(Lab);

// The whole of the race: choices, picture, bar, lanes, curves, scoreboard, around one store and one player.

import { focusQuietly, h } from "../core/dom.js";
import { insideButton } from "./step_button.js";
import { laneFacts } from "./lane_facts.js";
import { laneName } from "../lanes/lane_names.js";
import { laneStyle } from "../lanes/style.js";
import { outcome, remark } from "./verdict_texts.js";
import { LATER, Page, mounting } from "../core/page.js";
import { Captions } from "./captions.js";
import { Curves } from "./curves.js";
import { Formula } from "./formula.js";
import { Picture } from "./picture.js";
import { Player } from "../player/player.js";
import { PlayerControls } from "../player/player_controls.js";
import { RaceLanes } from "./lanes.js";
import { RaceStore } from "./store.js";
import { Scoreboard } from "./scoreboard.js";
import { raceToolbar } from "./toolbar.js";
import { sidePanel } from "./side_panel.js";
import { t } from "../core/texts.js";

const DETAILS_MS = 100;

/** @typedef {import("./store.js").Update} Update */

export class Race extends Page {
  player = new Player();

  // these are there from `build` on
  /** @type {RaceStore} */ store = LATER;
  /** @type {Picture} */ picture = LATER;
  /** @type {Captions} */ captions = LATER;
  /** @type {PlayerControls} */ controls = LATER;
  /** @type {RaceLanes} */ lanes = LATER;
  /** @type {Curves} */ curves = LATER;
  /** @type {Scoreboard} */ scoreboard = LATER;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #detailsTimer;
  /** @type {Set<Element>} */ #unseen = new Set(); // of what is beside the picture, what another tab hides
  #observer = new ResizeObserver((entries) => this.#resized(entries));
  #formula = new Formula(this);
  #facts = { query: "", lanes: /** @type {import("./lane_facts.js").LaneFacts[]} */ ([]) }; // of the newest link

  left() {
    clearTimeout(this.#detailsTimer);
    this.#observer.disconnect();
    this.player.pause();
    this.picture.leave();
    this.captions.leave();
    this.curves.leave();
  }

  build() {
    this.store = new RaceStore(this.urls.api + "race", () => this.picture.window);
    this.picture = new Picture(this);
    const { element: picture, notice } = this.picture;
    const [bar, lanes, curves, board] = ["bar", "lanes", "curves", "board"].map((className) => h("div", { className }));
    this.toolbar = raceToolbar(this);
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      notice,
      this.#formula.element,
      h(
        "div",
        { className: "body" },
        h("div", { className: "view" }, picture, bar),
        sidePanel({ lanes, curves, board }),
      ),
    );
    this.picture.contours.resize();
    this.captions = new Captions(picture, this);
    this.controls = new PlayerControls(bar, this);
    bar.append(insideButton(this));
    this.controls.listenForKeys(picture);
    this.controls.listenForKeys(bar);
    this.lanes = new RaceLanes(lanes, this);
    this.curves = new Curves(curves, this);
    this.scoreboard = new Scoreboard(board, this);
    for (const part of [curves, board]) this.#observer.observe(part);
    this.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
    this.store.addEventListener("idle", () => this.picture.rest());
    this.player.addEventListener("step", () => this.#onStep());
    if (document.activeElement === document.body) focusQuietly(picture);
  }

  /** In what lanes differ, by lane. */
  get facts() {
    const { query } = this.store;
    if (query !== this.#facts.query) this.#facts = { query, lanes: laneFacts(this.catalog, this.store) };
    return this.#facts.lanes;
  }

  /** What tells lane `index` from the others. @param {number} index */
  laneName(index) {
    const facts = this.facts[index];
    return facts?.optimizer ? laneName(this.catalog, facts) : "";
  }

  /** The letter of the surface's parameter that is its largest curvature everywhere, if one is. */
  get curvature() {
    const { curvature, parameters } = this.catalog.surfaces[this.store.get("surface")] ?? {};
    const label = parameters?.find(({ name }) => name === curvature)?.label;
    return label ? (t(label).split(" ").pop() ?? "") : "";
  }

  entries() {
    return [`surface:${this.store.get("surface")}`, ...this.laneEntries()];
  }

  /** @param {Update} update */
  #onUpdate({ before, heightmap, opened }) {
    const { header } = this.store;
    if (header && before?.steps !== header.steps) this.player.set({ length: header.steps });
    this.#formula.refresh();
    if (opened) this.#begin(before);
    this.picture.show(heightmap); // first: to write on a canvas, all that was changed before is laid out
    this.lanes.show();
    this.#showDetailsSoon();
    this.root.dataset.revision = String(Number(this.root.dataset.revision ?? 0) + 1);
    this.root.dataset.link = this.store.link;
  }

  /** Starts the player of a race that came by a link: at the link's step, or running; at the end for who wants no motion.
   * @param {Update["before"]} before what was shown */
  #begin(before) {
    const { player, store } = this;
    player.set({ speed: Number(store.get("speed")), loop: store.get("loop") === "1" });
    const step = store.get("step");
    const { surface, preset } = store.header ?? {};
    const goesOn = before?.surface === surface && (!preset || preset === before?.preset);
    if (step !== "") player.seek(Number(step));
    else if (goesOn) return;
    else if (matchMedia("(prefers-reduced-motion: reduce)").matches) player.seek(player.length);
    else player.restart();
  }

  /** When each lane that is drawn came near a minimum, left the box, diverged. */
  #events() {
    return this.store.lanes.flatMap(({ score }, index) => {
      const { color } = laneStyle(index, this.colors.dark);
      const name = `${index + 1} ${this.laneName(index)}`;
      const events = [
        [score.reached, t("{lane}: near a minimum at step {step}", { lane: name, step: score.reached })],
        [
          remark(score) && score.left_box,
          t("{lane}: left the box at step {step}", { lane: name, step: score.left_box }),
        ],
        [score.kind === "diverged" ? score.step : null, `${name}: ${outcome(score)}`],
      ];
      const happened = events.filter(([step]) => step !== null && step !== "" && !this.hidden(index));
      return happened.map(([step, text]) => ({ step: Number(step), color, text: String(text) }));
    });
  }

  /** How the lanes end, in one text. */
  #verdicts() {
    const told = this.store.lanes.map(({ score }, index) => `${index + 1} ${this.laneName(index)}: ${outcome(score)}.`);
    return told.filter((_, index) => !this.hidden(index)).join(" ");
  }

  /** Marks, notes, curves and scoreboard cost more than the trajectories and are not what the finger follows: ten times a second do. */
  #showDetailsSoon() {
    this.#detailsTimer ??= setTimeout(
      () => {
        this.#detailsTimer = undefined;
        this.controls.mark(this.#events());
        this.lanes.showNotes();
        this.captions.show();
        const waits = this.store.dragging && this.#unseen.size; // what nobody sees follows once that is over
        if (!waits || !this.#unseen.has(this.scoreboard.root)) this.scoreboard.show();
        if (!waits || !this.#unseen.has(this.curves.root)) this.curves.show();
        if (waits) this.#showDetailsSoon();
        if (!this.store.dragging) this.speak(this.#verdicts());
      },
      this.store.dragging || this.root.dataset.page !== "ready" ? DETAILS_MS : 0,
    );
  }

  /** What was hidden and is not any more is drawn. @param {ResizeObserverEntry[]} entries */
  #resized(entries) {
    for (const { target, contentRect } of entries) {
      if (!contentRect.width) this.#unseen.add(target);
      else if (this.#unseen.delete(target) && this.store.header) this.#showDetailsSoon();
    }
  }

  #onStep() {
    this.picture.draw();
    this.captions.step();
    this.curves.step();
    this.scoreboard.step();
    this.lanes.showValues();
  }

  redraw() {
    if (!this.store.header) return;
    this.lanes.show();
    this.lanes.showNotes();
    this.captions.show();
    this.picture.repaint();
    this.curves.show();
    this.scoreboard.show();
  }
}

export const mount = mounting(Race);

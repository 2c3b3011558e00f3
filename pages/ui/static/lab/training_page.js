// What the pages that train share: a run that is followed over a socket, its button, and what is said where it fails.

import { DatasetImages } from "./dataset_images.js";
import { Following } from "./following.js";
import { LATER, Page } from "../core/page.js";
import { LabStore } from "./store.js";
import { TrainingSocket } from "./training_socket.js";
import { fallbackText, stateText } from "./verdict_texts.js";
import { h } from "../core/dom.js";

/** @typedef {import("./messages.js").Header} Header */
/** @typedef {import("./store.js").Plan} Plan */

export class TrainingPage extends Page {
  // these are there from `connect` on, but for the bar, which `build` makes
  /** @type {LabStore} */ store = LATER;
  /** @type {TrainingSocket} */ socket = LATER;
  /** @type {DatasetImages} */ images = LATER;
  /** @type {import("./train_bar.js").TrainBar} */ bar = LATER;

  fallbackNotice = h("p", { className: "banner", role: "status", hidden: true });
  connected = true; // with what trains
  #following = new Following(this);

  /** Makes store and socket. @param {string} plan where the server says what would be trained
   * @param {string} watch where it tells of the training @param {string[]} viewKeys keys that change no run */
  connect(plan, watch, viewKeys) {
    const { api } = this.urls;
    this.store = new LabStore(api + plan, viewKeys);
    this.socket = new TrainingSocket(api.replace(/^http/, "ws") + watch);
    this.images = new DatasetImages(`${api}dataset_images`, this);
    this.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
    this.store.addEventListener("idle", () => this.bar.show());
    this.socket.addEventListener("snapshot", () => this.#onSnapshot());
    this.socket.addEventListener("notFound", (event) => this.#onNotFound(/** @type {CustomEvent} */ (event).detail));
    this.socket.addEventListener("disconnected", () => this.#setConnected(false));
    this.socket.addEventListener("connected", () => this.#setConnected(true));
  }

  left() {
    this.socket.leave();
  }

  /** Shows what is set. @param {boolean} _opened it came by a link */
  showSettings(_opened) {}

  /** Something new is known of the run: before it is shown. */
  take() {}

  /** Shows the run, or that there is none. */
  showRun() {}

  /** How the run has ended, in sentences. @returns {string[]} */
  outcomes() {
    return [];
  }

  /** Whether the curves are of other settings than those that stand in the controls now. */
  get stale() {
    const { snapshot } = this.socket;
    return Boolean(snapshot && this.store.plan && snapshot.run !== this.store.plan.run);
  }

  /** Whether something was set of which it is not known yet what training it makes. */
  get moved() {
    return this.store.moved;
  }

  /** What the button does: trains what is set, or stops what goes on. @param {boolean} stops */
  press(stops) {
    this.#following.press(stops);
  }

  /** Run and button as they are now. */
  show() {
    const { snapshot } = this.socket;
    this.root.classList.toggle("stale", this.stale);
    this.fallbackNotice.textContent = fallbackText(this.catalog, snapshot?.fallback ?? null);
    this.fallbackNotice.hidden = !snapshot?.fallback;
    this.bar.show();
    this.showRun();
  }

  redraw() {
    this.show();
  }

  /** @param {{before: Plan | null, opened: boolean}} detail */
  #onUpdate({ before, opened }) {
    this.showSettings(opened);
    this.#following.follow(before, opened);
    this.show();
    this.#count("revision");
    this.root.dataset.link = this.store.link;
    this.root.dataset.page = "ready";
  }

  #onSnapshot() {
    this.#following.seen();
    this.take();
    this.show();
    this.#speakOfEnd();
    this.#count("snapshots");
  }

  #speakOfEnd() {
    const { snapshot, active } = this.socket;
    const ended = snapshot && !active;
    this.speak(ended ? [`${stateText(this.catalog, snapshot)}.`, ...this.outcomes()].join(" ") : "");
  }

  /** @param {Header} header */
  #onNotFound(header) {
    if (header.state === "full") this.showError(stateText(this.catalog, header));
    else this.#following.notFound(header.run);
  }

  /** @param {boolean} connected */
  #setConnected(connected) {
    this.connected = connected;
    this.bar.show();
  }

  /** One more, for who tests the page. @param {"revision" | "snapshots"} of */
  #count(of) {
    this.root.dataset[of] = String(Number(this.root.dataset[of] ?? 0) + 1);
  }
}

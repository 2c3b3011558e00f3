// A training as this browser watches it: a socket over which the server tells what is new of its curves.

import { decode } from "../core/wire.js";

const RETRY_MS = 1000;
const SILENT_MS = 20000; // a training that is told of five times a second is silent where the connection is dead
const ACTIVE = ["queued", "loading", "running"];
const COLUMNS = {
  steps: ["step", "loss", "low", "high", "norm", "normLow", "normHigh", "rate", "seconds"],
  evaluations: [
    "step",
    "seconds",
    "validationLoss",
    "validationLossLow",
    "validationLossHigh",
    "validationAccuracy",
    "validationAccuracyLow",
    "validationAccuracyHigh",
    "testAccuracy",
    "testAccuracyLow",
    "testAccuracyHigh",
  ],
};

/**
 * @typedef {object} Verdict
 * @property {string} kind an outcome, or "waiting" (then that is all), or "training"
 * @property {number} epoch
 * @property {number} [step]
 * @property {number} [epochs] of a training that goes on: how many there will be
 * @property {number} count seeds of which it is so
 * @property {number} seeds all seeds
 */
/** @typedef {{mean: number, low: number, high: number}} Spread */
/** @typedef {Spread & {count: number, seeds: number, epoch?: number}} Accuracies `mean` is null where none is finite */
/** @typedef {{kind: "reached" | "never" | "not_yet", step: Spread, seconds: number, count: number, seeds: number}} Reached */
/** @typedef {{final: Accuracies | null, best: Accuracies | null, reached95: Reached, reached97: Reached}} Row */
/** @typedef {{rows: number} & Record<string, Float32Array>} Table by column */
/**
 * @typedef {object} Lane
 * @property {string} optimizer
 * @property {string} schedule
 * @property {[string, unknown][]} facts what tells it from the other lanes
 * @property {Verdict} verdict
 * @property {Row} row
 * @property {number | null} best the step at which the first seed was best, where it may be stopped early
 * @property {number | null} stopped
 * @property {Table} steps
 * @property {Table} evaluations
 */
/**
 * @typedef {object} Header
 * @property {string} run names the training
 * @property {string} state
 * @property {number} share of the work that is done
 * @property {number} seconds
 * @property {number | null} left seconds, about
 * @property {number} place among those that wait
 * @property {number} waiting
 * @property {number} watchers
 * @property {string} dataset
 * @property {{share: number, file: string} | null} loading
 * @property {{wanted: string, used: string} | null} fallback the data set in place of another
 * @property {number} seeds
 * @property {number} steps
 * @property {number} steps_per_epoch
 * @property {number} batch_size
 * @property {number} window steps whose mean a smooth curve is
 * @property {number} revision
 * @property {Lane[]} [lanes]
 * @property {boolean} [lost] the server has forgotten it
 */

/** Events: `snapshot` (something is new), `notFound` (nobody has trained this, or no other training can begin),
 * `disconnected` and `connected`. */
export class TrainingSocket extends EventTarget {
  snapshot = null; // the newest header; its lanes have `steps` and `evaluations`: a Float32Array for each column
  predictions = new Map(); // by lane

  #url;
  #socket = null;
  #left = false;
  #selectedLane = 0;
  #wanted = null; // what the server is to be told, again after every new connection
  #timer = 0;
  #silence = 0;
  #stops = false; // it is to be stopped, and the server has not said that it was

  constructor(url) {
    super();
    this.#url = url;
  }

  /** Whether it goes on: it trains, or waits for its turn. */
  get active() {
    return ACTIVE.includes(this.snapshot?.state);
  }

  /** Whether the last that was asked for is to train: it may not have begun yet, and is not to be left. */
  get trains() {
    return this.#wanted?.do === "train";
  }

  /** Shows the run of a link, if there is one. */
  show(link) {
    this.#ask({ do: "watch", link });
  }

  /** Begins the run of a link, or joins it. */
  train(link) {
    this.#ask({ do: "train", link });
  }

  stop() {
    this.#stops = true;
    if (this.#wanted) this.#wanted.do = "watch";
    this.#send({ do: "stop" });
  }

  /** Whose predictions are wanted. */
  selectLane(lane) {
    if (lane === this.#selectedLane) return;
    this.#selectedLane = lane;
    this.#send({ do: "look", lane });
  }

  /** Shows nothing any more. */
  clear() {
    this.snapshot = null;
    this.predictions.clear();
    this.dispatchEvent(new Event("snapshot"));
  }

  /** The server knows nothing of run `run` any more: what was seen of it is kept. */
  lose(run) {
    if (!this.active || this.snapshot.run !== run) return;
    this.#wanted = null;
    this.snapshot = { ...this.snapshot, state: "stopped", lost: true };
    this.dispatchEvent(new Event("snapshot"));
  }

  /** The page is left. */
  leave() {
    this.#left = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#socket?.close();
  }

  #ask(what) {
    this.#wanted = what;
    this.#stops = false;
    if (this.#socket) this.#send(what);
    else this.#open();
  }

  #send(what) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(what));
  }

  #open() {
    clearTimeout(this.#timer);
    const socket = new WebSocket(this.#url);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      this.dispatchEvent(new Event("connected"));
      if (this.#selectedLane) this.#send({ do: "look", lane: this.#selectedLane });
      if (this.#wanted) this.#send(this.#wanted);
      if (this.#stops) this.#send({ do: "stop" });
    });
    socket.addEventListener("message", ({ data }) => this.#consume(data));
    socket.addEventListener("close", () => {
      this.#socket = null;
      clearTimeout(this.#silence);
      if (this.#left) return;
      if (this.active) this.dispatchEvent(new Event("disconnected"));
      else if (this.#wanted) this.#wanted.do = "watch"; // what has ended need not begin again
      this.#timer = setTimeout(() => this.#open(), RETRY_MS);
    });
    this.#socket = socket;
  }

  #consume(buffer) {
    const { header, begin } = decode(buffer);
    clearTimeout(this.#silence);
    if (header.state === "running") this.#silence = setTimeout(() => this.#socket?.close(), SILENT_MS);
    if (this.#stops && !ACTIVE.includes(header.state)) {
      this.#stops = false;
      this.#wanted = null;
    }
    if (["none", "full"].includes(header.state)) {
      this.dispatchEvent(new CustomEvent("notFound", { detail: header }));
      return;
    }
    if (header.lanes) {
      if (header.run !== this.snapshot?.run || header.revision < this.snapshot.revision) this.predictions.clear();
      if (header.predictions) this.predictions.set(header.predictions.lane, header.predictions);
      this.#grow(header, buffer, begin);
    }
    const before = this.snapshot;
    this.snapshot = { ...before, lost: false, ...header };
    const rows = this.snapshot.lanes?.some(({ steps }) => steps.rows);
    if (!this.active && !rows) delete this.snapshot.lanes; // it was stopped before it had its turn: nothing to show
    this.dispatchEvent(new CustomEvent("snapshot", { detail: { before } }));
  }

  /** Puts the rows that came into those that were there. */
  #grow(header, buffer, begin) {
    let at = begin;
    header.lanes.forEach((lane, index) => {
      for (const [table, columns] of Object.entries(COLUMNS)) {
        const { rows, first, count } = lane[table];
        const had = header.run === this.snapshot?.run ? this.snapshot.lanes?.[index]?.[table] : null;
        lane[table] = { rows };
        for (const name of columns) {
          const values = new Float32Array(rows);
          if (had && count < rows) values.set(had[name].subarray(0, Math.min(rows, had.rows)));
          values.set(new Float32Array(buffer, at, count), first);
          lane[table][name] = values;
          at += 4 * count;
        }
      }
    });
  }
}

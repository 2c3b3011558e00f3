// A training as this browser watches it: a socket over which the server tells what is new of its curves.

import { decode } from "../core/wire.js";

const RETRY_MS = 1000;
const SELECT_MS = 80; // a pointer that moves along the curves asks no more often
const SILENT_MS = 20000; // a training that is told of five times a second is silent where the connection is dead
const ACTIVE = ["queued", "loading", "running"];

/** @type {Record<"steps" | "evaluations", string[]>} */
const COLUMNS = {
  steps: [
    "step",
    "loss",
    "lossLow",
    "lossHigh",
    "accuracy",
    "accuracyLow",
    "accuracyHigh",
    "norm",
    "normLow",
    "normHigh",
    "rate",
    "seconds",
  ],
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
    "secondAccuracy",
    "secondAccuracyLow",
    "secondAccuracyHigh",
  ],
};

/** @typedef {import("./messages.js").Command} Command */
/** @typedef {import("./messages.js").Header} Header */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {import("./messages.js").Inside} Inside */
/** @typedef {import("./messages.js").Ensemble} Ensemble */
/** @typedef {import("./messages.js").Predictions} Predictions */
/** @typedef {import("./messages.js").Span} Span */
/** @typedef {import("./messages.js").Table} Table */

/** Events: `snapshot` (something is new), `notFound` (nobody has trained this, or no other training can begin),
 * `disconnected` and `connected`. */
export class TrainingSocket extends EventTarget {
  /** @type {Header | null} */
  snapshot = null; // the newest header; its lanes have `steps` and `evaluations`: a Float32Array for each column
  /** @type {Map<number, Predictions>} */
  predictions = new Map(); // by lane
  /** @type {Map<number, Inside>} */
  insides = new Map(); // likewise
  /** @type {Ensemble | null} */
  ensemble = null;

  #url;
  /** @type {WebSocket | null} */
  #socket = null;
  #left = false;
  #selectedLane = 0;
  /** @type {number | null} */
  #selectedStep = null; // whose predictions are wanted; null: the newest
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #selecting;
  /** @type {{do: "watch" | "train", link: string} | null} */
  #wanted = null; // what the server is to be told, again after every new connection
  #answered = false; // the server has said something since that was asked for
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;
  #stops = false; // it is to be stopped, and the server has not said that it was

  /** @param {string} url */
  constructor(url) {
    super();
    this.#url = url;
  }

  /** Whether it goes on: it trains, or waits for its turn. */
  get active() {
    return ACTIVE.includes(this.snapshot?.state ?? "");
  }

  /** Whether the last that was asked for is to train: it may not have begun yet, and is not to be left. */
  get trains() {
    return this.#wanted?.do === "train";
  }

  /** Shows the run of a link, if there is one. @param {string} link */
  show(link) {
    this.#ask({ do: "watch", link });
  }

  /** Begins the run of a link, or joins it. @param {string} link */
  train(link) {
    this.#ask({ do: "train", link });
  }

  stop() {
    this.#stops = true;
    if (this.#wanted) this.#wanted.do = "watch";
    this.#send({ do: "stop" });
  }

  /** Whose predictions are wanted, and of which step: null for the newest. @param {number} lane @param {number | null} step */
  select(lane, step) {
    if (lane === this.#selectedLane && step === this.#selectedStep) return;
    this.#selectedLane = lane;
    this.#selectedStep = step;
    this.#selecting ??= setTimeout(() => {
      this.#selecting = undefined;
      this.#look();
    }, SELECT_MS);
  }

  #look() {
    this.#send({ do: "look", lane: this.#selectedLane, step: this.#selectedStep });
  }

  /** Shows nothing any more. */
  clear() {
    this.snapshot = null;
    this.#forget();
    this.dispatchEvent(new Event("snapshot"));
  }

  #forget() {
    this.predictions.clear();
    this.insides.clear();
    this.ensemble = null;
  }

  /** The server knows nothing of run `run` any more: what was seen of it is kept. @param {string} run */
  lose(run) {
    if (!this.active || this.snapshot?.run !== run) return;
    this.#wanted = null;
    this.snapshot = { ...this.snapshot, state: "stopped", lost: true };
    this.dispatchEvent(new Event("snapshot"));
  }

  /** The page is left. */
  leave() {
    this.#left = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    clearTimeout(this.#selecting);
    this.#socket?.close();
  }

  /** @param {{do: "watch" | "train", link: string}} what */
  #ask(what) {
    this.#wanted = what;
    this.#stops = this.#answered = false;
    if (this.#socket) this.#send(what);
    else this.#open();
  }

  /** @param {Command} what */
  #send(what) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(what));
  }

  #open() {
    clearTimeout(this.#timer);
    const socket = new WebSocket(this.#url);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      this.dispatchEvent(new Event("connected"));
      if (this.#selectedLane || this.#selectedStep !== null) this.#look();
      if (this.#wanted) this.#send(this.#wanted);
      if (this.#stops) this.#send({ do: "stop" });
    });
    socket.addEventListener("message", ({ data }) => this.#consume(data));
    socket.addEventListener("close", () => {
      this.#socket = null;
      clearTimeout(this.#silence);
      if (this.#left) return;
      const begins = this.trains && !this.#answered; // nobody has heard of it yet
      if (this.active || begins) this.dispatchEvent(new Event("disconnected"));
      else if (this.#wanted) this.#wanted.do = "watch"; // what has ended need not begin again
      this.#timer = setTimeout(() => this.#open(), RETRY_MS);
    });
    this.#socket = socket;
  }

  /** @param {ArrayBuffer} buffer */
  #consume(buffer) {
    /** @type {{header: Header, begin: number}} */
    const { header, begin } = decode(buffer);
    const before = this.snapshot;
    this.#answered = true;
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
      if (header.run !== before?.run || header.revision < before.revision) this.#forget();
      if (header.predictions) this.predictions.set(header.predictions.lane, header.predictions);
      if (header.ensemble) this.ensemble = header.ensemble;
      if (header.inside) this.insides.set(header.inside.lane, header.inside);
      this.#grow(header.run, header.lanes, buffer, begin);
    }
    const snapshot = { ...before, lost: false, ...header };
    this.snapshot = snapshot;
    const rows = snapshot.lanes?.some(({ steps }) => steps.rows);
    if (!this.active && !rows) delete snapshot.lanes; // it was stopped before it had its turn: nothing to show
    this.dispatchEvent(new Event("snapshot"));
  }

  /** Puts the rows that came into those that were there.
   * @param {string} run @param {Lane[]} lanes @param {ArrayBuffer} buffer @param {number} begin */
  #grow(run, lanes, buffer, begin) {
    let at = begin;
    const before = run === this.snapshot?.run ? this.snapshot.lanes : undefined;
    lanes.forEach((lane, index) => {
      for (const name of /** @type {const} */ (["steps", "evaluations"])) {
        const { rows, first, count } = /** @type {Span} */ (/** @type {unknown} */ (lane[name]));
        const had = before?.[index]?.[name];
        /** @type {Record<string, Float32Array>} */
        const columns = {};
        for (const column of COLUMNS[name]) {
          const values = new Float32Array(rows);
          if (had && count < rows) values.set(had[column].subarray(0, Math.min(rows, had.rows)));
          values.set(new Float32Array(buffer, at, count), first);
          columns[column] = values;
          at += 4 * count;
        }
        lane[name] = /** @type {Table} */ ({ rows, ...columns });
      }
    });
  }
}

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

/** Events: `frame` (something is new), `none` (nobody has trained this, or no other training can begin), `away` and `back` (the connection). */
export class Watch extends EventTarget {
  frame = null; // the newest header; its lanes have `steps` and `evaluations`: a Float32Array for each column
  predictions = new Map(); // by lane

  #url;
  #socket = null;
  #left = false;
  #looked = 0;
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
    return ACTIVE.includes(this.frame?.state);
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
  look(lane) {
    if (lane === this.#looked) return;
    this.#looked = lane;
    this.#send({ do: "look", lane });
  }

  /** Shows nothing any more. */
  clear() {
    this.frame = null;
    this.predictions.clear();
    this.dispatchEvent(new Event("frame"));
  }

  /** The server knows nothing of run `run` any more: what was seen of it is kept, and `status` says so. */
  lose(run, status) {
    if (!this.active || this.frame.run !== run) return;
    this.#wanted = null;
    this.frame = { ...this.frame, state: "stopped", status };
    this.dispatchEvent(new Event("frame"));
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
      this.dispatchEvent(new Event("back"));
      if (this.#looked) this.#send({ do: "look", lane: this.#looked });
      if (this.#wanted) this.#send(this.#wanted);
      if (this.#stops) this.#send({ do: "stop" });
    });
    socket.addEventListener("message", ({ data }) => this.#consume(data));
    socket.addEventListener("close", () => {
      this.#socket = null;
      clearTimeout(this.#silence);
      if (this.#left) return;
      if (this.active) this.dispatchEvent(new Event("away"));
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
      this.dispatchEvent(new CustomEvent("none", { detail: header }));
      return;
    }
    if (header.lanes) {
      if (header.run !== this.frame?.run || header.revision < this.frame.revision) this.predictions.clear();
      if (header.predictions) this.predictions.set(header.predictions.lane, header.predictions);
      this.#grow(header, buffer, begin);
    }
    const before = this.frame;
    this.frame = { ...before, ...header };
    const rows = this.frame.lanes?.some(({ steps }) => steps.rows);
    if (!this.active && !rows) delete this.frame.lanes; // it was stopped before it had its turn: nothing to show
    this.dispatchEvent(new CustomEvent("frame", { detail: { before } }));
  }

  /** Puts the rows that came into those that were there. */
  #grow(header, buffer, begin) {
    let at = begin;
    header.lanes.forEach((lane, index) => {
      for (const [table, columns] of Object.entries(COLUMNS)) {
        const { rows, first, count } = lane[table];
        const had = header.run === this.frame?.run ? this.frame.lanes?.[index]?.[table] : null;
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

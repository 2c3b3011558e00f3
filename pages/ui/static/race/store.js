// The race as this browser knows it: a link, and the numbers that the server answers with.

import { decode } from "../core/wire.js";
import { Store } from "../core/store.js";

/** @typedef {import("./messages.js").Box} Box */
/** @typedef {import("./messages.js").Columns} Columns */
/** @typedef {import("./messages.js").Header} Header */
/** @typedef {import("./messages.js").Heightmap} Heightmap */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {import("./messages.js").LaneHeader} LaneHeader */
/** @typedef {{before: Header | null, heightmap?: Heightmap, opened: boolean}} Update */

/** `update` has the detail {before, heightmap, preset, notices, opened}. */
export class RaceStore extends Store {
  /** @type {Header | null} */ header = null; // of the newest answer
  /** @type {Lane[]} */ lanes = [];

  #window;
  /** @type {Map<string, Columns>} */ #remembered = new Map(); // by the lane's key

  /** @param {string} endpoint @param {() => Box} window gives the part of the surface that is seen */
  constructor(endpoint, window) {
    super(endpoint);
    this.#window = window;
  }

  /** The value of a lane at a step; NaN for none. @param {number} index @param {number} step */
  value(index, step) {
    return (this.header?.minimum ?? 0) + (this.lanes[index]?.values.suboptimality[step] ?? NaN);
  }

  /** How many gradients a lane has evaluated by a step. @param {number} index @param {number} step */
  evaluations(index, step) {
    const { values, evaluations } = this.lanes[index];
    return values.evaluations?.[step] ?? (evaluations ?? NaN) * step;
  }

  /** @param {string[]} changed */
  extras(changed) {
    const have = `&_have=${this.lanes.map((lane) => lane.key).join(".")}`;
    if (!changed.some((key) => key.startsWith("surface."))) return have;
    return `${have}&_window=${this.#window().flat().join("~")}`;
  }

  /** @param {import("../core/server.js").Reply} answer */
  async read(answer) {
    const buffer = await answer.arrayBuffer();
    /** @type {{header: Header, begin: number}} */ const { header, begin } = decode(buffer);
    let at = begin;
    this.lanes = header.lanes.map((lane) => {
      if (!lane.sent) return { ...lane, values: /** @type {Columns} */ (this.#remembered.get(lane.key)) };
      const values = columns(buffer, at, lane.columns, header.steps + 1);
      at += 4 * lane.columns.length * (header.steps + 1);
      return { ...lane, values };
    });
    this.#remembered = new Map(this.lanes.map(({ key, values }) => [key, values]));
    const before = this.header;
    this.header = header;
    const heightmap = header.heightmap && { ...header.heightmap, z: new Uint16Array(buffer, at) };
    const { link, full, preset, notices } = header;
    return { link, full, detail: { before, heightmap, preset, notices } };
  }
}

/** @param {ArrayBuffer} buffer @param {number} begin @param {(keyof Columns)[]} names @param {number} rows */
function columns(buffer, begin, names, rows) {
  const pairs = names.map((name, i) => [name, new Float32Array(buffer, begin + 4 * i * rows, rows)]);
  return /** @type {Columns} */ (Object.fromEntries(pairs));
}

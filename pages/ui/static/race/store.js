// The race as this browser knows it: a link, and the numbers that the server answers with.

import { decode } from "../core/wire.js";
import { Store } from "../core/store.js";

const COLUMNS = ["x", "y", "suboptimality", "gx", "gy", "rate"];

/** `update` has the detail {before, heightmap, preset, notices, opened}. */
export class RaceStore extends Store {
  header = null;
  lanes = []; // of the header, each with its `values`, a Float32Array by column

  #remembered = new Map(); // columns by lane key

  /** `window()` gives the part of the surface that is seen. */
  constructor(endpoint, { window }) {
    super(endpoint);
    this.window = window;
  }

  extras(changed) {
    const have = `&_have=${this.lanes.map((lane) => lane.key).join(".")}`;
    if (!changed.some((key) => key.startsWith("surface."))) return have;
    return `${have}&_window=${this.window().flat().join("~")}`;
  }

  async read(answer) {
    const buffer = await answer.arrayBuffer();
    const { header, begin } = decode(buffer);
    let at = begin;
    const rows = header.steps + 1;
    for (const lane of header.lanes) {
      if (lane.sent) {
        lane.values = {};
        for (const name of COLUMNS.slice(0, lane.columns)) {
          lane.values[name] = new Float32Array(buffer, at, rows);
          at += 4 * rows;
        }
        this.#remembered.set(lane.key, lane.values);
      } else {
        lane.values = this.#remembered.get(lane.key);
      }
    }
    const kept = new Set(header.lanes.map((lane) => lane.key));
    for (const key of this.#remembered.keys()) if (!kept.has(key)) this.#remembered.delete(key);
    const before = this.header;
    this.header = header;
    this.lanes = header.lanes;
    const heightmap = header.heightmap && { ...header.heightmap, z: new Uint16Array(buffer, at) };
    const { link, full, preset, notices } = header;
    return { link, full, detail: { before, heightmap, preset, notices } };
  }
}

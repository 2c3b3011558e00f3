// The state of the page: the link, and what `/api/schedules` answered to it.

import { Store } from "../core/store.js";
import { decode } from "../core/wire.js";

/** By iterate, from the start.
 * @typedef {{rate: Float32Array, mean: Float32Array, low: Float32Array, high: Float32Array}} Columns */
/** @typedef {Columns & {last: number | null}} Lane `last`: the mean loss over the last epoch */
/**
 * @typedef {object} Header
 * @property {number} steps
 * @property {number} steps_per_epoch
 * @property {number} runs
 * @property {number | null} floor the mean loss at which the constant rate hovers
 * @property {string} race the link of a race with these schedules
 * @property {string} lab and of a training
 */

export class SchedulesStore extends Store {
  /** @type {Header | null} */ header = null; // of the newest answer
  /** @type {Lane[]} */ lanes = [];

  /** @param {import("../core/server.js").Reply} answer */
  async read(answer) {
    const buffer = await answer.arrayBuffer();
    const { header, begin } = decode(buffer);
    const rows = header.steps + 1;
    this.lanes = header.lanes.map((/** @type {{last: number | null}} */ { last }, /** @type {number} */ index) => {
      const [rate, mean, low, high] = [0, 1, 2, 3].map(
        (n) => new Float32Array(buffer, begin + 4 * (4 * index + n) * rows, rows),
      );
      return { last, rate, mean, low, high };
    });
    this.header = header;
    const { link, full, preset, notices } = header;
    return { link, full, detail: { preset, notices } };
  }
}

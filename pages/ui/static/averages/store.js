// The state of the page: the link, and what `/api/averages` answered to it.

import { Store } from "../core/store.js";
import { decode } from "../core/wire.js";

/**
 * Of a lane. What is no number is null.
 * @typedef {object} Facts
 * @property {number} window days that it averages
 * @property {number} fades days until a weight is 1/e of the newest
 * @property {number | null} lag days
 * @property {number | null} change from one day to the next
 * @property {number | null} half days until half of the jump is followed
 * @property {number | null} most and nine tenths of it
 */
/** By day from 1, at index 0; `weights` by age.
 * @typedef {{uncorrected: Float32Array, total: Float32Array, shown: Float32Array, weights: Float32Array}} Columns */
/** @typedef {Facts & Columns} Lane */
/**
 * @typedef {object} Header
 * @property {number} days
 * @property {number | null} change of the series from one day to the next
 * @property {number | null} jump_day
 * @property {boolean} made whether the series is a made year, not somebody's numbers
 * @property {string} own somebody's numbers, with spaces between
 * @property {string} race the link of a race with the same averages as velocities
 * @property {Facts[]} lanes
 */

export class AveragesStore extends Store {
  /** @type {Header | null} */ header = null; // of the newest answer
  /** @type {Lane[]} */ lanes = [];
  values = new Float32Array(0);

  /** @param {import("../core/server.js").Reply} answer */
  async read(answer) {
    const buffer = await answer.arrayBuffer();
    const { header, begin } = decode(buffer);
    const { days } = header;
    /** @param {number} n */
    const column = (n) => new Float32Array(buffer, begin + 4 * n * days, days);
    this.values = column(0);
    this.lanes = header.lanes.map((/** @type {Facts} */ facts, /** @type {number} */ index) => {
      const [uncorrected, total, shown, weights] = [1, 2, 3, 4].map((n) => column(4 * index + n));
      return { ...facts, uncorrected, total, shown, weights };
    });
    this.header = header;
    const { link, full, preset, notices } = header;
    return { link, full, detail: { preset, notices } };
  }
}

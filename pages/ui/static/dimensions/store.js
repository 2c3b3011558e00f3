// The state of the page: the link, and what `/api/dimensions` answered to it.

import { Store } from "../core/store.js";
import { decode } from "../core/wire.js";

/** Of the points that were drawn in n dimensions. @typedef {{n: number, minima: number, saddles: number, maxima: number}} Counts */
/** @typedef {{loss: Float32Array, left: Float32Array}} Lane by iterate, and by direction from the flattest */
/** @typedef {{edges: Float32Array, share: Float32Array, semicircle: Float32Array}} Histogram */
/**
 * @typedef {object} Header
 * @property {"saddles" | "descent"} show
 * @property {number} n
 * @property {number} steps
 * @property {Counts[]} [counts] by n, that of the link among them
 * @property {(number | null)[]} [chance] the logarithm of that of a minimum, for each of the counts
 * @property {number} [draws]
 * @property {number} [bins] of the histogram
 * @property {number} [points] that are in it
 * @property {number} [negative] share of its curvatures
 * @property {number} [lanes]
 */

export class DimensionsStore extends Store {
  /** @type {Header | null} */ header = null; // of the newest answer
  /** @type {Lane[]} */ lanes = [];
  /** @type {Histogram | null} */ histogram = null;

  /** @param {import("../core/server.js").Reply} answer */
  async read(answer) {
    const buffer = await answer.arrayBuffer();
    const { header, begin } = decode(buffer);
    let at = begin;
    /** @param {number} length */
    const next = (length) => {
      at += 4 * length;
      return new Float32Array(buffer, at - 4 * length, length);
    };
    if (header.show === "saddles") {
      const [edges, share, semicircle] = [header.bins + 1, header.bins, header.bins].map(next);
      this.histogram = { edges, share, semicircle };
    } else {
      this.lanes = Array.from({ length: header.lanes }, () => ({ loss: next(header.steps + 1), left: next(header.n) }));
    }
    this.header = header;
    const { link, full, preset, notices } = header;
    return { link, full, detail: { preset, notices } };
  }
}

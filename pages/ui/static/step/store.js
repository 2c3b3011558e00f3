// The step as this browser knows it: a link, and what `/api/step` answered to it.

import { Store } from "../core/store.js";
import { decode } from "../core/wire.js";

/** A number, a vector, a matrix, whether something is so; null where it is not finite.
 * @typedef {number | boolean | null | Value[] | {shape: number[]}} Value */
/** @typedef {[x: number | null, y: number | null]} Vector */
/** @typedef {{text: string, runs: boolean, values: [string, Value][], numbers: (string | Value)[]}} CodeLine */
/** @typedef {{a: number, value: number, slope: number, found: boolean}} Trial */
/**
 * The surface along a line, and its models of first and second order there, at multiples `a` of `d`.
 * @typedef {object} Models
 * @property {Vector} d
 * @property {number[]} a
 * @property {(number | null)[]} value
 * @property {(number | null)[]} first
 * @property {(number | null)[]} second
 * @property {number | null} lands where the second order is lowest
 * @property {[first: number, second: number]} holds up to where each is good
 */
/**
 * The second-order model around a point.
 * @typedef {object} Model
 * @property {[number, number]} x
 * @property {number} value
 * @property {[number, number]} gradient
 * @property {[[number, number], [number, number]]} hessian
 * @property {[number, number][]} trusted the border of where it is wrong by less than a tenth of what it promises
 */
/** The scale of the heights, `low` to `high`. @typedef {{low: number, high: number, minimum: number,
 * linear_threshold: number}} Ground */
/**
 * @typedef {object} LaneStep
 * @property {number} lane from 0
 * @property {Vector} x
 * @property {Vector} x_next
 * @property {number | null} value
 * @property {number | null} value_next
 * @property {Vector} gradient
 * @property {{name: string, before: Value, after: Value}[]} state
 * @property {CodeLine[]} lines
 * @property {Trial[]} trials
 * @property {Models | null} models
 * @property {Model | null} model if it is asked for
 */
/**
 * @typedef {object} Header
 * @property {number} steps of the race
 * @property {LaneStep[]} lanes
 * @property {import("../race/messages.js").Box} window
 * @property {number} n points along a side of the heights
 * @property {Ground} ground
 * @property {[number, number][]} minima
 */

export class StepStore extends Store {
  /** @type {Header | null} */ header = null; // of the newest answer
  heights = new Uint16Array(0);

  /** @param {import("../core/server.js").Reply} answer */
  async read(answer) {
    const buffer = await answer.arrayBuffer();
    const { header, begin } = decode(buffer);
    this.header = header;
    this.heights = new Uint16Array(buffer, begin);
    const { link, full, preset, notices } = header;
    return { link, full, detail: { preset, notices } };
  }
}

// What `/api/race` and `/api/heights` answer, as types. After the header of a race come the columns of the lanes that
// were not had, as 32-bit numbers, and then the levels of the heightmap, if there is one.

/** @typedef {[x: number, y: number]} Point */
/** @typedef {[low: number, high: number]} Interval */
/** @typedef {[x: Interval, y: Interval]} Box */

/**
 * A row of the scoreboard. What is no finite number is null.
 * @typedef {object} Score
 * @property {string} kind how the run ended
 * @property {number} step since when
 * @property {(number | null)[]} point where
 * @property {number | null} best the lowest value
 * @property {number} best_step
 * @property {number | null} reached the first step near a minimum
 * @property {number | null} nearest which minimum is nearest to the end
 * @property {number | null} distance from the end to it
 * @property {number | null} left_box the first step outside the box
 */

/**
 * A rate at or above what its rule bears where the run met the largest curvature.
 * @typedef {object} TooLarge
 * @property {number} rate
 * @property {number} limit
 * @property {string} formula of the limit, for a curvature {L}
 * @property {number} curvature the Hessian's largest eigenvalue
 */

/**
 * By column, a number for each iterate.
 * @typedef {object} Columns
 * @property {Float32Array} x from the lane's origin, as `y` is: exact where a minimum is near
 * @property {Float32Array} y
 * @property {Float32Array} suboptimality the value above the lowest of the surface, or the value where that has none
 * @property {Float32Array} gx
 * @property {Float32Array} gy
 * @property {Float32Array} [rate] of the step that led there, if it changes
 * @property {Float32Array} [evaluations] of the gradient so far, if steps differ in how many they take
 */

/**
 * @typedef {object} LaneHeader
 * @property {string} key names its numbers
 * @property {boolean} sent whether its columns follow
 * @property {(keyof Columns)[]} columns their names
 * @property {Point} origin
 * @property {number | null} rate the learning rate, if it is always the same
 * @property {number | null} evaluations of the gradient in a step, if it is always the same
 * @property {[plane: number, network: number]} memory how many numbers it keeps on a surface, and in the lab's network
 * @property {Score} score
 * @property {number | null} suited a rate that suits the surface
 * @property {TooLarge | null} too_large why it diverged or swings, if that is why
 */
/** @typedef {LaneHeader & {values: Columns}} Lane */

/**
 * Heights as levels of 16 bits, row by row from the bottom; the scale is that of the link, `log` or `linear`.
 * @typedef {object} HeightmapHeader
 * @property {Box} window
 * @property {number} n points along a side
 * @property {number} low of the scale
 * @property {number} high of the scale
 * @property {number} minimum what is 0 on the scale
 * @property {number} linear_threshold how far above it the logarithmic scale is still about linear
 */
/** @typedef {HeightmapHeader & {z: Uint16Array}} Heightmap */

/**
 * @typedef {object} Header
 * @property {string} link
 * @property {string} full
 * @property {string | null} preset
 * @property {import("../core/notices.js").Notice[]} notices
 * @property {string} surface names it and its parameters
 * @property {Box} box
 * @property {number} steps
 * @property {Point[]} minima
 * @property {number | null} minimum the lowest value of the surface; null where it is unbounded
 * @property {boolean} found whether the minima were searched for, in the box, and are not known to be the lowest
 * @property {number} tolerance
 * @property {LaneHeader[]} lanes
 * @property {HeightmapHeader} [heightmap] coarse, while the surface's parameters are dragged
 */

export {};

// What the server and this browser tell each other of a training, as types. After a header come the rows of its lanes'
// tables that are new: of each lane its steps, then its evaluations, column by column as 32-bit numbers.

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
/** @typedef {{final: Accuracies | null, second?: Accuracies, best: Accuracies | null, pace: number | null, reached95: Reached, reached97: Reached}} Row `pace`: seconds of computing for each epoch; `second`: of the second head, where there is one */
/** @typedef {{rows: number} & {[column: string]: Float32Array}} Table */
/** @typedef {{rows: number, first: number, count: number}} Span of a table: what a message brings of it */
/**
 * @typedef {object} Lane
 * @property {number} planned steps
 * @property {number} steps_per_epoch
 * @property {number} batch_size
 * @property {number} window steps whose mean a smooth curve is
 * @property {number | null} clip the greatest norm of a gradient that the optimizer gets, if there is one
 * @property {boolean} second whether it has a second head
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
 * @property {"memory" | null} [fault] why it has failed, where that is known
 * @property {number} share of the work that is done
 * @property {number} seconds
 * @property {number | null} left seconds, about
 * @property {number} place among those that wait
 * @property {number} waiting
 * @property {number} watchers
 * @property {string} dataset
 * @property {{share: number, file: string} | null} loading
 * @property {{wanted: string, used: string, reason: string} | null} fallback the data set in place of another, and why
 * @property {number} seeds
 * @property {number} revision
 * @property {Lane[]} [lanes]
 * @property {Predictions} [predictions]
 * @property {Inside} [inside]
 * @property {Ensemble} [ensemble]
 * @property {import("../transfer/messages.js").Found} [transfer] what a transfer came to so far
 * @property {boolean} [lost] the server has forgotten it
 */
/** @typedef {[index: number, label: number, predicted: number, confidence: number]} Image of a data set */
/**
 * What the network of a lane says of the test images.
 * @typedef {object} Predictions
 * @property {number} lane
 * @property {number} step
 * @property {string} dataset
 * @property {string[]} classes
 * @property {number} accuracy
 * @property {Image[]} samples
 * @property {Image[]} mistakes
 * @property {number[][]} confusion rows: the true class, columns: what is predicted
 */
/**
 * A hidden layer at one moment, over the images that are looked at.
 * @typedef {object} LayerState
 * @property {number[]} activations the share of all in each bin of their range, but for exact zeros
 * @property {number[]} gradients the share of all in each bin of the decades of their sizes
 * @property {number | null} mean of the activations
 * @property {number | null} deviation
 * @property {number | null} zero the share of them that is exactly 0
 * @property {number | null} dead the share of the units that give 0 for every image
 * @property {number | null} saturated the share of the activations next to a bound
 * @property {number | null} gradient their root mean square
 * @property {number | null} no_gradient the share of them that is exactly 0
 */
/** @typedef {[running: (number | null)[], batch: (number | null)[]]} Pair of statistics, unit by unit */
/**
 * What happens inside the network of a lane.
 * @typedef {object} Inside
 * @property {number} lane
 * @property {number} step
 * @property {string} activation
 * @property {number} images that are looked at
 * @property {[low: number, high: number]} range of the activations that is drawn
 * @property {[low: number, high: number]} decades of the gradients
 * @property {{units: number, start: LayerState, now: LayerState}[]} layers
 * @property {[first: number | null, now: number | null][]} updates |ΔW| / |W|, of the hidden layers and the output
 * @property {{mean: Pair, deviation: Pair}[]} statistics of batch normalization, by layer
 */
/**
 * Networks whose predictions are averaged: a lane's seeds, all, or the snapshots of a lane's first run.
 * @typedef {object} Team
 * @property {"seeds" | "all" | "snapshots"} kind
 * @property {number | null} lane
 * @property {number} of how many there will be
 * @property {[low: number, high: number] | null} epochs after which its members stand; none of snapshots
 * @property {number[]} members the test accuracy of each
 * @property {number} accuracy of the average
 * @property {number} mistakes of a member, on average
 * @property {number} mended of those, by the average
 * @property {number} spoiled what a member has right and the average wrong
 */
/** @typedef {{images: number, teams: Team[]}} Ensemble */
/** @typedef {{do: "watch" | "train", link: string} | {do: "stop"} | {do: "look", lane: number, step: number | null}} Command */

export {};

// What the server tells of a transfer, as types.

/** @typedef {"last_layer" | "fine_tuning" | "scratch"} Way */
/**
 * How the ways stand at one number of examples: means over the seeds.
 * @typedef {object} Standing
 * @property {number} size examples a class
 * @property {Way} best
 * @property {number} accuracy
 * @property {Way | null} second
 * @property {number} lead over the second
 * @property {boolean} sure it leads with every seed
 */
/**
 * @typedef {object} Found
 * @property {number[]} sizes examples a class
 * @property {Way[]} ways
 * @property {[string[], string[]]} classes of the first training, and of the second
 * @property {number} images of the first training
 * @property {number} test_images of the second
 * @property {number | null} first the accuracy of the first training
 * @property {(number | null)[][][]} accuracies by way, size and seed; null while it is not known
 * @property {{few: Standing, many: Standing, since: number | null} | null} outcome
 */
/**
 * What the server says of a transfer before it runs.
 * @typedef {object} Plan
 * @property {string} run names it
 * @property {number} runs
 * @property {number} most examples that there are of every class
 * @property {number} steps of each
 * @property {number} estimate seconds, about
 * @property {[string[], string[]]} classes
 * @property {number[][]} samples an image of each class, by their indices; none where they are not there yet
 */

export {};

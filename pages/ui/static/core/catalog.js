// What `/api/catalog` answers, as types: the entries, their parameters, the galleries, all in English.

/** `zero` is shown in place of the number 0, where that means something of its own.
 * @typedef {{low: number, high: number, log: boolean, log_complement: boolean, whole: boolean, zero?: string}} Range */
/**
 * What a person may set: a number within a range, or one of some options.
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} label
 * @property {string} help
 * @property {number | string | boolean} default
 * @property {(string | boolean)[]} options none for a number
 * @property {Record<string, string>} texts by option
 */
/** @typedef {Parameter & Range} NumberParameter */
/** A text that a person types, so many characters at most; a formula of these `names`, or of any where there are none;
 * it may have numbers that become dials.
 * @typedef {Parameter & {longest: number, names: string[], has_numbers: boolean}} TextParameter */
/** @typedef {"plane" | "network"} Scope what can be descended */
/** @typedef {{label: string, parameters: Parameter[], scope?: Scope[], curvature?: string | null,
 * height_scale?: string, cost?: Cost, searches?: boolean, network_memory?: number[]}} Entry `searches` and the memory that
 * n weights would need, as coefficients of 1, n and n^2, are there of what cannot run in a network */
/** @typedef {{value: number, gradient: number, hessian: number}} Cost of a step, in evaluations at one point each */
/** @typedef {{name: string, title: string, observe: string, query: string, topic: string, picture: string}} Preset
 * `picture` is an address from the app's root, or empty */
/** @typedef {{name: string, path: string, title: string, start: string}} PageEntry a page of the app */
/** @typedef {{name: string, title: string, part: string, first?: string}} Topic of the course */
/**
 * @typedef {object} Catalog
 * @property {Record<string, Entry>} optimizers
 * @property {Record<string, Entry>} schedules
 * @property {Record<string, Entry>} surfaces
 * @property {{layers: number[], size: number}} network of the lab at first, and how many weights it has
 * @property {NumberParameter} shared_lr
 * @property {Record<string, NumberParameter>} race
 * @property {Record<string, Parameter>} settings
 * @property {Record<string, Parameter>} training
 * @property {Record<string, {label: string, title: string, training: number}>} datasets
 * @property {PageEntry[]} pages in the order of the frame
 * @property {Topic[]} topics in the order of the course
 * @property {Record<string, string>} titles by page
 * @property {Record<string, Preset[]>} galleries by page
 * @property {Record<string, string[]>} view_keys by page: keys of its link that change nothing of what is computed
 * @property {Record<string, number>} limits of the verdicts: shares of the run, and of the box
 * @property {{formula: TextParameter, lr: NumberParameter, in: NumberParameter}} computation `in`: any of its variables
 * @property {number} max_lanes
 * @property {number} max_layers
 * @property {number} max_seeds
 * @property {number} steps_per_epoch on a surface
 * @property {string} heightmap_version
 * @property {Record<string, Entry>} averages
 * @property {Record<string, NumberParameter>} series what is averaged
 * @property {number} max_averages
 * @property {Record<string, Parameter>} comparison what schedules are tried on
 * @property {number} max_schedules
 * @property {Record<string, Parameter>} transfer
 * @property {string[]} transfer_ways
 * @property {{low: number, high: number, most: number}} transfer_sizes examples a class
 * @property {number} transfer_seeds how many there may be
 * @property {number} transfer_layers
 * @property {number} transfer_batch images in a mini-batch
 * @property {Record<string, Parameter>} many_dimensions what is looked at in them
 * @property {string[]} dimension_rules names of the optimizers that run in them
 * @property {number} max_rules
 */

/** @param {Parameter} parameter @returns {parameter is NumberParameter} */
export const isNumber = (parameter) => "low" in parameter;

/** @param {Parameter} parameter @returns {parameter is TextParameter} */
export const isText = (parameter) => "longest" in parameter;

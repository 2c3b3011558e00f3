// Which lanes the curves belong to, once a person has moved, removed or added lanes since they were trained. Pure.

/** @typedef {import("./messages.js").Lane} Lane */

export class LaneOrder {
  /** @type {number[] | null} */
  #trained = null; // by today's places: the place in which a lane was trained, -1 for one that is new

  /** The lanes stand as they were trained. */
  reset() {
    this.#trained = null;
  }

  /** @param {number[]} from by the new places: where a lane stood just now, -1 for one that is new */
  arrange(from) {
    const before = this.#trained;
    this.#trained = from.map((at) => (at < 0 ? -1 : before ? (before[at] ?? -1) : at));
  }

  /** The place in which the lane that stands at `index` today was trained; -1 if it was not. @param {number} index */
  trained(index) {
    return this.#trained ? (this.#trained[index] ?? -1) : index;
  }

  /** What was trained, in today's order; nothing is known of a lane between them that is new. @param {Lane[]} lanes */
  of(lanes) {
    if (!this.#trained) return lanes;
    const last = this.#trained.findLastIndex((at) => at >= 0);
    return this.#trained.slice(0, last + 1).map((at) => lanes[at] ?? nothing(lanes[0]));
  }
}

/** A lane like another, of which nothing is known. @param {Lane} like @returns {Lane} */
function nothing(like) {
  const unknown = /** @type {import("./messages.js").Reached} */ ({ kind: "not_yet" });
  const verdict = /** @type {import("./messages.js").Verdict} */ ({ kind: "waiting" });
  const row = { final: null, best: null, pace: null, reached95: unknown, reached97: unknown };
  const [steps, evaluations] = [like.steps, like.evaluations].map(withoutRows);
  return { ...like, clip: null, facts: [], verdict, row, best: null, stopped: null, steps, evaluations };
}

/** @param {import("./messages.js").Table} table */
function withoutRows(table) {
  const columns = Object.keys(table).filter((name) => name !== "rows");
  const empty = Object.fromEntries(columns.map((name) => [name, new Float32Array()]));
  return /** @type {import("./messages.js").Table} */ ({ ...empty, rows: 0 });
}

// The training as this browser knows it: a link, and what the server says of it before it runs.

import { Store } from "../core/store.js";

/** What the server says of a training before it runs.
 * @typedef {object} Plan
 * @property {string} run names it
 * @property {number[]} steps by lane
 * @property {number[]} steps_per_epoch by lane
 * @property {number[]} batch_sizes by lane
 * @property {number} estimate seconds that it takes, about
 * @property {{training: number, validation: number, test: number}} images how many are for what
 * @property {number} pixels of an image
 * @property {number} classes
 * @property {import("./missing_rules.js").Network} network the largest of the lanes'
 * @property {(number | null)[]} rates_left by lane: the share of the learning rate that the last step uses
 * @property {string | null} preset
 * @property {import("../core/notices.js").Notice[]} notices
 */

/** `arranged`: lanes were put in another order; its detail says where each stood before, -1 for a new one. `update` has the detail {before, preset, notices, opened}; `plan` is the server's newest answer. */
export class LabStore extends Store {
  /** @type {Plan | null} */
  plan = null;
  moved = false; // settings were changed, and the plan may still be of those before

  /** @param {string} endpoint @param {string[]} viewKeys keys that change no run */
  constructor(endpoint, viewKeys) {
    super(endpoint);
    this.viewKeys = viewKeys;
    this.addEventListener("idle", () => (this.moved = false));
  }

  /** Another training is not one that was asked to run. @param {import("../core/store.js").Changes} changes */
  set(changes) {
    const onlyView = Object.keys(changes).every((key) => this.viewKeys.includes(key) || /^\d+\.hidden$/.test(key));
    this.moved ||= !onlyView;
    super.set(onlyView ? changes : { ...changes, run: 0 });
  }

  /** What is looked at stays the same lane; where that is gone, the one in its place.
   * @param {Parameters<Store["arrange"]>[0]} arrange */
  arrange(arrange) {
    /** @type {import("../core/query.js").LaneKeys[]} */
    const lanes = Array.from({ length: this.count }, () => []);
    const after = arrange(lanes);
    const look = Number(this.get("look")) - 1;
    const at = after.indexOf(lanes[look]);
    const next = at >= 0 ? at : Math.min(look, after.length - 1);
    const from = after.map((lane, index) => (after.indexOf(lane) === index ? lanes.indexOf(lane) : -1));
    this.moved = true;
    this.dispatchEvent(new CustomEvent("arranged", { detail: from }));
    super.arrange(arrange, { look: next + 1, run: 0 });
  }

  /** @param {import("../core/server.js").Reply} answer */
  async read(answer) {
    const { link, full, ...plan } = await answer.json();
    const before = this.plan;
    this.plan = plan;
    return { link, full, detail: { before, preset: plan.preset, notices: plan.notices } };
  }
}

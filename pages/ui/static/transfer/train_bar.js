// The button that trains a transfer, and what it would do.

import { TrainBar } from "../lab/train_bar.js";
import { about, count } from "../core/numbers.js";
import { tn } from "../core/texts.js";

export class TransferBar extends TrainBar {
  /** @param {import("../lab/store.js").Plan} plan */
  plan(plan) {
    const { runs, steps, estimate } = /** @type {import("./messages.js").Plan} */ (/** @type {unknown} */ (plan));
    const values = { time: about(estimate), steps: count(steps) };
    return tn(
      "It takes {time}: the first training, then {n} run of {steps} steps.",
      "It takes {time}: the first training, then {n} runs of {steps} steps.",
      runs,
      values,
    );
  }
}

// The training as this browser knows it: a link, and what the server says of it before it runs.

import { Store } from "./store.js";

const LOOKS = /^(axis|loss|accuracy|raw|look|run|\d+\.hidden)$/; // keys that change no run

/** `news` has the detail {before, adopted}; `plan` is the server's newest answer. */
export class LabStore extends Store {
  plan = null;

  constructor(door, tell) {
    super(door, "training", tell);
  }

  /** Another training is not one that was asked to run. */
  set(changes) {
    super.set(Object.keys(changes).every((key) => LOOKS.test(key)) ? changes : { ...changes, run: 0 });
  }

  arrange(arrange) {
    if (this.get("run") === "1") this.set({ run: 0 });
    super.arrange(arrange);
  }

  async read(answer) {
    const { link, full, ...plan } = await answer.json();
    const before = this.plan;
    this.plan = plan;
    return { link, full, detail: { before } };
  }
}

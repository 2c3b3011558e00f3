// The training as this browser knows it: a link, and what the server says of it before it runs.

import { Store } from "../core/store.js";

/** `update` has the detail {before, preset, notices, opened}; `plan` is the server's newest answer. */
export class LabStore extends Store {
  plan = null;
  moved = false; // settings were changed, and the plan may still be of those before

  /** `looks`: keys that change no run. */
  constructor(endpoint, looks) {
    super(endpoint);
    this.looks = looks;
    this.addEventListener("idle", () => (this.moved = false));
  }

  /** Another training is not one that was asked to run. */
  set(changes) {
    const looks = Object.keys(changes).every((key) => this.looks.includes(key) || /^\d+\.hidden$/.test(key));
    this.moved ||= !looks;
    super.set(looks ? changes : { ...changes, run: 0 });
  }

  arrange(arrange) {
    if (this.get("run") === "1") this.set({ run: 0 });
    super.arrange(arrange);
  }

  async read(answer) {
    const { link, full, ...plan } = await answer.json();
    const before = this.plan;
    this.plan = plan;
    return { link, full, detail: { before, preset: plan.preset, notices: plan.notices } };
  }
}

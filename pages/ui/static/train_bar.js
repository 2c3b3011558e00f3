// The button that trains and stops, how far the training is, and the link to hand on.

import { fill, h, icon } from "./dom.js";
import { Share } from "./share.js";

const SURPRISE_MS = 1000; // after which one has seen that somebody else began

export class TrainBar {
  surprised = -Infinity; // when somebody else began what is watched here

  constructor(root, stage) {
    Object.assign(this, { root, stage });
    const { words } = stage;
    this.button = h("button", { type: "button", className: "train" });
    let down = ""; // what it did when it was pressed: what was typed before may change that until it is let go
    this.button.addEventListener("pointerdown", () => (down = this.#deed()));
    this.button.addEventListener("keydown", (event) => event.key === "Enter" && event.repeat && event.preventDefault());
    this.button.addEventListener("click", ({ detail }) => {
      const deed = (detail && down) || this.#deed(); // keys have no pointer that went down
      down = "";
      if (deed !== "trained" && detail < 2) stage.press(deed === "stop"); // a double click is one
    });
    this.halt = h("button", { type: "button", className: "icon", "data-do": "halt", title: words.hint_halt, "aria-label": words.hint_halt }, icon("stop"));
    this.halt.addEventListener("click", () => stage.watch.stop());
    this.done = h("i", {});
    this.track = h("div", { className: "track", role: "progressbar", "aria-label": words.progress, "aria-valuemin": 0, "aria-valuemax": 100 }, this.done);
    this.said = h("p", { className: "said", role: "status" });
    const share = new Share(h("div", { className: "share", hidden: true }), stage);
    root.append(this.button, this.halt, h("div", { className: "state" }, this.said, this.track), share.button(), share.row);
  }

  /** What the button does. Who means to press Train when somebody else does so first, does not mean Stop. */
  #deed() {
    const { do: deed } = this.button.dataset;
    return deed === "stop" && performance.now() < this.surprised + SURPRISE_MS ? "train" : deed;
  }

  show() {
    const { stage } = this;
    const { words, watch, store, stale } = stage;
    const { frame } = watch;
    const trained = frame?.state === "finished" && !stale && !stage.moved && !frame.substituted;
    const deed = watch.active && !stale ? "stop" : trained ? "trained" : "train";
    if (watch.active && !this.active && store.get("run") !== "1") this.surprised = performance.now();
    this.active = watch.active;
    if (this.button.dataset.do !== deed) {
      this.button.dataset.do = deed;
      this.button.replaceChildren(icon({ stop: "stop", train: "play", trained: "done" }[deed]), words[deed]);
    }
    this.button.disabled = !store.plan;
    this.button.setAttribute("aria-disabled", deed === "trained"); // and keeps the focus
    this.button.title = words[`hint_${deed}`];
    this.halt.hidden = !(watch.active && stale);
    const share = frame && (!stale || watch.active) ? frame.share : 0;
    this.done.style.transform = `scaleX(${share})`; // a width would lay out the page anew sixty times a second
    this.track.setAttribute("aria-valuenow", Math.round(100 * share));
    this.said.setAttribute("aria-live", watch.active && frame.state !== "queued" ? "off" : "polite"); // no voice follows percents
    this.said.textContent = this.#sentence(frame, stale);
    this.root.dataset.state = frame && !stale ? frame.state : "none";
  }

  #sentence(frame, stale) {
    const { words, watch, store } = this.stage;
    if (watch.away) return words.away;
    if (frame && !stale) {
      return frame.status + (watch.active && frame.watchers > 1 ? `; ${fill(words.watchers, { watchers: frame.watchers })}` : "");
    }
    if (!store.plan) return "";
    const plan = fill(words.plan, { time: store.plan.estimate_text, lanes: this.#lanes(), steps: this.#steps(store.plan.steps) });
    return stale ? `${watch.active ? words.still : words.stale} ${plan}` : plan;
  }

  #steps(steps) {
    const { words } = this.stage;
    return fill(steps === 1 ? words.one_step : words.some_steps, { steps: steps.toLocaleString("en") });
  }

  #lanes() {
    const { words, store } = this.stage;
    const lanes = store.count;
    const seeds = store.get("seeds").split("-").length;
    const text = fill(lanes === 1 ? words.one_lane : words.some_lanes, { lanes });
    return seeds === 1 ? text : `${text} × ${fill(words.some_seeds, { seeds })}`;
  }
}

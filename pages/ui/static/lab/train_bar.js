// The button that trains and stops, how far the training is, and the link to hand on.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { Share } from "../core/share.js";
import { t, tn } from "../core/texts.js";

const DEEDS = {
  train: [t("Train"), t("Train all lanes side by side, from the same weights on the same mini-batches")],
  stop: [t("Stop"), t("Stop here and keep the curves; whoever else watches this training keeps it going")],
  trained: [t("Trained"), t("These settings have been trained: the same again would give the same curves")],
};
const SURPRISE_MS = 1000; // after which one has seen that somebody else began

export class TrainBar {
  surprised = -Infinity; // when somebody else began what is watched here

  constructor(root, page) {
    Object.assign(this, { root, page });
    this.button = h("button", { type: "button", className: "train" });
    let down = ""; // what it did when it was pressed: what was typed before may change that until it is let go
    this.button.addEventListener("pointerdown", () => (down = this.#deed()));
    this.button.addEventListener("keydown", (event) => event.key === "Enter" && event.repeat && event.preventDefault());
    this.button.addEventListener("click", ({ detail }) => {
      const deed = (detail && down) || this.#deed(); // keys have no pointer that went down
      down = "";
      if (deed !== "trained" && detail < 2) page.press(deed === "stop"); // a double click is one
    });
    this.halt = h(
      "button",
      {
        type: "button",
        className: "icon",
        "data-do": "halt",
        title: t("Stop what was set before your changes"),
        "aria-label": t("Stop what was set before your changes"),
      },
      icon("stop"),
    );
    this.halt.addEventListener("click", () => page.watch.stop());
    this.done = h("i", {});
    this.track = h(
      "div",
      {
        className: "track",
        role: "progressbar",
        "aria-label": t("Progress of the training"),
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      this.done,
    );
    this.said = h("p", { className: "said", role: "status" });
    const share = new Share(h("div", { className: "share", hidden: true }), page);
    root.append(
      this.button,
      this.halt,
      h("div", { className: "state" }, this.said, this.track),
      share.button(),
      share.row,
    );
  }

  /** What the button does. Who means to press Train when somebody else does so first, does not mean Stop. */
  #deed() {
    const { do: deed } = this.button.dataset;
    return deed === "stop" && performance.now() < this.surprised + SURPRISE_MS ? "train" : deed;
  }

  show() {
    const { page } = this;
    const { watch, store, stale } = page;
    const { frame } = watch;
    const trained = frame?.state === "finished" && !stale && !page.moved && !frame.substituted;
    const deed = watch.active && !stale ? "stop" : trained ? "trained" : "train";
    if (watch.active && !this.active && store.get("run") !== "1") this.surprised = performance.now();
    this.active = watch.active;
    if (this.button.dataset.do !== deed) {
      this.button.dataset.do = deed;
      this.button.replaceChildren(icon({ stop: "stop", train: "play", trained: "done" }[deed]), DEEDS[deed][0]);
    }
    this.button.disabled = !store.plan;
    this.button.setAttribute("aria-disabled", deed === "trained"); // and keeps the focus
    this.button.title = DEEDS[deed][1];
    this.halt.hidden = !(watch.active && stale);
    const share = frame && (!stale || watch.active) ? frame.share : 0;
    this.done.style.transform = `scaleX(${share})`; // a width would lay out the page anew sixty times a second
    this.track.setAttribute("aria-valuenow", Math.round(100 * share));
    this.said.setAttribute("aria-live", watch.active && frame.state !== "queued" ? "off" : "polite"); // no voice follows percents
    this.said.textContent = this.#sentence(frame, stale);
    this.root.dataset.state = frame && !stale ? frame.state : "none";
  }

  #sentence(frame, stale) {
    const { watch, store } = this.page;
    if (watch.away) return t("No connection to the server; it is tried again. The curves are kept.");
    if (frame && !stale) {
      return (
        frame.status +
        (watch.active && frame.watchers > 1 ? `; ${t("{watchers} are watching", { watchers: frame.watchers })}` : "")
      );
    }
    if (!store.plan) return "";
    const plan = t("Training takes {time}: {lanes}, {steps} each.", {
      time: store.plan.estimate_text,
      lanes: this.#lanes(),
      steps: this.#steps(store.plan.steps),
    });
    return stale
      ? `${watch.active ? t("What was set before your changes goes on.") : t("The curves are from before your changes.")} ${plan}`
      : plan;
  }

  #steps(steps) {
    return tn("{n} step", "{n} steps", steps);
  }

  #lanes() {
    const { store } = this.page;
    const lanes = store.count;
    const seeds = store.get("seeds").split("-").length;
    const text = tn("{n} lane", "{n} lanes", lanes);
    return seeds === 1 ? text : `${text} × ${t("{seeds} seeds", { seeds })}`;
  }
}

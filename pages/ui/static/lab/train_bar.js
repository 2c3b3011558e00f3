// The button that trains and stops, how far the training is, and the link to hand on.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { explained } from "../fields/help.js";
import { Share } from "../core/share.js";
import { about, count } from "../core/numbers.js";
import { stateText } from "./verdict_texts.js";
import { t, tn } from "../core/texts.js";

/** By what the button does: its picture, its text, and what it says.
 * @type {Record<string, [import("../core/icons.js").IconName, string, string]>} */
const ACTIONS = {
  train: [
    "play",
    t("Train"),
    t("Train all lanes side by side, from the same weights on the same images in the same order"),
  ],
  stop: ["stop", t("Stop"), t("Stop here and keep the curves; whoever else watches this training keeps it going")],
  trained: ["done", t("Trained"), t("These settings have been trained: the same again would give the same curves")],
};
/** A page that trains.
 * @typedef {Pick<import("./training_page.js").TrainingPage, "socket" | "store" | "stale" | "moved" | "connected" | "catalog" | "press">} Trainer */

const SURPRISE_MS = 1000; // after which one has seen that somebody else began

export class TrainBar {
  surprised = -Infinity; // when somebody else began what is watched here

  /** @param {HTMLElement} root @param {Trainer} page @param {string} [help] what Train does */
  constructor(root, page, help = ACTIONS.train[2]) {
    this.root = root;
    this.page = page;
    this.trainHelp = help;
    this.button = h("button", { type: "button", className: "train" });
    let down = ""; // what it did when it was pressed: what was typed before may change that until it is let go
    this.button.addEventListener("pointerdown", () => (down = this.#action()));
    this.button.addEventListener("keydown", (event) => event.key === "Enter" && event.repeat && event.preventDefault());
    this.button.addEventListener("click", ({ detail }) => {
      const action = (detail && down) || this.#action(); // keys have no pointer that went down
      down = "";
      if (action !== "trained" && detail < 2) page.press(action === "stop"); // a double click is one
    });
    this.stopPrevious = h(
      "button",
      {
        type: "button",
        className: "icon",
        "data-do": "halt",
        "aria-label": t("Stop what was set before your changes"),
      },
      icon("stop"),
    );
    this.stopPrevious.addEventListener("click", () => page.socket.stop());
    this.progressBar = h("i", {});
    this.progressTrack = h(
      "div",
      {
        className: "progress",
        role: "progressbar",
        "aria-label": t("Progress of the training"),
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      this.progressBar,
    );
    const { name: what, text } = explained(t("Train"), " ", { small: true });
    this.help = /** @type {HTMLElement} */ (text);
    this.statusText = h("p", { className: "status", role: "status" });
    const share = new Share(page);
    root.append(
      this.button,
      what,
      this.stopPrevious,
      h("div", { className: "state" }, this.statusText, this.progressTrack),
      share.button(),
      share.row,
      this.help,
    );
  }

  /** What the button does. Who means to press Train when somebody else does so first, does not mean Stop. */
  #action() {
    const { do: action = "train" } = this.button.dataset;
    return action === "stop" && performance.now() < this.surprised + SURPRISE_MS ? "train" : action;
  }

  show() {
    const { page } = this;
    const { socket, store, stale } = page;
    const { snapshot } = socket;
    const trained = snapshot?.state === "finished" && !stale && !page.moved && !snapshot.fallback;
    const action = socket.active && !stale ? "stop" : trained ? "trained" : "train";
    if (socket.active && !this.active && store.get("run") !== "1") this.surprised = performance.now();
    this.active = socket.active;
    const [picture, text, title] = ACTIONS[action];
    if (this.button.dataset.do !== action) {
      this.button.dataset.do = action;
      this.button.replaceChildren(icon(picture), text);
    }
    this.button.disabled = !store.plan;
    this.button.setAttribute("aria-disabled", String(action === "trained")); // and keeps the focus
    this.help.textContent = action === "train" ? this.trainHelp : title;
    this.stopPrevious.hidden = !(socket.active && stale);
    const share = snapshot && (!stale || socket.active) ? (snapshot.loading?.share ?? snapshot.share) : 0;
    this.progressBar.style.transform = `scaleX(${share})`; // a width would lay out the page anew sixty times a second
    this.progressTrack.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    this.statusText.setAttribute("aria-live", socket.active && snapshot?.state !== "queued" ? "off" : "polite"); // no voice follows percents
    this.statusText.textContent = this.#sentence(snapshot, stale);
    this.root.dataset.state = snapshot && !stale ? snapshot.state : "none";
  }

  /** @param {import("./messages.js").Header | null} snapshot @param {boolean} stale */
  #sentence(snapshot, stale) {
    const { socket, store, catalog, connected } = this.page;
    if (!connected) return t("No connection to the server; it is tried again. The curves are kept.");
    if (snapshot && !stale) {
      const state = stateText(catalog, snapshot);
      const { watchers } = snapshot;
      return socket.active && watchers > 1 ? t("{state}; {watchers} are watching", { state, watchers }) : state;
    }
    if (!store.plan) return "";
    const plan = this.plan(store.plan);
    return stale
      ? `${socket.active ? t("What was set before your changes goes on.") : t("The curves are from before your changes.")} ${plan}`
      : plan;
  }

  /** What Train would do. @param {import("./store.js").Plan} plan */
  plan({ steps, estimate }) {
    const [low, high] = [Math.min(...steps), Math.max(...steps)];
    const values = { time: about(estimate), lanes: this.#lanes() };
    return low === high
      ? t("Training takes {time}: {lanes}, {steps} each.", { ...values, steps: tn("{n} step", "{n} steps", high) })
      : t("Training takes {time}: {lanes}, {low} to {high} steps.", {
          ...values,
          low: count(low),
          high: count(high),
        });
  }

  #lanes() {
    const { store } = this.page;
    const lanes = store.count;
    const seeds = store.get("seeds").split("-").length;
    const text = tn("{n} lane", "{n} lanes", lanes);
    return seeds === 1 ? text : `${text} × ${t("{seeds} seeds", { seeds })}`;
  }
}

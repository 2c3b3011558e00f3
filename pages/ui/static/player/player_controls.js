// The player's bar and keys: play, pause, step, scrub, speed, loop; and the link to hand on.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { Share } from "../core/share.js";
import { t } from "../core/texts.js";

const NAMES = {
  play: t("Play (space)"),
  pause: t("Pause (space)"),
  restart: t("Play from the start"),
  back: t("One step back (←)"),
  forward: t("One step forward (→)"),
  loop: t("Play again at the end"),
  fit: t("Show the whole surface again (or double-click it)"),
};
const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];
const REST_MS = 500; // how long a step is looked at before it is written into the link

export class Transport {
  #timer = 0;

  constructor(root, page) {
    Object.assign(this, { root, page });
    const { player } = page;
    const button = (name, act) => {
      const element = h(
        "button",
        { type: "button", className: "icon", "data-do": name, title: NAMES[name], "aria-label": NAMES[name] },
        icon(name),
      );
      element.addEventListener("click", act);
      return element;
    };
    this.toggle = button("play", () => player.toggle());
    this.scrubber = h("input", {
      type: "range",
      min: 0,
      step: 1,
      value: 0,
      className: "scrubber",
      "aria-label": t("Step shown"),
      "data-do": "scrub",
    });
    this.scrubber.addEventListener("input", () => player.seek(this.scrubber.valueAsNumber));
    this.count = h("output", { className: "count", "data-step": 0 });
    this.speed = h(
      "select",
      {
        "aria-label": t("Speed (1× is 30 steps a second)"),
        title: t("Speed (1× is 30 steps a second)"),
        "data-do": "speed",
      },
      ...SPEEDS.map((speed) => h("option", { value: speed }, `${speed}×`)),
    );
    this.speed.addEventListener("change", () => {
      player.set({ speed: Number(this.speed.value) });
      this.#keep({ speed: this.speed.value });
    });
    this.loop = button("loop", () => {
      player.set({ loop: !player.loop });
      this.#keep({ loop: Number(player.loop) });
    });
    const share = new Share(h("div", { className: "share", hidden: true }), page);
    root.append(
      button("restart", () => player.restart()),
      button("back", () => this.#by(-1)),
      this.toggle,
      button("forward", () => this.#by(1)),
      this.scrubber,
      this.count,
      this.speed,
      this.loop,
      button("fit", () => page.fit()),
      share.button(),
      share.row,
    );
    player.addEventListener("step", () => this.refresh());
    player.addEventListener("state", () => this.refresh());
    this.refresh();
  }

  refresh() {
    const { player } = this.page;
    this.scrubber.max = player.length;
    this.scrubber.value = player.step;
    this.scrubber.style.setProperty("--at", `${(100 * player.step) / Math.max(1, player.length)}%`);
    this.scrubber.setAttribute(
      "aria-valuetext",
      t("step {step} of {steps}", { step: player.step, steps: player.length }),
    );
    this.count.textContent = `${player.step} / ${player.length}`;
    this.count.dataset.step = player.step;
    const name = player.playing ? "pause" : "play";
    if (this.toggle.dataset.do !== name) {
      this.toggle.replaceChildren(icon(name));
      this.toggle.title = NAMES[name];
      this.toggle.setAttribute("aria-label", NAMES[name]);
      this.toggle.dataset.do = name;
    }
    this.speed.value = player.speed;
    this.loop.setAttribute("aria-pressed", String(player.loop));
    this.#remember();
  }

  /** Space, arrows, Home and End, where the focus is on the picture or its bar and no browser key is meant. */
  keys(element) {
    element.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target.matches("input, select, textarea")) return;
      const { player } = this.page;
      const stride = event.shiftKey ? 10 : 1;
      const actions = {
        " ": event.target.matches("button") ? null : () => player.toggle(),
        ArrowLeft: () => this.#by(-stride),
        ArrowRight: () => this.#by(stride),
        Home: () => player.seek(0),
        End: () => player.seek(player.length),
      };
      if (!actions[event.key]) return;
      event.preventDefault();
      actions[event.key]();
    });
  }

  #by(steps) {
    const { player } = this.page;
    player.seek(player.step + steps);
  }

  /** A paused step belongs to the link; a running one does not. */
  #remember() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { player, store } = this.page;
      if (!store.header || store.dragging) return;
      const resting = !player.playing && player.step !== player.length ? String(player.step) : "";
      if (store.get("step") !== resting) this.#keep({ step: resting });
    }, REST_MS);
  }

  #keep(changes) {
    this.page.store.set(changes);
    this.page.store.commit("replace");
  }
}

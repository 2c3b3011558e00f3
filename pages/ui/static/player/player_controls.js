// The player's bar and keys: play, pause, step, scrub, speed, loop; and the link to hand on.

import { Marks } from "./marks.js";
import { h, write } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { Share } from "../core/share.js";
import { t, tn } from "../core/texts.js";

const NAMES = {
  play: t("Play (space)"),
  pause: t("Pause (space)"),
  restart: t("Play from the start"),
  back: t("One step back (←)"),
  forward: t("One step forward (→)"),
  loop: t("Play again at the end"),
  full: t("Full screen"),
};
const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];
const REST_MS = 500; // how long a step is looked at before it is written into the link

/** `stepKey` is the key of a link that says where the player rests, the end included; else `step` does, but there.
 * @typedef {import("../core/page.js").Page & {player: import("./player.js").Player, stepKey?: string}} PlayerPage
 */
/** @typedef {import("../core/store.js").Changes} Changes */

export class PlayerControls {
  #page;
  #marks;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {HTMLElement} root @param {PlayerPage} page */
  constructor(root, page) {
    this.#page = page;
    const { player } = page;
    const speedTitle = tn("Speed (1× is {n} step a second)", "Speed (1× is {n} steps a second)", player.stepsPerSecond);
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
    this.#marks = new Marks(player, this.scrubber);
    this.count = h("output", { className: "count", "data-step": 0 });
    this.speed = h(
      "select",
      { "aria-label": speedTitle, title: speedTitle, "data-do": "speed" },
      ...SPEEDS.map((speed) => h("option", { value: speed }, `${speed}×`)),
    );
    this.speed.addEventListener("change", () => {
      player.set({ speed: Number(this.speed.value) });
      this.#write({ speed: this.speed.value });
    });
    this.loop = button("loop", () => {
      player.set({ loop: !player.loop });
      this.#write({ loop: Number(player.loop) });
    });
    const share = new Share(page);
    root.classList.add("player");
    root.append(
      button("restart", () => player.restart()),
      button("back", () => this.#by(-1)),
      this.toggle,
      button("forward", () => this.#by(1)),
      this.#marks.track,
      this.count,
      this.speed,
      this.loop,
      this.#fullScreen(),
      share.button(),
      share.row,
    );
    player.addEventListener("step", () => this.refresh());
    player.addEventListener("state", () => this.refresh());
    this.refresh();
  }

  /** The whole page of the race on the whole screen, and back; nothing where a browser has no such thing. */
  #fullScreen() {
    const { root } = this.#page;
    const element = button("full", () =>
      document.fullscreenElement === root ? document.exitFullscreen() : root.requestFullscreen(),
    );
    element.hidden = !document.fullscreenEnabled;
    root.addEventListener("fullscreenchange", () =>
      element.setAttribute("aria-pressed", String(document.fullscreenElement === root)),
    );
    return element;
  }

  /**
   * Marks on the scrubber, where something happened.
   * @param {import("./marks.js").Mark[]} events
   */
  mark(events) {
    this.#marks.show(events);
    this.refresh();
  }

  refresh() {
    const { player } = this.#page;
    const { step, length } = player;
    this.scrubber.max = String(length);
    this.scrubber.value = String(step);
    this.scrubber.style.setProperty("--at", `${(100 * step) / Math.max(1, length)}%`);
    const shown = t("step {step} of {steps}", { step, steps: length });
    this.scrubber.setAttribute("aria-valuetext", [shown, this.#marks.textAt(step)].filter(Boolean).join(". "));
    this.#marks.refresh();
    write(this.count, `${step} / ${length}`);
    this.count.dataset.step = String(step);
    const name = player.playing ? "pause" : "play";
    if (this.toggle.dataset.do !== name) {
      this.toggle.replaceChildren(icon(name));
      this.toggle.title = NAMES[name];
      this.toggle.setAttribute("aria-label", NAMES[name]);
      this.toggle.dataset.do = name;
    }
    this.speed.value = String(player.speed);
    this.loop.setAttribute("aria-pressed", String(player.loop));
    this.#writeStepSoon();
  }

  /** Space, arrows, Home and End, where the focus is in `element` and no key of the browser is meant.
   * @param {HTMLElement} element */
  listenForKeys(element) {
    element.addEventListener("keydown", (event) => {
      const target = /** @type {Element} */ (event.target);
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (target.matches("input, select, textarea")) return;
      const { player } = this.#page;
      const stride = event.shiftKey ? 10 : 1;
      /** @type {Record<string, () => void>} */
      const actions = {
        ArrowLeft: () => this.#by(-stride),
        ArrowRight: () => this.#by(stride),
        Home: () => player.seek(0),
        End: () => player.seek(player.length),
      };
      if (!target.matches("button")) actions[" "] = () => player.toggle(); // a button is pressed by it
      if (!actions[event.key]) return;
      event.preventDefault();
      actions[event.key]();
    });
  }

  /** @param {number} steps */
  #by(steps) {
    const { player } = this.#page;
    player.seek(player.step + steps);
  }

  /** A step at which the player rests belongs to the link; one that it passes does not. */
  #writeStepSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { player, store, stepKey } = this.#page;
      if (!store.link || store.dragging || store.opening) return; // there is no link yet, or of another player
      if (stepKey) {
        if (!player.playing) this.#write({ [stepKey]: String(player.step) });
        return;
      }
      const resting = !player.playing && player.step !== player.length ? String(player.step) : "";
      if (store.get("step") !== resting) this.#write({ step: resting });
    }, REST_MS);
  }

  /** @param {Changes} changes */
  #write(changes) {
    this.#page.store.set(changes);
    this.#page.store.commit("replace");
  }
}

/** @param {keyof typeof NAMES & import("../core/icons.js").IconName} name @param {() => void} act */
function button(name, act) {
  const element = h(
    "button",
    { type: "button", className: "icon", "data-do": name, title: NAMES[name], "aria-label": NAMES[name] },
    icon(name),
  );
  element.addEventListener("click", act);
  return element;
}

// Marks on the scrubber, where something happened, and what it was: read under a pointer or a finger, at the step shown,
// and by a screen reader; the page keys go from one to the next.

import { h, morph, write } from "../core/dom.js";

const NEAR = 0.015; // of the track: a mark that close is meant

/** @type {Record<string, number>} */
const WAYS = { PageUp: 1, PageDown: -1 };

/** @typedef {{step: number, color: string, text: string}} Mark */

export class Marks {
  element = h("div", { className: "marks", "aria-hidden": "true" });
  #told = h("p", { className: "told-mark", hidden: true });
  #player;
  /** @type {Mark[]} */ #all = [];
  /** @type {number | null} */ #pointed = null; // the share of the track under a pointer

  /** @param {import("./player.js").Player} player @param {HTMLInputElement} scrubber */
  constructor(player, scrubber) {
    this.#player = player;
    this.track = h("div", { className: "track" }, scrubber, this.element, this.#told);
    this.track.addEventListener("pointermove", ({ clientX, pointerType }) => {
      const { left, width } = this.element.getBoundingClientRect();
      this.#pointed = pointerType === "mouse" ? (clientX - left) / width : null;
      this.refresh();
    });
    this.track.addEventListener("pointerleave", () => {
      this.#pointed = null;
      this.refresh();
    });
    scrubber.setAttribute("aria-keyshortcuts", Object.keys(WAYS).join(" "));
    scrubber.addEventListener("keydown", (event) => {
      const step = beside(this.#all, player.step, WAYS[event.key] ?? 0);
      if (step === null) return; // as any slider does
      event.preventDefault();
      player.seek(step);
    });
  }

  /** @param {Mark[]} all */
  show(all) {
    const { length } = this.#player;
    this.#all = all;
    const lines = all.map(({ step, color }) =>
      h("i", {
        style: `--share: ${step / Math.max(1, length)}; --color: ${color}`,
      }),
    );
    morph(this.element, ...lines);
    this.refresh();
  }

  /** What happened at a step. @param {number} step */
  textAt(step) {
    return near(this.#all, step, 0);
  }

  refresh() {
    const { step, length, playing } = this.#player;
    const at = this.#pointed === null ? step : this.#pointed * length;
    const text = playing && this.#pointed === null ? "" : near(this.#all, at, NEAR * length);
    this.#told.hidden = !text;
    if (!text) return;
    write(this.#told, text);
    this.#told.style.setProperty("--share", String(Math.max(0, Math.min(1, at / Math.max(1, length)))));
  }
}

/** What happened so near to a step, the earliest first. @param {Mark[]} all @param {number} step @param {number} within */
export const near = (all, step, within) =>
  all
    .filter((mark) => Math.abs(mark.step - step) <= within)
    .sort((a, b) => a.step - b.step)
    .map(({ text }) => text)
    .join("\n");

/** The step of the next mark that way, if there is one. @param {Mark[]} all @param {number} step @param {number} way */
export function beside(all, step, way) {
  const ahead = all.map((mark) => mark.step).filter((each) => (each - step) * way > 0);
  return ahead.length ? ahead.reduce((best, each) => ((each - best) * way < 0 ? each : best)) : null;
}

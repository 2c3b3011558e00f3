// What the networks of a training say together: their averaged prediction beside those of its members.

import { h } from "../core/dom.js";
import { count, percent } from "../core/numbers.js";
import { laneStyle, swatch } from "../lanes/style.js";
import { t, tn } from "../core/texts.js";

/** @typedef {import("./messages.js").Team} Team */

/** What the axis of all teams spans, as shares. @param {Team[]} teams */
export function span(teams) {
  const values = teams.flatMap(({ members, accuracy }) => [...members, accuracy]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max(0.05 * (high - low), 0.0005);
  return { low: Math.max(0, low - margin), high: Math.min(1, high + margin) };
}

/** The mean of what the members have right. @param {Team} team */
export const meanOf = ({ members }) => members.reduce((sum, each) => sum + each, 0) / members.length;

/** To a tenth where it is no whole number. @param {number} value */
const about = (value) => count(Math.round(10 * value) / 10);

export class EnsemblePanel {
  /** @type {string | null} */
  #shape = null; // what is shown

  /** @param {HTMLElement} root @param {import("./page.js").Lab} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
  }

  show() {
    if (this.root.hidden) return;
    const { page } = this;
    const found = page.socket.ensemble;
    const shape = JSON.stringify([page.snapshot?.run, found, page.socket.active, page.colors]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    if (!found) {
      this.root.replaceChildren(h("p", { className: "of" }, this.#nothing()));
      return;
    }
    const axis = span(found.teams);
    const told = t("Over all {n} test images: what each network gives a digit is averaged, and the likeliest taken.", {
      n: count(found.images),
    });
    this.root.replaceChildren(h("p", { className: "of" }, told), ...found.teams.map((team) => this.#team(team, axis)));
  }

  #nothing() {
    if (this.page.socket.active) return t("When two networks have learned for a while, they answer together here.");
    return t("It takes two networks: more seeds, more lanes, or a schedule with restarts.");
  }

  /** @param {Team} team @param {{low: number, high: number}} axis */
  #team(team, axis) {
    const { page } = this;
    const { dark } = page.colors;
    const place = team.lane === null ? -1 : [0, 1, 2, 3, 4, 5, 6, 7].findIndex((at) => page.trained(at) === team.lane);
    const lane = page.snapshot?.lanes?.[place];
    const name = lane ? `${place + 1} ${page.laneName(lane)}: ` : "";
    const color = place < 0 ? "var(--st-text-color)" : laneStyle(place, dark).color;
    return h(
      "figure",
      { "data-team": team.kind, "data-of": place + 1 },
      h("figcaption", {}, place < 0 ? "" : swatch(place, dark), h("b", {}, name + this.#title(team))),
      strip(team, axis, color),
      page.socket.active ? h("p", { "data-so-far": "" }, soFar(team)) : "",
      h("p", {}, this.#gain(team)),
      h("p", {}, this.#mended(team)),
    );
  }

  /** @param {Team} team */
  #title({ kind, members: { length: n } }) {
    if (kind === "seeds") return tn("{n} seed", "{n} seeds", n);
    if (kind === "snapshots") return tn("{n} snapshot of one run", "{n} snapshots of one run", n);
    return tn("All {n} network", "All {n} networks", n);
  }

  /** @param {Team} team */
  #gain(team) {
    const [mean, last] = [meanOf(team), team.members[team.members.length - 1]];
    const base = team.kind === "snapshots" ? last : mean;
    const points = (100 * (team.accuracy - base))
      .toFixed(2)
      .replace(/^-/, "−")
      .replace(/^(?=\d)/, "+");
    const values = { base: percent(base, 2), together: percent(team.accuracy, 2), points };
    return team.kind === "snapshots"
      ? t("The last alone: {base} right. All averaged: {together} ({points} points).", values)
      : t("One alone, on average: {base} right. All averaged: {together} ({points} points).", values);
  }

  /** @param {Team} team */
  #mended({ mistakes, mended, spoiled }) {
    return t("Of {mistakes} mistakes of one, the average mends {mended} ({share}), and makes {spoiled} of its own.", {
      mistakes: about(mistakes),
      mended: about(mended),
      share: percent(mistakes ? mended / mistakes : NaN, 0),
      spoiled: about(spoiled),
    });
  }
}

/** How far the networks have come that answer while others still learn. @param {Team} team */
export function soFar({ members, of, epochs }) {
  const [low, high] = (epochs ?? []).map((epoch) => epoch.toFixed(1));
  const values = { n: members.length, of, low, high };
  return low === high
    ? t("So far: {n} of {of} networks, after epoch {low}.", values)
    : t("So far: {n} of {of} networks, after epochs {low} to {high}.", values);
}

/** The members as dots on the axis, their average as a line. @param {Team} team @param {{low: number, high: number}} axis @param {string} color */
function strip({ members, accuracy }, { low, high }, color) {
  const at = (/** @type {number} */ value) =>
    `left: ${((100 * (value - low)) / (high - low)).toFixed(2)}%; --team: ${color}`;
  return h(
    "div",
    { className: "team" },
    h(
      "div",
      { className: "dots", "aria-hidden": "true" },
      ...members.map((each) => h("i", { style: at(each) })),
      h("b", { style: at(accuracy) }),
    ),
    h("div", { className: "ends" }, h("span", {}, percent(low, 1)), h("span", {}, percent(high, 1))),
  );
}

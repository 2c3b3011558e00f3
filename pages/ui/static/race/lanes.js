// What stands around the lanes of a race: the surface's own parameters, and the run with its start.

import { costText } from "./cost.js";
import { Slider, fields, textField } from "../fields/fields.js";
import { h, tell, write } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { toPage } from "../core/address.js";
import { typed } from "../fields/slider_scale.js";
import { Lanes } from "../lanes/lanes.js";
import { factTexts } from "../lanes/lane_names.js";
import { isText } from "../core/catalog.js";
import { told as ending, sentence } from "./verdict_texts.js";
import { t } from "../core/texts.js";

/** @typedef {import("../lanes/lanes.js").Register} Register */

/** @extends {Lanes<import("./page.js").Race>} */
export class RaceLanes extends Lanes {
  get help() {
    return t("Value at the step shown");
  }

  shape() {
    return [this.page.store.get("surface")];
  }

  /** @param {number} index */
  currentValue(index) {
    const { store, player } = this.page;
    const value = store.value(index, player.step);
    return !store.lanes[index] ? "" : Number.isNaN(value) ? "NaN" : number(value, 3);
  }

  /** What tells the lane apart besides what stands below, its rate and a typed rule; and how its run ends.
   * @param {number} index */
  note(index) {
    const lane = this.page.store.lanes[index];
    if (!lane) return "";
    const { facts, ...of } = this.page.facts[index];
    const { parameters } = this.page.catalog.optimizers[of.optimizer];
    const below = (/** @type {string} */ key) => key === "lr" || parameters.some(isText);
    const told = facts.filter(([key]) => key.startsWith("schedule") || !below(key));
    const differs = factTexts(this.page.catalog, { ...of, facts: told });
    return [sentence(differs.join(", ")), ending(lane, this.page.curvature)].filter(Boolean).join(" ");
  }

  /** @param {import("../core/catalog.js").Entry} schedule */
  scheduleNote({ parameters }) {
    const inEpochs = parameters.some(({ label }) => label.endsWith("(epochs)"));
    return inEpochs ? t("An epoch is {n} steps here.", { n: this.page.catalog.steps_per_epoch }) : "";
  }

  /** What the rule costs; of a velocity, that it is a moving average. @param {number} index @param {Register} register */
  extras(index, register) {
    return [this.#cost(index, register), ...this.#averages(index, register)];
  }

  /** @param {number} index @param {Register} register */
  #cost(index, register) {
    const { store, catalog } = this.page;
    const element = h("p", { className: "help cost", "data-cost": index + 1 });
    const refresh = () => {
      const lane = store.lanes[index];
      const { length } = this.page.player;
      const mean = lane ? store.evaluations(index, length) / length : NaN;
      const entry = catalog.optimizers[store.get(`${index + 1}`)];
      write(element, lane ? costText(entry, lane.memory, catalog.network.size, mean) : "");
    };
    return register({ element, refresh });
  }

  /** A velocity is a moving average of gradients: by the page of those. @param {number} index @param {Register} register */
  #averages(index, register) {
    const { store } = this.page;
    const key = `${index + 1}.momentum`;
    if (store.get(key) === "") return [];
    const link = h("a", { className: "way-back" }, t("Its velocity as a moving average"));
    const refresh = () => (link.href = toPage("averages", `1=exponential&1.beta=${store.get(key)}`));
    return [register({ element: link, refresh })];
  }

  /** @param {Register} register */
  groups(register) {
    const { page } = this;
    const { surfaces, race } = page.catalog;
    const { parameters } = surfaces[page.store.get("surface")];
    const numbers = parameters.filter((each) => !isText(each)); // a text stands above the picture
    const surface = fields(page, numbers, "surface.").map(register);
    const run = [race.steps, race.noise, race.seed].map((each) => register(new Slider(page, each, each.name)));
    const ofSurface = surface.length ? [this.group(t("Surface"), ...surface)] : [];
    return [[], [...ofSurface, this.group(t("Run"), ...run, this.#start(register))]];
  }

  /** @param {Register} register */
  #start(register) {
    const { store } = this.page;
    /** @param {"x" | "y"} key */
    const coordinate = (key) => {
      const input = textField({ inputMode: "decimal", "aria-label": `${t("Start")} ${key}`, "data-start": key });
      input.addEventListener("change", () => {
        const number = typed(input.value);
        if (number === null) return;
        store.set({ [key]: number });
        store.commit();
      });
      const refresh = () => {
        if (document.activeElement !== input) tell(input, store.get(key));
      };
      return register({ element: input, refresh });
    };
    return h("div", { className: "start-fields" }, h("span", {}, t("Start")), coordinate("x"), coordinate("y"));
  }
}

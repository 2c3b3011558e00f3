// What stands around the lanes of a race: the surface's own parameters, and the run with its start.

import { Dial, controls } from "../fields/fields.js";
import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { Lanes } from "../lanes/lanes.js";
import { t } from "../core/texts.js";

export class RaceLanes extends Lanes {
  get help() {
    return t("Value at the step shown");
  }

  shape() {
    return this.page.store.get("surface");
  }

  /** The lane's value at the player's step. */
  currentValue(index) {
    const { store, player } = this.page;
    const lane = store.lanes[index];
    return lane ? number((store.header.minimum ?? 0) + lane.values.suboptimality[player.step], 3) : "";
  }

  groups(own) {
    const { page } = this;
    const { catalog, store } = page;
    const { parameters } = catalog.surfaces[store.get("surface")];
    const { steps, noise, seed } = catalog.race;
    const surface = controls(page, parameters, "surface.").map(own);
    const run = [steps, noise, seed].map((parameter) => own(new Dial(page, parameter, parameter.name)));
    return [
      surface.length ? [this.group(t("Surface"), ...surface)] : [],
      [this.group(t("Run"), ...run, this.#starts(own))],
    ];
  }

  #starts(own) {
    const { store } = this.page;
    const field = (key) => {
      const input = h("input", {
        type: "text",
        inputMode: "decimal",
        "aria-label": `${t("Start")} ${key}`,
        "data-start": key,
      });
      input.addEventListener("change", () => {
        const number = Number(input.value.trim().replace(",", ".").replace("−", "-"));
        if (input.value.trim() !== "" && Number.isFinite(number)) {
          store.set({ [key]: number });
          store.commit();
        }
      });
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter") input.blur();
        event.stopPropagation();
      });
      return own({ element: input, refresh: () => document.activeElement !== input && (input.value = store.get(key)) });
    };
    return h("div", { className: "pair" }, h("span", {}, t("Start")), field("x"), field("y"));
  }
}

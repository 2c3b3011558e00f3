// The rates by epoch, as courses print them.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";

const EPOCHS = [1, 2, 3, 4, 5, 10, 20, 50];

/** The epochs that have a column, up to the last. @param {number} epochs */
export const columns = (epochs) => [...EPOCHS.filter((epoch) => epoch < epochs), epochs];

/**
 * @param {import("./page.js").Schedules} page
 * @param {(index: number) => string} name of a lane
 */
export function table(page, name) {
  const { header, lanes } = page.store;
  if (!header) return h("table");
  const epochs = columns(Math.round(header.steps / header.steps_per_epoch));
  const last = t("Loss, last epoch");
  const head = [t("Rate at the end of epoch"), ...epochs.map(String), last];
  const rows = lanes.flatMap((lane, index) => {
    if (page.hidden(index)) return [];
    const rates = epochs.map((epoch) => number(lane.rate[epoch * header.steps_per_epoch], 2));
    const cells = [...rates, number(lane.last, 2)].map((text, i) => h("td", { "data-label": head[i + 1] }, text));
    return [h("tr", {}, h("th", { scope: "row" }, swatch(index, page.colors.dark), name(index)), ...cells)];
  });
  const heads = head.map((text) => h("th", { scope: "col" }, text));
  return h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows));
}

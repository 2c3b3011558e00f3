// The numbers at the ends of a training's curves, as a table.

import { PANELS } from "./curve_panels.js";
import { number, percent } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";
import { ValuesTable } from "../charts/values_table.js";

/**
 * @param {import("./page.js").Lab} page
 * @param {() => import("./curve_panels.js").CurveView | null} view what is drawn now
 */
export function curveValues(page, view) {
  return new ValuesTable(t("Values at the ends of the curves"), () => {
    const lanes = view()?.snapshot.lanes ?? [];
    return {
      caption: t("The newest value of each curve; over several seeds, their mean"),
      columns: PANELS.map(({ title }) => title),
      rows: lanes.map((lane, index) => ({
        name: [swatch(index, page.colors.dark), `${index + 1} ${page.laneName(lane)}`],
        cells: PANELS.map(({ table, column, scale }) => {
          const value = lane[table][column].at(-1) ?? null;
          return scale === "accuracy" ? percent(value ?? NaN, 2) : number(value);
        }),
      })),
    };
  });
}

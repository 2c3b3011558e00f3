// The numbers at the ends of a training's curves, as a table.

import { linesOf, panelsOf } from "./curve_panels.js";
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
    const now = view();
    const lanes = now?.snapshot.lanes ?? [];
    const lines = now ? panelsOf(now).flatMap((panel) => linesOf(panel, now).map((line) => ({ panel, line }))) : [];
    return {
      caption: t("The newest value of each curve; over several seeds, their mean"),
      columns: lines.map(({ panel, line }) => line.title ?? panel.title),
      rows: lanes.map((lane, index) => ({
        name: [swatch(index, page.colors.dark), `${index + 1} ${page.laneName(lane)}`],
        cells: lines.map(({ panel, line }) => {
          const value = lane[line.table][line.column].at(-1) ?? null;
          return panel.scale === "accuracy" ? percent(value ?? NaN, 2) : number(value);
        }),
      })),
    };
  });
}

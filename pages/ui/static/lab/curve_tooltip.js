// The values of a training's curves under the pointer.

import { AXES, linesOf } from "./curve_panels.js";
import { accuracyAt, scaleOf } from "./curve_scales.js";
import { h } from "../core/dom.js";
import { count, number, percent } from "../core/numbers.js";
import { swatch } from "../lanes/style.js";

const BESIDE = 12; // px from the pointer

/**
 * Shows them beside the pointer, within the chart; nothing where there is none.
 * @param {import("./curve_panels.js").Chart} chart
 * @param {import("./curve_panels.js").Panel} panel
 * @param {import("./curve_panels.js").CurveView} view
 * @param {import("./page.js").Lab} page
 * @param {HTMLElement} tooltip
 */
export function showTooltip(chart, panel, view, page, tooltip) {
  const { idx, left = -1 } = chart.cursor;
  if (idx === null || idx === undefined || left < 0 || !chart.over.matches(":hover")) {
    tooltip.hidden = true;
    return;
  }
  const scale = scaleOf(panel, view);
  const lines = linesOf(panel, view);
  /** @param {number | null | undefined} at */
  const text = (at) =>
    at === null || at === undefined ? "–" : panel.scale === "accuracy" ? percent(accuracyAt(scale, at), 2) : number(at);
  const rows = view.snapshot.lanes.flatMap((lane, index) => {
    const values = lines.map((_, k) => latest(chart.data[1 + index * lines.length + k], idx));
    if (view.hidden(index) || values.every((at) => at === null || at === undefined)) return [];
    const name = h("i", {}, `${index + 1} ${page.laneName(lane)}`);
    return [h("span", {}, swatch(index, page.colors.dark), name, ...values.map((at) => h("em", {}, text(at))))];
  });
  const titles = lines.flatMap(({ title }) => (title ? [h("em", {}, title)] : []));
  tooltip.hidden = !rows.length;
  tooltip.replaceChildren(
    h("span", {}, h("b", {}, `${AXES[view.axis]}: ${count(Math.round(100 * chart.data[0][idx]) / 100)}`), ...titles),
    ...rows,
  );
  const { clientWidth, offsetLeft } = chart.over;
  const beside = left > clientWidth / 2 ? left - BESIDE - tooltip.offsetWidth : left + BESIDE;
  tooltip.style.left = `${Math.max(-offsetLeft, Math.min(beside, clientWidth - tooltip.offsetWidth))}px`;
}

/**
 * The value at a row, or what was here last: the row may be another lane's place on the x axis.
 * @param {ArrayLike<number | null | undefined>} column
 * @param {number} row
 */
function latest(column, row) {
  while (row > 0 && column[row] === undefined) row -= 1;
  return column[row];
}

// One lane's step in words and numbers: the rule's code line by line, its state before and after, the trials of a search.

import { h } from "../core/dom.js";
import { isArrow, substituted, written } from "./values.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";

/** @typedef {import("./store.js").LaneStep} LaneStep */

/**
 * @param {LaneStep} step
 * @param {Set<string>} arrows names that are drawn
 * @param {(name: string) => void} toggle draws an arrow, or does not any more
 */
export function code(step, arrows, toggle) {
  const lines = step.lines.map(({ text, runs, values, numbers }) =>
    h(
      "li",
      { className: runs ? "" : "skipped" },
      h("code", { style: `--indent: ${indent(text).length}ch` }, text),
      numbers.length
        ? h(
            "code",
            { className: "numbers", style: `--indent: ${indent(text).length}ch` },
            `${indent(text)}= ${substituted(numbers)}`,
          )
        : null,
      values.length
        ? h("p", { className: "values-of" }, ...values.map(([name, value]) => chip(name, value, arrows, toggle)))
        : null,
    ),
  );
  const hasArrows = step.lines.some(({ values }) => values.some(([name, value]) => canBeDrawn(name, value)));
  return h(
    "div",
    {},
    hasArrows ? h("p", { className: "hint" }, t("Press a value with ↗ to draw it as an arrow.")) : null,
    h("ol", { className: "code", "aria-label": t("The code that ran, with what each line computed") }, ...lines),
  );
}

/** @param {string} text */
const indent = (text) => " ".repeat(text.length - text.trimStart().length);

/** @param {string} name @param {import("./store.js").Value} value */
const canBeDrawn = (name, value) => isArrow(value) && !name.endsWith("←");

/** @param {string} name @param {import("./store.js").Value} value @param {Set<string>} arrows @param {(name: string) => void} toggle */
function chip(name, value, arrows, toggle) {
  const text = [h("b", {}, name), ` ${written(value)}`];
  if (!canBeDrawn(name, value)) return h("span", { className: "chip", "data-value": name }, ...text);
  const button = h(
    "button",
    { type: "button", className: "chip", "data-value": name, "aria-pressed": String(arrows.has(name)) },
    ...text,
    h("span", { "aria-hidden": "true" }, " ↗"),
    h("span", { className: "unseen" }, t("Draw it as an arrow")),
  );
  button.addEventListener("click", () => toggle(button.dataset.value ?? name)); // it may stand for another by then
  return button;
}

/** @param {LaneStep} step */
export function stateTable({ state, x, x_next, value, value_next, gradient }) {
  const rows = [
    [t("point x"), written(x), written(x_next)],
    [t("value f(x)"), written(value), written(value_next)],
    ...state.map(({ name, before, after }) => [name, written(before), written(after)]),
  ];
  return h(
    "table",
    { className: "state" },
    h(
      "thead",
      {},
      h("tr", {}, h("td", {}), ...[t("before"), t("after")].map((text) => h("th", { scope: "col" }, text))),
    ),
    h(
      "tbody",
      {},
      h("tr", {}, h("th", { scope: "row" }, t("gradient ∇f(x)")), h("td", {}, written(gradient)), h("td", {}, "")),
      ...rows.map(([name, ...cells]) =>
        h("tr", { "data-state": name }, h("th", { scope: "row" }, name), ...cells.map((text) => h("td", {}, text))),
      ),
    ),
  );
}

/** @param {LaneStep} step */
export function trials({ trials }) {
  if (!trials.length) return null;
  const head = [t("Trial"), t("step a"), t("value"), t("slope"), ""];
  return h(
    "table",
    { className: "trials", "aria-label": t("The trials of the line search") },
    h("thead", {}, h("tr", {}, ...head.map((text) => (text ? h("th", { scope: "col" }, text) : h("td", {}))))),
    h(
      "tbody",
      {},
      ...trials.map(({ a, value, slope, found }, i) => {
        const cells = [number(a), number(value), number(slope), found ? t("taken") : ""];
        return h("tr", {}, h("th", { scope: "row" }, String(i + 1)), ...cells.map((text) => h("td", {}, text)));
      }),
    ),
  );
}

// Each input's gradient in three ways: the backward pass, JAX, finite differences; and one step down.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";
import { flat, lines, read, toNumber } from "./messages.js";

const AGREE = 1e-5; // relative, or absolute below 1

/** @typedef {import("./messages.js").Graph} Graph */

/** A number; of a matrix a line for each row. @param {import("./messages.js").Entries} value */
const rows = (value) => (Array.isArray(value) ? lines(value, 3).join("\n") : read(value, 4));

/** Entry by entry. @param {import("./messages.js").Entries} a @param {import("./messages.js").Entries} b */
const allAgree = (a, b) => flat(a).every((value, i) => agree(value, flat(b)[i]));

/** Whether two gradients agree as far as finite differences can tell. @param {number} a @param {number} b */
export const agree = (a, b) =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= AGREE * Math.max(1, Math.abs(a), Math.abs(b));

/**
 * @param {Graph} graph
 * @param {(i: number) => boolean} hidden whether the gradient of a node is yet to be guessed
 */
export function checksTable({ nodes, checks }, hidden) {
  const heads = [t("Input"), t("Backward pass"), "jax.grad", t("Finite difference"), t("Agree?")];
  const body = checks.map(({ node, jax, difference }) => {
    const ours = nodes[node].gradient;
    const same = [jax, difference].every((other) => allAgree(ours, other));
    const numbers = hidden(node) ? ["?", "?", "?", ""] : [...[ours, jax, difference].map(rows), same ? "✓" : t("no")];
    return h(
      "tr",
      { className: same ? "" : "disagrees" },
      h("th", { scope: "row" }, nodes[node].name),
      ...numbers.map((text, i) => h("td", { "data-label": heads[i + 1] }, text)),
    );
  });
  const differ = checks.some(({ node, jax, difference }) =>
    [jax, difference].some((other) => !allAgree(nodes[node].gradient, other)),
  );
  return h(
    "div",
    {},
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...body),
    ),
    differ
      ? h(
          "p",
          {},
          t(
            "They differ: here is a kink, or no derivative. A finite difference looks at both sides; the rules take one.",
          ),
        )
      : null,
  );
}

/**
 * One step of gradient descent: the result now and after it.
 * @param {Graph} graph
 * @param {() => void} take
 */
export function stepDown({ nodes, after }, take) {
  const [now, then] = [nodes[nodes.length - 1].value, after.value];
  const button = h("button", { type: "button", "data-do": "descend", disabled: !after.inputs }, t("Take the step"));
  button.addEventListener("click", take);
  const change = toNumber(then) - toNumber(now);
  const digits = [4, 6, 8, 10].find((each) => read(now, each) !== read(then, each)) ?? 4; // as many as show the change
  const values = { now: read(now, digits), then: read(then, digits) };
  const outcome = after.inputs
    ? change < 0
      ? t("The result falls from {now} to {then}.", values)
      : change > 0
        ? t("The result rises from {now} to {then}: the step is too long.", values)
        : t("The result stays at {now}.", values)
    : t("There is no step: a gradient is not a number.");
  return h("div", { className: "step-down" }, h("p", {}, outcome), button);
}

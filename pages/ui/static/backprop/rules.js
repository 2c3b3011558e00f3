// What an operation does to a gradient, in words and with its numbers.

import { t } from "../core/texts.js";

/** By operation: the rule. @type {Record<string, string>} */
const RULES = {
  "+": t("Addition passes the gradient on to both inputs unchanged."),
  "-": t("Subtraction passes the gradient on, to its second input with the other sign."),
  "*": t("Multiplication swaps: each input gets the gradient times the other input."),
  "/": t("Division: above the line 1/b, below it −a/b²."),
  "^": t("A power multiplies by n·aⁿ⁻¹."),
  negative: t("The sign turns."),
  sin: t("The sine multiplies by the cosine of its input."),
  cos: t("The cosine multiplies by minus the sine of its input."),
  tan: t("The tangent multiplies by 1 + its output squared."),
  tanh: t("tanh multiplies by 1 − its output squared."),
  exp: t("exp multiplies by its own output."),
  log: t("The logarithm divides by its input."),
  sqrt: t("The root divides by twice its output."),
  abs: t("The absolute value multiplies by the sign of its input."),
  min: t("The minimum passes the gradient to the smaller input, nothing to the other."),
  max: t("The maximum passes the gradient to the larger input, nothing to the other."),
  sigmoid: t("The sigmoid multiplies by σ(1 − σ), σ being its output."),
  affine: t("A layer: W gets the gradient times its input as a row, the input Wᵀ times the gradient, b the gradient."),
  softmax: t(
    "Softmax: each entry gets p times its gradient less their mean by p. After the loss that is p less 1 at the right class.",
  ),
  cross_entropy: t("The loss looks at the right class only: −1/p there, nothing elsewhere."),
  relu: t("ReLU passes the gradient on where its input is above 0, and nothing below."),
};

/** @param {string} op */
export const rule = (op) => RULES[op] ?? "";

// What a rule costs, on the surface and in the lab's network: evaluations and memory.

import { count, number } from "../core/numbers.js";
import { t, tn } from "../core/texts.js";

const MATRIX = 100; // times as many numbers as there are weights: more than any few vectors

/**
 * @param {Pick<import("../core/catalog.js").Entry, "cost" | "searches">} entry
 * @param {[plane: number, network: number]} memory numbers that it keeps
 * @param {number} weights of the network
 * @param {number} mean gradients a step in the run that is shown
 */
export function costText({ cost, searches }, [plane, network], weights, mean) {
  const spent = searches
    ? t("A step of this run takes {n} gradients on average, a line search included.", { n: number(mean, 3) })
    : cost?.hessian
      ? t("A step takes a gradient and a Hessian.")
      : t("A step takes one gradient.");
  if (!network) return `${spent} ${t("It keeps nothing from step to step.")}`;
  const kept = tn(
    "It needs memory for {n} number beside the point",
    "It needs memory for {n} numbers beside the point",
    plane,
  );
  const numbers = { weights: count(weights), numbers: network < 1e8 ? count(network) : number(network, 2) };
  const there =
    network > MATRIX * weights
      ? t("for the {weights} weights of the lab's network, for a matrix of {numbers}.", numbers)
      : t("for the {weights} weights of the lab's network, for {numbers}.", numbers);
  return `${spent} ${kept}; ${there}`;
}

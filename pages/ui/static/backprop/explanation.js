// What happens at the step that is shown: the node, what arrives, what it does with it, what it sends on.

import { h, morph } from "../core/dom.js";
import { t } from "../core/texts.js";
import { textField } from "../fields/fields.js";
import { typed } from "../fields/slider_scale.js";
import { called, operation, written } from "./labels.js";
import { layerSent, layerWritten } from "./layers.js";
import { flat, read, toNumber } from "./messages.js";
import { rule } from "./rules.js";

const CLOSE = 0.02; // a guess may be off by so much of the answer
const ROUNDED = 0.0051; // and by two decimals' rounding

/** @typedef {import("./messages.js").Graph} Graph */
/** @typedef {import("./timeline.js").Event} Event */
/** @typedef {import("./timeline.js").Known} Known */

/** Whether a guess is right, as rounded as people write. @param {number} guess @param {number} answer */
export const isRight = (guess, answer) =>
  Object.is(guess, answer) || Math.abs(guess - answer) <= Math.max(ROUNDED, CLOSE * Math.abs(answer));

export class Explanation {
  element = h("section", { className: "explanation", "aria-live": "polite" });
  #onAnswer;
  #asking = ""; // that is asked

  /** @param {(node: number) => void} onAnswer what node `node` sends was guessed, or shown */
  constructor(onAnswer) {
    this.#onAnswer = onAnswer;
  }

  /**
   * @param {Graph} graph
   * @param {Event | null} event
   * @param {Known} known
   * @param {boolean} ask whether what it sends is to be guessed
   * @param {boolean[]} asked nodes whose gradient is yet to be guessed
   */
  show({ nodes }, event, known, ask, asked) {
    if (event?.kind !== "backward") this.#asking = "";
    if (!event) {
      const text = t(
        "The inputs are given. Play, or step with the arrow keys: values flow forward, then gradients back.",
      );
      return this.element.replaceChildren(h("h2", {}, t("Before the first step")), h("p", {}, text));
    }
    const { kind, node } = event;
    const of = nodes[node];
    const values = of.inputs.map((input) => read(nodes[input].value));
    if (kind === "forward" && of.shape) {
      return this.element.replaceChildren(
        h("h2", {}, t("Forward")),
        formula(`${of.name} = ${layerWritten(nodes, node)}`),
        formula(`= ${read(of.value)}`),
      );
    }
    if (kind === "forward") {
      const binds = values.map((value, k) => (value.startsWith("−") ? (k ? 0.5 : 1) : Infinity));
      const numbers = operation(of.op, values, binds);
      return this.element.replaceChildren(
        h("h2", {}, t("Forward")),
        formula(`${of.name ? `${of.name} = ` : ""}${written(nodes, node, 2)}`),
        formula(`= ${numbers} = ${read(of.value)}`),
      );
    }
    if (kind === "start") {
      const text = t("The backward pass begins at the result: its gradient by itself is 1.");
      return this.element.replaceChildren(h("h2", {}, t("Backward")), h("p", {}, text));
    }
    const question = ask ? `${node} ${of.sent.join(" ")}` : "";
    if (question && question === this.#asking) return; // somebody may be typing
    this.#asking = question;
    const gradient = asked[node] ? "?" : read(known.gradients[node]);
    const title = h("h2", {}, t("Backward, at {node}", { node: called(nodes, node) }));
    const own = h("p", {}, t("Its own gradient: {gradient}", { gradient }));
    if (ask) this.element.replaceChildren(title, own, this.#question(nodes, node));
    else morph(this.element, title, h("p", {}, rule(of.op)), own, this.#sent(nodes, node, known));
  }

  /**
   * What it sends to each input, as products; and the sums where others send too.
   * @param {import("./messages.js").GraphNode[]} nodes @param {number} node @param {Known} known
   */
  #sent(nodes, node, known) {
    const { inputs, slopes, sent } = nodes[node];
    if (nodes[node].shape) return layerSent(nodes, node);
    const rows = [...new Set(inputs)].flatMap((input) => {
      const ports = inputs.flatMap((each, i) => (each === input && sent[i] !== null ? [i] : []));
      const products = ports.map((i) => `${read(known.gradients[node])} × ${bracketed(slopes[i])} = ${read(sent[i])}`);
      if (!ports.length) return [];
      const parts = known.parts[input];
      const sum =
        parts.length > 1
          ? h(
              "div",
              { className: "sum" },
              `${parts.map(({ part }) => bracketed(part)).join(" + ")} = ${read(known.gradients[input])}`,
            )
          : null;
      return [
        h(
          "li",
          {},
          h("b", {}, t("to {node}", { node: called(nodes, input) })),
          " ",
          h("code", {}, products.join(", ")),
          sum,
        ),
      ];
    });
    return h("ul", {}, ...rows);
  }

  /** Asks what it sends to its first input that varies: of a vector or a matrix, one of its numbers.
   * @param {import("./messages.js").GraphNode[]} nodes @param {number} node */
  #question(nodes, node) {
    const { inputs, sent, op } = nodes[node];
    const port = sent.findIndex((part) => part !== null);
    const to = { node: called(nodes, inputs[port]) };
    const text = Array.isArray(sent[port])
      ? t("What does it send to {node}? Its first number, at the upper left:", to)
      : t("What does it send to {node}?", to);
    const [answer] = flat(sent[port]);
    const said = h("span", { role: "status" });
    const field = textField({ inputMode: "decimal", "aria-label": text });
    field.addEventListener("change", () => {
      const guess = typed(field.value);
      if (guess === null) return;
      if (isRight(guess, answer)) this.#onAnswer(node);
      else said.textContent = t("Not this. {rule}", { rule: rule(op) });
    });
    const show = h("button", { type: "button" }, t("Show it"));
    show.addEventListener("click", () => this.#onAnswer(node));
    return h("div", { className: "question" }, h("label", {}, text, " ", field), show, said);
  }
}

/** @param {string} text */
const formula = (text) => h("p", { className: "worked" }, h("code", {}, text));

/** @param {import("./messages.js").Entries} value */
const bracketed = (value) => (toNumber(value) < 0 ? `(${read(value)})` : read(value));

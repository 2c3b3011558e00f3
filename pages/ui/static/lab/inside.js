// What happens inside the network of the lane that is looked at: layer by layer, at the start and now.

import { h } from "../core/dom.js";
import { count, number, percent, timesPowerOfTen } from "../core/numbers.js";
import { histograms, places, scatter } from "./inside_picture.js";
import { LaneTabs } from "./lane_tabs.js";
import { laneStyle } from "../lanes/style.js";
import { t } from "../core/texts.js";

/** @typedef {import("./messages.js").Inside} Inside */
/** @typedef {import("./messages.js").LayerState} LayerState */

/** @param {number | null} value */
const short = (value) => number(value, 2);
/** @param {number | null} share */
const share = (share) => percent(share ?? NaN, share !== null && share > 0 && share < 0.1 ? 1 : 0);

export class InsidePanel {
  /** @type {string | null} */
  #shape = null; // what is shown

  /** @param {HTMLElement} root @param {import("./page.js").Lab} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.tabs = new LaneTabs(page, t("Whose network is looked into"), () => page.panels.showLane());
    this.of = h("p", { className: "of" });
    this.layers = h("div", { className: "layers" });
    this.output = h("dl", { className: "output" });
    this.remark = h("p", { className: "remark" });
    root.append(this.tabs.element, this.of, this.layers, this.output, this.remark);
  }

  show() {
    if (this.root.hidden) return;
    const { page } = this;
    const { lane } = this.tabs;
    this.tabs.show();
    const found = page.socket.insides.get(page.trained(lane));
    for (const each of [this.layers, this.output, this.remark]) each.hidden = !found;
    if (!found) {
      this.#shape = null;
      this.of.textContent = this.#nothing(lane);
      return;
    }
    const shape = JSON.stringify([page.snapshot?.run, lane, found.step, found.updates, page.colors]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#renew(found, lane);
  }

  /** Why there is nothing to see. @param {number} lane */
  #nothing(lane) {
    const { page } = this;
    if (page.socket.active) return t("Nothing has been evaluated of this lane yet.");
    const network = page.store.get(`${lane + 1}.layers`) || page.store.get("layers");
    if (network === "0") return t("This network has no hidden layer.");
    return t("Nothing finite is known of the inside of this lane's network.");
  }

  /** @param {Inside} found @param {number} lane */
  #renew(found, lane) {
    const { colors, snapshot } = this.page;
    const { color } = laneStyle(lane, colors.dark);
    const epoch = (found.step / (snapshot?.lanes?.[lane]?.steps_per_epoch || 1)).toFixed(1);
    this.of.replaceChildren(
      h("span", { className: "key start" }),
      t("at the start"),
      " ",
      h("span", { className: "key now", style: `background: ${color}` }),
      t("after epoch {epoch} (step {step})", { epoch, step: count(found.step) }),
    );
    this.layers.replaceChildren(...found.layers.map((_, index) => this.#layer(found, index, color)));
    this.output.replaceChildren(h("dt", {}, t("Output layer")), ...this.#update(found, found.layers.length));
    const told = [
      t("Over the first {n} test images, without dropout.", { n: count(found.images) }),
      t("A gradient is that of one image's loss by a unit's activation."),
      t("|ΔW| / |W| is a step's update of a layer's weights, by their size: about 10⁻³ is usual."),
    ];
    this.remark.textContent = told.join(" ");
  }

  /** @param {Inside} found @param {number} index @param {string} color */
  #layer(found, index, color) {
    const { units, start, now } = found.layers[index];
    const name = t("Layer {n}", { n: index + 1 });
    const [low, high] = found.decades.map((power) => timesPowerOfTen(1, power));
    const normalized = found.statistics[index];
    return h(
      "figure",
      { "data-layer": index + 1 },
      h("figcaption", {}, h("b", {}, name), " ", t("{n} units", { n: count(units) })),
      h("h4", {}, t("Activations")),
      histograms(start.activations, now.activations, color, `${name}: ${t("Activations")}`),
      ends(short(found.range[0]), short(found.range[1])),
      h("h4", {}, t("Gradients, by size")),
      histograms(start.gradients, now.gradients, color, `${name}: ${t("Gradients, by size")}`),
      ends(low, high),
      h("dl", {}, ...facts(found, start, now).flatMap((each) => fact(each)), ...this.#update(found, index)),
      ...(normalized ? statistics(normalized, color, name) : []),
    );
  }

  /** @param {Inside} found @param {number} index */
  #update(found, index) {
    return fact(["|ΔW| / |W|", ...found.updates[index].map(short)], "update");
  }
}

/** @param {string} low @param {string} high */
const ends = (low, high) => h("div", { className: "ends" }, h("span", {}, low), h("span", {}, high));

/** @typedef {[name: string, start: string, now: string]} Fact */

/** @param {Inside} found @param {LayerState} start @param {LayerState} now @returns {Fact[]} */
function facts({ activation }, start, now) {
  /** @type {Fact[]} */
  const some = [
    [t("Mean"), short(start.mean), short(now.mean)],
    [t("Spread"), short(start.deviation), short(now.deviation)],
    [t("Gradient"), short(start.gradient), short(now.gradient)],
  ];
  if (activation === "relu") some.push([t("Zeros"), share(start.zero), share(now.zero)]);
  if (start.saturated === null) some.push([t("Dead units"), share(start.dead), share(now.dead)]);
  else some.push([t("Saturated"), share(start.saturated), share(now.saturated)]);
  return some;
}

/** @param {Fact | string[]} fact @param {string} [hook] */
function fact([name, start, now], hook) {
  return [h("dt", {}, name), h("dd", { "data-fact": hook ?? null }, start, h("i", {}, " → "), h("b", {}, now))];
}

/** @param {Inside["statistics"][number]} of @param {string} color @param {string} name */
function statistics(of, color, name) {
  const titles = { mean: t("Means"), deviation: t("Spreads") };
  return [
    h("h4", {}, t("Running (→) and batch (↑)")),
    h(
      "div",
      { className: "statistics" },
      .../** @type {("mean" | "deviation")[]} */ (["mean", "deviation"]).map((which) => {
        const { low, high, points } = places(of[which]);
        const label = `${name}: ${titles[which]}, ${short(low)} – ${short(high)}`;
        return h(
          "div",
          {},
          h("small", {}, titles[which]),
          scatter(points, color, label),
          ends(short(low), short(high)),
        );
      }),
    ),
  ];
}

// Many dimensions: random critical points, of which nearly all are saddles; and rules on a bowl of so many dimensions.

import { Charts } from "./charts.js";
import { ChoiceCards, group } from "../lanes/choice_cards.js";
import { DimensionsStore } from "./store.js";
import { LATER, Page, mounting } from "../core/page.js";
import { Share } from "../core/share.js";
import { Toolbar, switches } from "../core/toolbar.js";
import { ValuesTable } from "../charts/values_table.js";
import { count, number, percent } from "../core/numbers.js";
import { field } from "../fields/fields.js";
import { h } from "../core/dom.js";
import { powerOfTen } from "./chance.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";

export class Dimensions extends Page {
  /** @type {DimensionsStore} */ store = LATER;
  /** @type {Charts} */ charts = LATER;
  /** @type {ChoiceCards} */ cards = LATER;
  counted = h("p", { className: "note", role: "status" });
  points = new ValuesTable(t("Critical points by dimensions"), () => this.#points());
  values = new ValuesTable(t("Where the rules end"), () => this.#ends());

  get numbered() {
    const { optimizers, dimension_rules } = this.catalog;
    return Object.fromEntries(dimension_rules.map((name) => [name, optimizers[name]]));
  }

  get parameters() {
    return this.catalog.many_dimensions;
  }

  build() {
    this.store = new DimensionsStore(`${this.urls.api}dimensions`);
    const show = switches(this, "show", t("What is shown"), [
      ["saddles", t("Critical points")],
      ["descent", t("Descent")],
    ]);
    const scale = switches(this, "shares", t("Scale of the shares"), [
      ["linear", t("Linear shares")],
      ["log", t("Log shares")],
    ]);
    scale.element.dataset.part = "saddles";
    const share = new Share(this);
    const name = { name: "dimensions", label: t("Gallery of many dimensions") };
    this.toolbar = new Toolbar(this, name, [show, scale, share.choice]);
    this.charts = new Charts(this);
    this.points.element.dataset.part = "saddles";
    this.values.element.dataset.part = "descent";
    const side = h("div", { className: "side" });
    this.root.replaceChildren(
      this.toolbar.element,
      share.row,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      h(
        "div",
        { className: "body beside" },
        h("div", { className: "view" }, this.charts.element, this.points.element, this.values.element),
        side,
      ),
    );
    this.cards = new ChoiceCards(side, this, {
      title: t("Rules"),
      kind: t("Rule"),
      add: t("+ Add a rule …"),
      most: this.catalog.max_rules,
      facts: (index) => this.#facts(index),
      groups: (register) => this.#groups(register),
    });
    this.store.addEventListener("update", () => this.#show());
  }

  async #show() {
    const { header } = this.store;
    if (!header) return;
    this.root.dataset.show = header.show;
    this.cards.show();
    this.#count();
    this.points.show();
    this.values.show();
    await this.charts.show();
    if (this.gone) return;
    this.root.dataset.page = "ready";
    this.root.dataset.revision = String(Number(this.root.dataset.revision ?? 0) + 1);
    this.root.dataset.link = this.store.link;
  }

  /** @param {import("../lanes/choice_cards.js").Register} register */
  #groups(register) {
    /** @param {string[]} keys */
    const dials = (...keys) => keys.map((key) => register(field(this, this.parameters[key], key)));
    const idea = t(
      "A point of slope zero is a minimum only where every one of its n curvatures points up. Here the Hessians are random symmetric matrices.",
    );
    const points = group(
      t("Critical points"),
      h("p", { className: "note" }, idea),
      ...dials("lift", "draws"),
      this.counted,
    );
    const bowl = group(t("Bowl"), ...dials("kappa", "steps"));
    points.dataset.part = "saddles";
    bowl.dataset.part = "descent";
    return [group(t("Dimensions"), ...dials("n", "seed")), points, bowl];
  }

  /** What was counted in the link's number of dimensions. */
  #count() {
    const { header } = this.store;
    const at = header?.counts?.findIndex(({ n }) => n === header.n) ?? -1;
    if (!header?.counts || at < 0) return;
    const { n, minima, saddles, maxima } = header.counts[at];
    const chance = header.chance?.[at] ?? null;
    const texts = [
      t("{draws} points in n = {n} dimensions: {minima} minima, {saddles} saddles, {maxima} maxima.", {
        draws: count(header.draws ?? 0),
        n,
        minima: count(minima),
        saddles: count(saddles),
        maxima: count(maxima),
      }),
      chance === null ? "" : t("The chance of a minimum is {chance}.", { chance: powerOfTen(chance) }),
    ];
    this.counted.textContent = texts.filter(Boolean).join(" ");
  }

  #points() {
    const { counts = [], chance = [], draws = 1 } = this.store.header ?? {};
    return {
      caption: t("Of {draws} random critical points each", { draws: count(draws) }),
      columns: [t("Minima"), t("Saddles"), t("Maxima"), t("Chance of a minimum")],
      rows: counts.map(({ n, minima, saddles, maxima }, i) => ({
        name: [`n = ${n}`],
        cells: [...[minima, saddles, maxima].map(count), chance[i] === null ? "–" : powerOfTen(Number(chance[i]))],
      })),
    };
  }

  #ends() {
    const { header, lanes } = this.store;
    const shown = lanes.map((_, index) => index).filter((index) => !this.hidden(index));
    return {
      caption: t("After {steps} steps in n = {n} dimensions", { steps: header?.steps ?? 0, n: header?.n ?? 0 }),
      columns: [t("Loss, of that at the start"), t("Left in the flattest direction"), t("Left in the steepest")],
      rows: shown.map((index) => {
        const { loss, left } = lanes[index];
        return {
          name: [swatch(index, this.colors.dark), this.name(index)],
          cells: [number(loss[loss.length - 1], 3), share(left[0]), share(left[left.length - 1])],
        };
      }),
    };
  }

  /** @param {number} index */
  #facts(index) {
    const { header, lanes } = this.store;
    const lane = lanes[index];
    if (header?.show !== "descent" || !lane) return "";
    const slow = lane.left.reduce((sum, left) => sum + Number(!(left < 0.5)), 0);
    return t("loss {loss} of that at the start; {slow} of {n} directions have more than half of their way left", {
      loss: number(lane.loss[lane.loss.length - 1], 3),
      slow,
      n: header.n,
    });
  }

  entries() {
    if (this.store.get("show") !== "descent") return [];
    return Array.from({ length: this.store.count }, (_, index) => `optimizer:${this.store.get(`${index + 1}`)}`);
  }

  redraw() {
    this.#show();
  }

  left() {
    this.charts.leave();
  }
}

/** @param {number} left */
const share = (left) => (left <= 10 ? percent(left) : number(left, 3));

export const mount = mounting(Dimensions);

// Moving averages: a year, its averages, what each day counts for, the recursion of the day, around one store.

import { AveragesStore } from "./store.js";
import { Charts } from "./charts.js";
import { ChoiceCards, group } from "../lanes/choice_cards.js";
import { LATER, Page, mounting } from "../core/page.js";
import { Player } from "../player/player.js";
import { PlayerControls } from "../player/player_controls.js";
import { Slider, textField } from "../fields/fields.js";
import { ValuesTable } from "../charts/values_table.js";
import { Toolbar, switches } from "../core/toolbar.js";
import { h, morph, tell, write } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { pasted, written } from "./pasted.js";
import { recursion } from "./recursion.js";
import { swatch } from "../lanes/style.js";
import { t, tn } from "../core/texts.js";
import { toPage } from "../core/address.js";

export class Averages extends Page {
  player = new Player();
  /** @type {AveragesStore} */ store = LATER;
  /** @type {Charts} */ charts = LATER;
  /** @type {ChoiceCards} */ cards = LATER;
  rows = h("div", { className: "recursions", role: "group", "aria-label": t("The recursion of the day") });

  values = new ValuesTable(t("Values of this day"), () => this.#valuesNow());
  #dayText = h("p", { className: "day" });
  /** By lane, without the swatch. @type {Map<number, HTMLElement>} */ #rows = new Map();
  #shape = ""; // what they were built for

  get numbered() {
    return this.catalog.averages;
  }

  get parameters() {
    return this.catalog.series;
  }

  build() {
    this.store = new AveragesStore(`${this.urls.api}averages`);
    const zoom = switches(this, "zoom", t("Days shown"), [
      ["all", t("All days")],
      ["start", t("The first days")],
    ]);
    this.toolbar = new Toolbar(this, { name: "averages", label: t("Averages of the gallery") }, [zoom]);
    this.charts = new Charts(this);
    const [bar, side] = ["bar", "side"].map((className) => h("div", { className }));
    const { seriesBox, weightsBox } = this.charts;
    const label = t("The averages. Space plays and pauses, arrow keys step by a day, Home and End jump");
    seriesBox.setAttribute("aria-label", label);
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      h(
        "div",
        { className: "body beside" },
        h("div", { className: "view" }, seriesBox, weightsBox, this.rows, bar, this.values.element),
        side,
      ),
    );
    const controls = new PlayerControls(bar, this);
    controls.listenForKeys(seriesBox);
    controls.listenForKeys(bar);
    this.cards = new ChoiceCards(side, this, {
      title: t("Averages"),
      kind: t("Average"),
      add: t("+ Add an average …"),
      most: this.catalog.max_averages,
      facts: (index) => this.#facts(index),
      groups: (register) => this.#groups(register),
    });
    this.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
    for (const event of ["step", "state"]) this.player.addEventListener(event, () => this.showDay());
  }

  /** @param {{opened: boolean}} update */
  #onUpdate({ opened }) {
    const { store, player } = this;
    const days = store.header?.days ?? 0;
    const isOther = player.length !== days;
    if (isOther) player.set({ length: days });
    if (opened) player.set({ speed: Number(store.get("speed")), loop: store.get("loop") === "1" });
    const step = store.get("step");
    if (opened || isOther) player.seek(step === "" ? days : Number(step));
    this.#show();
  }

  async #show() {
    const isDrawn = this.root.dataset.page === "ready"; // then charts come first: they lay out all that was changed before
    if (!isDrawn) this.cards.show();
    await this.charts.show();
    if (this.gone) return;
    if (isDrawn) this.cards.show();
    this.showDay();
    this.root.dataset.page = "ready";
    this.root.dataset.revision = String(Number(this.root.dataset.revision ?? 0) + 1);
    this.root.dataset.link = this.store.link;
  }

  /** The day that is shown is another one, or has other numbers. */
  showDay() {
    const { store, charts } = this;
    charts.step();
    if (!store.header) return;
    const day = Math.min(charts.day, store.header.days);
    this.values.show();
    this.#buildRows();
    write(this.#dayText, this.#day(day));
    for (const [index, row] of this.#rows) {
      const key = `${index + 1}`;
      const beta = store.get(`${key}.beta`);
      const corrected = store.get(`${key}.bias_correction`) === "1";
      const settings = { beta: beta === "" ? null : Number(beta), days: Number(store.get(`${key}.days`)), corrected };
      morph(row, ...recursion(settings, store.lanes[index], store.values, day));
    }
  }

  /** A row for each average that is drawn. */
  #buildRows() {
    const { store, colors } = this;
    const shown = store.lanes.map((_, index) => index).filter((index) => !this.hidden(index));
    const shape = JSON.stringify([colors.dark, shown]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#rows = new Map(shown.map((index) => [index, h("span")]));
    const rows = shown.map((index) =>
      h("p", { "data-row": index + 1 }, swatch(index, colors.dark), this.#rows.get(index)),
    );
    this.rows.replaceChildren(this.#dayText, ...rows);
  }

  /** The day's value and averages, and what they are made of. */
  #valuesNow() {
    const { store, charts, colors } = this;
    const day = Math.min(charts.day, store.values.length);
    const shown = store.lanes.map((_, index) => index).filter((index) => !this.hidden(index));
    return {
      caption: this.#day(day),
      columns: [t("Average"), t("Without correction"), t("Sum of the weights")],
      rows: shown.map((index) => {
        const { shown: average, uncorrected, total } = store.lanes[index];
        return {
          name: [swatch(index, colors.dark), this.name(index)],
          cells: [average, uncorrected, total].map((column) => number(column[day - 1])),
        };
      }),
    };
  }

  /** @param {number} day */
  #day(day) {
    const value = number(this.store.values[day - 1]);
    return this.store.header?.made
      ? t("Day {day}: {value} °C", { day, value })
      : t("Number {day}: {value}", { day, value });
  }

  /** What was measured of a lane. @param {number} index */
  #facts(index) {
    const { header, lanes } = this.store;
    const lane = lanes[index];
    if (!header || !lane) return "";
    const n = (/** @type {number | null} */ value) => number(value, 3);
    const texts = [
      tn("averages about {n} day", "averages about {n} days", Number(lane.window.toPrecision(3))),
      t("a weight is 1/e after {days}", { days: n(lane.fades) }),
      lane.lag === null ? "" : tn("{n} day late", "{n} days late", lane.lag),
      t("changes by {change} from day to day (the data: {data})", { change: n(lane.change), data: n(header.change) }),
    ];
    if (header.jump_day !== null) {
      texts.push(
        t("half of the jump is followed after {half} days, nine tenths after {most}", {
          half: n(lane.half),
          most: n(lane.most),
        }),
      );
    }
    return texts.filter(Boolean).join(" · ");
  }

  /** @param {import("../lanes/choice_cards.js").Register} register */
  #groups(register) {
    const { store } = this;
    const series = Object.entries(this.catalog.series).map(([key, each]) => register(new Slider(this, each, key)));
    const race = h("a", { className: "way-back" }, t("Race momentum with these averages as velocities"));
    const refresh = () => {
      const link = store.header?.race;
      race.hidden = !link;
      if (link) race.href = toPage("race", link);
    };
    register({ element: race, refresh });
    return [group(t("Temperatures"), ...series), this.#own(register), group(t("Take them over"), race)];
  }

  /** One's own numbers in place of the year. @param {import("../lanes/choice_cards.js").Register} register */
  #own(register) {
    const { store } = this;
    const field = textField({ inputMode: "text", "aria-label": t("Your own numbers"), "data-field": "values" });
    const back = h("button", { type: "button", className: "way-back" }, t("Back to the temperatures"));
    /** @param {string} values */
    const set = (values) => {
      store.set({ values, step: "" });
      store.commit();
    };
    field.addEventListener("change", () => set(written(pasted(field.value))));
    back.addEventListener("click", () => set(""));
    const refresh = () => {
      const own = store.header?.own ?? "";
      if (document.activeElement !== field) tell(field, own);
      back.hidden = !own;
    };
    register({ element: field, refresh });
    const help = t("Paste numbers, one for each day: a year of them with one decimal has room in the link.");
    return h(
      "details",
      { className: "group" },
      h("summary", {}, t("Your own numbers")),
      h("p", { className: "note" }, help),
      field,
      back,
    );
  }

  entries() {
    return Array.from({ length: this.store.count }, (_, index) => `average:${this.store.get(`${index + 1}`)}`);
  }

  redraw() {
    if (this.store.header) this.#show();
  }

  left() {
    this.player.pause();
    this.charts.leave();
  }
}

export const mount = mounting(Averages);

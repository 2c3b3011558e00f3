// Learning-rate schedules: all rates on one axis, what each does to noisy descents, the table of rates by epoch.

import { Charts } from "./charts.js";
import { ChoiceCards, group } from "../lanes/choice_cards.js";
import { LATER, Page, mounting } from "../core/page.js";
import { RatesTable, columns } from "./table.js";
import { SchedulesStore } from "./store.js";
import { Share } from "../core/share.js";
import { Toolbar, switches } from "../core/toolbar.js";
import { ValuesTable } from "../charts/values_table.js";
import { field } from "../fields/fields.js";
import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { swatch } from "../lanes/style.js";
import { toPage } from "../core/address.js";

export class Schedules extends Page {
  /** @type {SchedulesStore} */ store = LATER;
  /** @type {Charts} */ charts = LATER;
  /** @type {ChoiceCards} */ cards = LATER;
  table = new RatesTable(this);
  values = new ValuesTable(t("Mean losses by epoch"), () => this.#losses());
  race = h("a", { className: "way-back" }, t("Race these schedules"));
  lab = h("a", { className: "way-back" }, t("Train with these schedules"));
  /** @type {number | null} */ #pointed = null; // the iterate under the pointer

  get numbered() {
    return this.catalog.schedules;
  }

  get parameters() {
    return this.catalog.comparison;
  }

  build() {
    this.store = new SchedulesStore(`${this.urls.api}schedules`);
    const scale = switches(this, "rates", t("Scale of the rates"), [
      ["linear", t("Linear rates")],
      ["log", t("Log rates")],
    ]);
    const share = new Share(this);
    this.toolbar = new Toolbar(this, { name: "schedules", label: t("Schedules of the gallery") }, [
      scale,
      share.choice,
    ]);
    this.charts = new Charts(this);
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
        h(
          "div",
          { className: "view" },
          this.charts.element,
          h("div", { className: "board" }, this.table.element, this.values.element),
        ),
        side,
      ),
    );
    this.cards = new ChoiceCards(side, this, {
      title: t("Schedules"),
      kind: t("Schedule"),
      add: t("+ Add a schedule …"),
      most: this.catalog.max_schedules,
      facts: (index) => this.#facts(index),
      groups: (register) => {
        const fields = Object.entries(this.catalog.comparison).map(([key, each]) => register(field(this, each, key)));
        return [group(t("Descent"), ...fields), group(t("Take them over"), this.race, this.lab)];
      },
    });
    this.store.addEventListener("update", () => this.#show());
  }

  async #show() {
    const { header } = this.store;
    if (!header) return;
    this.race.href = toPage("race", header.race);
    this.lab.href = toPage("mnist", header.lab);
    const isDrawn = this.root.dataset.page === "ready"; // then charts come first: they lay out all that was changed before
    if (!isDrawn) this.#tell();
    await this.charts.show();
    if (this.gone) return;
    if (isDrawn) this.#tell();
    this.root.dataset.page = "ready";
    this.root.dataset.revision = String(Number(this.root.dataset.revision ?? 0) + 1);
    this.root.dataset.link = this.store.link;
  }

  /** What stands around the charts. */
  #tell() {
    this.cards.show();
    this.table.show();
    this.values.show();
  }

  /** The pointer is over another iterate, or over none. @param {number | null} at */
  point(at) {
    if (at === this.#pointed) return;
    this.#pointed = at;
    this.cards.show();
  }

  /** What a lane is at under the pointer, or how it ends. @param {number} index */
  #facts(index) {
    const { header, lanes } = this.store;
    const lane = lanes[index];
    if (!header || !lane) return "";
    const at = this.#pointed;
    if (at === null || at > header.steps)
      return t("mean loss in the last epoch: {loss}", { loss: number(lane.last, 3) });
    const epoch = number(at / header.steps_per_epoch, 3);
    const values = { epoch, rate: number(lane.rate[at], 3), loss: number(lane.mean[at], 3) };
    return t("epoch {epoch}: rate {rate}, mean loss {loss}", values);
  }

  /** At the end of each epoch that has a column. */
  #losses() {
    const { header, lanes } = this.store;
    const perEpoch = header?.steps_per_epoch ?? 1;
    const epochs = columns(Math.round((header?.steps ?? 0) / perEpoch));
    const shown = lanes.map((_, index) => index).filter((index) => !this.hidden(index));
    return {
      caption: t("Mean loss at the end of each epoch"),
      columns: epochs.map((epoch) => t("Epoch {epoch}", { epoch })),
      rows: shown.map((index) => ({
        name: [swatch(index, this.colors.dark), this.name(index)],
        cells: epochs.map((epoch) => number(lanes[index].mean[epoch * perEpoch], 3)),
      })),
    };
  }

  entries() {
    return Array.from({ length: this.store.count }, (_, index) => `schedule:${this.store.get(`${index + 1}`)}`);
  }

  redraw() {
    this.#show();
  }

  left() {
    this.charts.leave();
  }
}

export const mount = mounting(Schedules);

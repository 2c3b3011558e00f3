// Inside one step: the surface around it, the rule's code with its numbers, the state before and after, the models.

import { LATER, Page, mounting } from "../core/page.js";
import { Formula } from "../race/formula.js";
import { Models } from "./models.js";
import { NOT_FINITE } from "../race/heightmap.js";
import { Picture } from "./picture.js";
import { Player } from "../player/player.js";
import { PlayerControls } from "../player/player_controls.js";
import { Space } from "./surface3d_view.js";
import { StepStore } from "./store.js";
import { Toolbar, switches } from "../core/toolbar.js";
import { code, stateTable, trials } from "./code.js";
import { fields } from "../fields/fields.js";
import { focusQuietly, h, morph, write } from "../core/dom.js";
import { swatch } from "../lanes/style.js";
import { t } from "../core/texts.js";

export class StepPage extends Page {
  player = new Player();
  stepKey = "at";
  /** @type {StepStore} */ store = LATER;
  /** @type {Picture} */ picture = LATER;
  /** @type {Space} */ space = LATER;
  /** @type {Models} */ models = LATER;
  arrows = new Set(/** @type {string[]} */ ([])); // names of values that are drawn
  #formula = new Formula(this);
  #steps = h("div", { className: "steps side" });
  #said = h("p", { className: "hint" });
  /** Why the step is not seen in space. */
  #flat = h(
    "p",
    { className: "banner flat", role: "status", hidden: true },
    t("This browser cannot draw in space now (WebGL 2 is off or was taken away). The same step, from above:"),
  );
  #dials = h("div", { className: "dials" });
  /** @type {import("../core/toolbar.js").Control[]} */ #controls = [];
  #shape = ""; // what the dials were built for
  #opening = false; // the player takes the link's step, and not the link the player's

  build() {
    this.store = new StepStore(`${this.urls.api}step`);
    const line = switches(this, "line", t("Models along"), [
      ["step", t("Step")],
      ["gradient", t("Negative gradient")],
      ["newton", t("Newton step")],
    ]);
    const model = switches(this, "model", t("Over the surface"), [
      ["0", t("Surface")],
      ["1", t("With second-order model")],
    ]);
    const view = switches(this, "view", t("View"), [
      ["2d", t("2-D")],
      ["3d", t("3-D")],
    ]);
    this.toolbar = new Toolbar(this, { name: "step", label: t("Steps of the gallery") }, [line, model, view]);
    this.picture = new Picture(this);
    this.space = new Space(this);
    this.models = new Models(this);
    const bar = h("div", { className: "bar" });
    const scene = h(
      "div",
      {
        className: "scene",
        tabIndex: 0,
        role: "group",
        "aria-label": t("The step. Arrow keys go to the step before and after, space plays, Home and End jump"),
      },
      this.picture.canvas,
      this.space.element,
    );
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      this.#formula.element,
      h(
        "div",
        { className: "body" },
        h("div", { className: "view" }, this.#flat, scene, bar, this.#dials, this.#said, this.models.element),
        this.#steps,
      ),
    );
    const controls = new PlayerControls(bar, this);
    for (const element of [scene, bar, this.#steps]) controls.listenForKeys(element);
    this.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
    this.player.addEventListener("step", () => this.#follow());
    if (document.activeElement === document.body) focusQuietly(scene);
  }

  left() {
    this.player.pause();
    this.picture.leave();
    this.space.leave();
    this.models.leave();
  }

  entries() {
    return [`surface:${this.store.get("surface")}`, ...this.laneEntries()];
  }

  /** @param {{opened: boolean}} update */
  #onUpdate({ opened }) {
    const { store, player } = this;
    const length = (store.header?.steps ?? 1) - 1;
    this.#opening = opened;
    if (player.length !== length) player.set({ length });
    if (opened) {
      player.set({ speed: Number(store.get("speed")), loop: store.get("loop") === "1" });
      player.seek(Number(store.get("at")));
    }
    this.#opening = false;
    this.#formula.refresh();
    this.redraw();
    this.root.dataset.page = "ready";
    this.root.dataset.revision = String(Number(this.root.dataset.revision ?? 0) + 1);
    this.root.dataset.link = this.store.link;
  }

  /** Another step is asked for. */
  #follow() {
    const { store, player } = this;
    if (!store.header || this.#opening || store.get("at") === String(player.step)) return;
    store.set({ at: player.step });
  }

  redraw() {
    const { header } = this.store;
    if (!header) return;
    const isInSpace = this.view("view") === "3d" && this.space.works;
    this.#flat.hidden = this.view("view") !== "3d" || isInSpace;
    this.picture.canvas.hidden = isInSpace;
    this.space.element.hidden = !isInSpace;
    if (isInSpace) this.space.draw();
    else this.picture.draw();
    const hasModel = header.lanes.some(({ model }) => model);
    write(this.#said, hint(isInSpace, hasModel, this.store.heights.includes(NOT_FINITE)));
    this.models.show();
    this.#showDials();
    const at = Number(this.store.get("at"));
    const parts = header.lanes.map((step) =>
      h(
        "section",
        { className: "step", "data-lane": step.lane + 1 },
        h(
          "h2",
          {},
          swatch(step.lane, this.colors.dark),
          t("{lane} {optimizer}: from step {at} to {next}", {
            lane: step.lane + 1,
            optimizer: this.name(step.lane),
            at,
            next: at + 1,
          }),
        ),
        stateTable(step),
        code(step, this.arrows, (name) => this.#toggle(name)),
        trials(step),
      ),
    );
    morph(this.#steps, ...parts);
  }

  /** @param {string} name */
  #toggle(name) {
    if (!this.arrows.delete(name)) this.arrows.add(name);
    this.redraw();
    const again = this.#steps.querySelector(`button[data-value="${name}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  /** The dials of the lanes that are shown. */
  #showDials() {
    const { store, catalog } = this;
    const lanes = store.header?.lanes.map(({ lane }) => lane) ?? [];
    const shape = JSON.stringify(lanes.map((lane) => [lane, store.get(`${lane + 1}`), store.get("lr") === ""]));
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#controls = [];
      const groups = lanes.map((lane) => {
        const { parameters } = catalog.optimizers[store.get(`${lane + 1}`)];
        const own = parameters.filter(({ name }) => name !== "lr" || store.get("lr") === "");
        const controls = fields(this, own, `${lane + 1}.`, lane);
        this.#controls.push(...controls);
        const title = h("h2", {}, swatch(lane, this.colors.dark), `${lane + 1} ${this.name(lane)}`);
        return h("section", { className: "group" }, title, ...controls.map(({ element }) => element));
      });
      this.#dials.replaceChildren(...groups);
    }
    for (const control of this.#controls) control.refresh();
  }
}

/** What is drawn. @param {boolean} isInSpace @param {boolean} hasModel @param {boolean} hasHoles */
function hint(isInSpace, hasModel, hasHoles) {
  const drawn = isInSpace
    ? t("Drag to turn the surface; on a phone with two fingers, on a keyboard with the arrow keys.")
    : t("The move is drawn in its true length; dashed arrows only in their direction.");
  const trusted = t("Shaded: where it predicts a decrease, and is wrong by less than a tenth of that.");
  const model = isInSpace
    ? t("The net is the second-order model; it touches the surface at the point.")
    : t("Dashed lines: the second-order model, at the heights where the surface changes its colour.");
  const blank = t("Blank: no value there.");
  return [drawn, ...(hasModel ? [model, trusted] : []), ...(hasHoles ? [blank] : [])].join(" ");
}

export const mount = mounting(StepPage);

// The backward pass: a graph, a player that goes through it, what happens at each step, its inputs as sliders.

import { h, morph } from "../core/dom.js";
import { LATER, Page, mounting } from "../core/page.js";
import { Player } from "../player/player.js";
import { PlayerControls } from "../player/player_controls.js";
import { Slider } from "../fields/fields.js";
import { Store } from "../core/store.js";
import { t } from "../core/texts.js";
import { Toolbar, switches } from "../core/toolbar.js";
import { TypedField } from "../fields/typed_field.js";
import { checksTable, stepDown } from "./checks.js";
import { Explanation } from "./explanation.js";
import { GraphView } from "./graph_view.js";
import { ValuesTable } from "../charts/values_table.js";
import { called } from "./labels.js";
import { known, timeline } from "./timeline.js";
import { read } from "./messages.js";

const STEPS_PER_SECOND = 1;
const PREFIX = "in.";
const NETWORK = "z1 = W1 x + b1,  h = σ(z1),  z2 = W2 h + b2,  p = softmax(z2),  loss = −log(p₁)";

/** @typedef {import("./messages.js").Graph} Graph */

class Backprop extends Page {
  player = new Player(STEPS_PER_SECOND);
  /** @type {Graph | null} */ graph = null;
  /** @type {import("./timeline.js").Event[]} */ events = [];
  // these are there from `build` on
  /** @type {GraphView} */ picture = LATER;
  /** @type {TypedField} */ formula = LATER;
  /** @type {Slider} */ rate = LATER;
  /** @type {HTMLElement} */ inputs = LATER;
  /** @type {HTMLElement} */ checks = LATER;
  /** @type {HTMLElement} */ step = LATER;
  /** @type {ValuesTable} */ values = LATER;

  /** @type {Slider[]} */ #sliders = [];
  network = h("p", { className: "network", hidden: true }, h("code", {}, NETWORK));
  #names = ""; // of the variables that have sliders
  /** @type {Set<number>} */ #answered = new Set(); // nodes whose sending was guessed
  explanation = new Explanation((node) => {
    this.#answered.add(node);
    this.draw();
  });

  left() {
    this.player.pause();
    this.picture.leave();
  }

  build() {
    const { computation } = this.catalog;
    this.root.classList.toggle("dark", this.colors.dark);
    this.store = new Store(this.urls.api + "backprop");
    const ask = switches(this, "ask", t("Gradients"), [
      ["0", t("Shown")],
      ["1", t("Ask me first")],
    ]);
    const form = switches(this, "form", t("Graph"), [
      ["formula", t("Formula")],
      ["layers", t("Layers (matrices)")],
    ]);
    this.toolbar = new Toolbar(this, { name: "backprop", label: t("A computation from the gallery") }, [form, ask]);
    this.formula = new TypedField(this, computation.formula, "formula");
    this.rate = new Slider(this, computation.lr, "lr");
    const picture = h("div", {
      className: "graph-picture",
      tabIndex: 0,
      role: "group",
      "aria-label": t("The graph. Space plays and pauses, arrow keys step, Home and End jump"),
    });
    const bar = h("div", { className: "bar" });
    this.inputs = h("section", { className: "inputs" });
    this.checks = h("section", { className: "checks board" });
    this.values = new ValuesTable(t("Values at this step"), () => this.#valuesNow());
    this.step = h("div");
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.errorBanner,
      this.notices,
      this.formula.element,
      this.network,
      h(
        "div",
        { className: "body" },
        h("div", { className: "view" }, picture, bar, this.values.element),
        h(
          "div",
          { className: "side" },
          this.explanation.element,
          h("section", {}, this.inputs, this.rate.element, this.step),
          this.checks,
        ),
      ),
    );
    this.picture = new GraphView(picture);
    this.controls = new PlayerControls(bar, this);
    this.controls.listenForKeys(picture);
    this.controls.listenForKeys(bar);
    this.player.addEventListener("step", () => this.draw());
    this.player.addEventListener("state", () => this.#playing());
    this.store.addEventListener("update", (event) => this.#onUpdate(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {Graph & {opened: boolean}} update */
  #onUpdate(update) {
    this.graph = update;
    const events = timeline(update);
    const other = JSON.stringify(events) !== JSON.stringify(this.events);
    this.events = events;
    if (other || update.opened) this.#answered.clear();
    this.formula.refresh();
    this.formula.element.hidden = this.#layers;
    this.network.hidden = !this.#layers;
    this.rate.refresh();
    this.#showSliders();
    if (this.player.length !== events.length) this.player.set({ length: events.length });
    if (update.opened) this.#begin();
    else if (other) this.player.seek(events.length);
    this.draw();
    this.root.dataset.revision = String(Number(this.root.dataset.revision ?? 0) + 1);
    this.root.dataset.link = this.store.link;
    this.root.dataset.page = "ready";
  }

  /** At the link's step, or it plays; for who wants no motion it stands at the end, or where the first is asked. */
  #begin() {
    const { player, store } = this;
    player.set({ speed: Number(store.get("speed")), loop: store.get("loop") === "1" });
    const step = store.get("step");
    if (step !== "") player.seek(Number(step));
    else if (this.#asks) player.seek(0);
    else if (matchMedia("(prefers-reduced-motion: reduce)").matches) player.seek(player.length);
    else player.restart();
  }

  get #asks() {
    return this.store.get("ask") === "1";
  }

  get #layers() {
    return this.store.get("form") === "layers";
  }

  /** A question stops it. */
  #playing() {
    if (this.player.playing && this.#open(this.player.step)) this.player.pause();
  }

  /** Whether what happens at a step is yet to be guessed. @param {number} step */
  #open(step) {
    const event = this.events[step - 1];
    return this.#asks && event?.kind === "backward" && !this.#answered.has(event.node);
  }

  #showSliders() {
    const { variables: names } = /** @type {Graph} */ (this.graph);
    if (names.join() !== this.#names) {
      const parameter = this.catalog.computation.in;
      this.#sliders = names.map(
        (name) => new Slider(this, { ...parameter, label: name }, PREFIX + name, { label: name }),
      );
      this.inputs.replaceChildren(...this.#sliders.map(({ element }) => element));
      this.#names = names.join();
    }
    for (const slider of this.#sliders) slider.refresh();
  }

  /** What is known at the step that is shown. */
  draw() {
    const { graph, events, player } = this;
    if (!graph) return;
    this.toolbar.observe.hidden = this.#asks; // it tells the answers
    if (this.#open(player.step)) player.pause();
    const now = known(graph, events, player.step);
    const event = events[player.step - 1] ?? null;
    const asked = graph.nodes.map((_, i) => this.#asks && now.parts[i].some(({ from }) => !this.#answered.has(from)));
    this.picture.show(graph, now, event, asked);
    this.explanation.show(graph, event, now, this.#open(player.step), asked);
    const unanswered = this.#asks && graph.order.some((node) => !this.#answered.has(node));
    this.values.show();
    morph(
      this.checks,
      checksTable(graph, () => unanswered),
    );
    morph(this.step, ...(unanswered ? [] : [stepDown(graph, () => this.#descend())]));
  }

  /** Of each node that the graph shows, what is known of it. */
  #valuesNow() {
    const { nodes } = /** @type {Graph} */ (this.graph);
    const { step } = this.player;
    const now = known(/** @type {Graph} */ (this.graph), this.events, step);
    const shown = nodes.map((_, i) => i).filter((i) => nodes[i].op !== "number");
    const hidden = (/** @type {number} */ i) =>
      this.#asks && now.parts[i].some(({ from }) => !this.#answered.has(from));
    return {
      caption: t("Values at step {step}", { step }),
      columns: [t("Value"), t("Gradient")],
      rows: shown.map((i) => ({
        name: [called(nodes, i)],
        cells: [
          now.values[i] ? read(nodes[i].value) : "",
          hidden(i) ? "?" : now.gradients[i] === null ? "" : read(now.gradients[i]),
        ],
      })),
    };
  }

  #descend() {
    const inputs = this.graph?.after.inputs;
    if (!inputs) return;
    const changes = Object.entries(inputs).map(([name, value]) => [PREFIX + name, value]);
    this.store.commit(); // what keys set a moment ago is a state of its own
    this.store.set(Object.fromEntries(changes));
    this.store.commit();
  }

  redraw() {
    this.root.classList.toggle("dark", this.colors.dark);
    this.draw();
  }
}

export const mount = mounting(Backprop);

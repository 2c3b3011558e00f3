// The whole of the race page below its choices: picture, bar, lanes, curves, scoreboard, around one store.

import { Board } from "./scoreboard.js";
import { Curves } from "./curves.js";
import { h, retry, script } from "../core/dom.js";
import { Picture } from "./contour_view.js";
import { Player } from "../player/player.js";
import { RaceLanes } from "./lanes.js";
import { RaceStore } from "./store.js";
import { Page, mounting } from "../core/page.js";
import { number, percent } from "../core/numbers.js";
import { Transport } from "../player/player_controls.js";
import { t } from "../core/texts.js";
import { Toolbar, list, switches } from "../core/toolbar.js";

/** What the columns of the scoreboard mean. */
const HINTS = {
  best: () => t("The lowest value of the run, and its step"),
  reached: ({ store }) =>
    t("The first step within {tolerance} of a minimum: 1 % of the box's shorter side", {
      tolerance: number(store.header.tolerance),
    }),
  verdict: ({ catalog: { limits } }) =>
    t(
      "Judged on the last {window} of the run; lengths are shares of the box's shorter side. Converged: closer than {still} to a minimum. Hovering: back and forth, on average within {hover} of one. Held: within {near} of a saddle (no gradient, a negative Hessian eigenvalue). Stalled: a path under {still} elsewhere, after much longer steps. Diverged: not finite, or {far} outside the box and higher than at the start.",
      Object.fromEntries(Object.entries(limits).map(([name, share]) => [name, percent(share, null)])),
    ),
};
/** Ways of looking: the link's key, what it is, its options. @type {[string, string, string[][]][]} */
const WAYS = [
  [
    "view",
    t("View"),
    [
      ["2d", t("2-D")],
      ["3d", t("3-D")],
    ],
  ],
  [
    "map",
    t("Drawn as"),
    [
      ["contour", t("Contours")],
      ["heat", t("Heat map")],
    ],
  ],
  [
    "height",
    t("Height scale"),
    [
      ["log", t("Log height")],
      ["linear", t("Linear height")],
    ],
  ],
  [
    "loss",
    t("Loss scale"),
    [
      ["log", t("Log loss")],
      ["linear", t("Linear loss")],
    ],
  ],
];
const DETAILS_MS = 100;

class Race extends Page {
  player = new Player();

  constructor(root, urls) {
    super(root, urls);
    this.heights = urls.api + "heights";
    this.plotly = retry(() => script(urls.plotly, () => window.Plotly), this.failing).then(() => window.Plotly);
  }

  left() {
    this.player.pause();
  }

  /** Where the heights of the surface over a window are to be had. */
  heightsOf(window) {
    const { store } = this;
    const query = new URLSearchParams();
    for (const key of store.keys("surface")) query.set(key, store.get(key));
    query.set("height", store.get("height"));
    query.set("_version", this.catalog.heightmap_version); // browsers keep the answer for ever
    query.set(
      "_window",
      window
        .flat()
        .map((edge) => edge.toPrecision(7))
        .join("~"),
    );
    return `${this.heights}?${query}`;
  }

  hint(name) {
    return HINTS[name]?.(this) ?? "";
  }

  fit() {
    this.picture.reset();
    this.space?.reset();
  }

  painted() {
    this.root.dataset.page = "ready";
  }

  build() {
    const part = (name, properties = {}) => h("div", { className: name, ...properties });
    const picture = part("picture", {
      tabIndex: 0,
      role: "group",
      "aria-label": t("The race. Space plays and pauses, arrow keys step, Home and End jump"),
    });
    const [bar, lanes, curves, board] = ["bar", "lanes", "curves", "board"].map((name) => part(name));
    this.toolbar = this.#toolbar();
    this.root.replaceChildren(
      this.toolbar.element,
      this.toolbar.observe,
      this.trouble,
      this.notices,
      h("div", { className: "body" }, h("div", { className: "view" }, picture, bar), lanes, curves, board),
    );
    this.store = new RaceStore(this.urls.api + "race", {
      window: () => (this.view("view") === "3d" ? this.store.header.box : this.picture.plane.window),
    });
    this.space = null;
    this.picture = new Picture(picture, this);
    this.picture.resize();
    this.transport = new Transport(bar, this);
    this.transport.keys(picture);
    this.transport.keys(bar);
    this.lanes = new RaceLanes(lanes, this);
    this.curves = new Curves(curves, this);
    this.board = new Board(board, this);
    this.store.addEventListener("update", (event) => this.#show(event.detail));
    this.store.addEventListener("idle", () => {
      this.picture.rest();
      this.space?.rest();
    });
    this.player.addEventListener("step", () => this.#step());
    if (document.activeElement === document.body) {
      picture.classList.add("quiet"); // the keys work from the start; the frame is drawn once one is pressed
      picture.addEventListener("keydown", () => picture.classList.remove("quiet"), { once: true });
      picture.focus({ preventScroll: true });
    }
  }

  #toolbar() {
    const { surfaces, galleries } = this.catalog;
    const labels = Object.entries(surfaces).map(([name, { label }]) => [name, t(label)]);
    /** Another surface, with its own parameters and start. @param {string} surface */
    const choose = (surface) => {
      const old = Object.fromEntries([...this.store.keys("surface"), "x", "y", "step"].map((key) => [key, null]));
      this.store.openWith({ ...old, surface });
    };
    return new Toolbar(this, { gallery: galleries.race, label: t("A race from the gallery") }, [
      list(this, "surface", t("Surface"), labels, choose),
      ...WAYS.map(([key, label, options]) => switches(this, key, label, options)),
    ]);
  }

  entries() {
    return [`surface:${this.store.get("surface")}`, ...this.laneEntries()];
  }

  #show({ before, heightmap, opened }) {
    const { header } = this.store;
    if (before?.steps !== header.steps) this.player.set({ length: header.steps });
    if (opened) this.#begin(before);
    this.lanes.show();
    this.#pictures(before, heightmap);
    this.#detailsSoon();
    this.root.dataset.revision = Number(this.root.dataset.revision ?? 0) + 1;
    this.root.dataset.link = this.store.link;
  }

  /** The player of a race that came by a link: at the link's step, or running. */
  #begin(before) {
    const { player, store } = this;
    player.set({ speed: Number(store.get("speed")), loop: store.get("loop") === "1" });
    const step = store.get("step");
    if (step !== "") player.seek(Number(step));
    else if (!before && matchMedia("(prefers-reduced-motion: reduce)").matches) player.seek(player.length);
    else if (!before || before.surface !== store.header.surface) player.restart();
  }

  async #pictures(before, heightmap) {
    const solid = this.view("view") === "3d";
    this.root.classList.toggle("solid", solid);
    if (solid && !this.space) {
      const { Space } = await import("./surface3d_view.js");
      this.space ??= new Space(this.picture.root, this);
    }
    if (solid) this.space.show(before, heightmap);
    this.picture.show(before, heightmap);
  }

  /** Curves and scoreboard cost more than the paths and are not what the finger follows: ten times a second do. */
  #detailsSoon() {
    if (this.detailing) return;
    this.detailing = setTimeout(
      () => {
        this.detailing = 0;
        this.board.show();
        this.curves.show();
      },
      this.store.dragging ? DETAILS_MS : 0,
    );
  }

  #step() {
    this.picture.draw();
    this.space?.draw();
    this.curves.step();
    this.board.step();
    this.lanes.score();
  }

  redraw() {
    if (!this.store.header) return;
    this.lanes.show();
    this.picture.repaint();
    this.space?.repaint();
    this.curves.show();
    this.board.show();
  }
}

export const mount = mounting(Race);

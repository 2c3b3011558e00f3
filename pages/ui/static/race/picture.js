// The picture of the race: from above, or in space where a person asks for that and the browser can.

import { h, write } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/texts.js";
import { ContourView } from "./contour_view.js";

/** @typedef {import("./messages.js").Box} Box */
/** @typedef {import("./messages.js").Heightmap} Heightmap */

export class Picture {
  element = h("div", {
    className: "picture",
    tabIndex: 0,
    role: "group",
    "aria-label": t("The race. Space plays and pauses, arrow keys step, Home and End jump"),
  });
  /** Why the race is not seen in space. */
  notice = h("p", { className: "banner flat", role: "status", hidden: true });

  #page;
  #whole = h("button", { type: "button", className: "whole", hidden: true }, icon("whole"), t("Whole surface"));
  #flat = false; // the browser cannot draw in space
  #missing = false; // what draws in space did not load
  /** @type {import("./surface3d_view.js").Surface3dView | null} */ #space = null; // once it was asked for

  /** @param {import("./page.js").Race} page */
  constructor(page) {
    this.#page = page;
    this.contours = new ContourView(this.element, page);
    this.#whole.addEventListener("click", () => (this.is3d ? this.#space?.reset() : this.contours.reset()));
    this.element.append(this.#whole);
  }

  leave() {
    this.contours.leave();
    this.#space?.leave();
  }

  get is3d() {
    return this.#page.view("view") === "3d" && !this.#flat && !this.#missing;
  }

  /** The part of the surface that is drawn. @returns {Box} */
  get window() {
    const { header } = this.#page.store;
    return this.is3d && header ? header.box : this.contours.viewport.window;
  }

  /** Where the heights of the surface over a window are to be had. @param {Box} window */
  heightsOf(window) {
    const { store, catalog, urls } = this.#page;
    const query = new URLSearchParams();
    for (const key of store.keys("surface")) query.set(key, store.get(key));
    query.set("height", store.get("height"));
    query.set("_version", catalog.heightmap_version); // browsers keep the answer for ever
    const edges = window.flat().map((edge) => edge.toPrecision(12));
    query.set("_window", edges.join("~"));
    return `${urls.api}heights?${query}`;
  }

  /** Whether the browser cannot draw in space now: then the race is drawn from above. @param {boolean} flat */
  withoutSpace(flat) {
    this.#flat = flat;
    if (this.#page.store.header) this.show();
  }

  /** Another part of the surface is seen, or the whole again: the way back to that is offered, or not. */
  moved() {
    this.#whole.hidden = !(this.is3d ? this.#space?.camera.isMoved : this.contours.isMoved);
  }

  /** The surface is drawn. */
  painted() {
    this.#page.root.dataset.page = "ready";
  }

  /** New numbers: of the same surface, or of another. @param {Heightmap} [heightmap] */
  async show(heightmap) {
    if (this.#page.view("view") !== "3d") this.#missing = false; // it is tried again when it is asked for again
    if (this.is3d && !this.#space) await this.#load();
    const { is3d } = this;
    this.#page.root.classList.toggle("is-3d", is3d);
    this.#tell();
    if (is3d) this.#space?.show(heightmap);
    this.contours.show(heightmap);
    this.moved();
  }

  /** What draws in space, which most visitors do not need. */
  async #load() {
    try {
      const { Surface3dView } = await import("./surface3d_view.js");
      this.#space ??= new Surface3dView(this.element, this.#page);
    } catch {
      this.#missing = true;
    }
  }

  /** Why the race is seen from above though it was asked for in space. */
  #tell() {
    this.notice.hidden = this.is3d || this.#page.view("view") !== "3d";
    write(
      this.notice,
      this.#missing
        ? t("A part of this page did not load, which draws in space. The same race, from above:")
        : t("This browser cannot draw in space now (WebGL 2 is off or was taken away). The same race, from above:"),
    );
  }

  /** Nothing is dragged any more: what was drawn quickly is drawn well. */
  rest() {
    this.contours.rest();
    this.#space?.rest();
  }

  /** All that moves. */
  draw() {
    this.contours.draw();
    this.#space?.draw();
  }

  /** Draws all anew, in the theme's colours. */
  repaint() {
    this.contours.repaint();
    this.#space?.repaint();
  }
}

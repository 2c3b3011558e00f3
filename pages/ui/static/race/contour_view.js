// The race from above: heights and axes on one canvas, on another over it the trajectories, at every frame.

import { h, scaled } from "../core/dom.js";
import { onPixelRatio } from "../core/pixel_ratio.js";
import { HeightLayer } from "./height_layer.js";
import { HeightLegend } from "./height_legend.js";
import { IterateTooltip } from "./iterate_tooltip.js";
import { StartHandle } from "./start_handle.js";
import { TrajectoryLayer } from "./trajectory_layer.js";
import { Viewport } from "./viewport.js";
import { unpack } from "./heightmap.js";
import { listenForGestures } from "./gestures.js";

const REGRID_MS = 150; // how long the viewport rests before its heights are fetched
const NARROW = 520; // pixels; below, there is no room for the legend
const FONT = 13; // pixels, at the root's usual size

/** @typedef {import("./messages.js").Heightmap} Heightmap */

export class ContourView {
  viewport = new Viewport();

  #page;
  /** @type {Heightmap | null} */ #heightmap = null; // what is drawn
  /** @type {string | null} */ #url = null; // of the heights that are drawn, if they are fine ones
  /** @type {string | null} */ #surface = null; // whose box was shown last, and which that was
  #movedByHand = false; // then another size does not show the whole box again
  #size = { width: 0, height: 0, ratio: 0, font: 13 }; // asking the document for them costs a layout each time
  #moving = false; // what is drawn is soon followed by another
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {import("./viewport.js").Pixel | null} */ #pointer = null;

  #observer = new ResizeObserver(() => this.resize());
  #unwatch = onPixelRatio(() => this.resize());
  #heights = new HeightLayer(this.viewport);
  #canvas = h("canvas", { className: "trajectories", "aria-hidden": "true" });
  #inputOverlay = h("div", { className: "input-overlay" });
  #legend = new HeightLegend();

  /** @param {HTMLElement} root @param {import("./page.js").Race} page */
  constructor(root, page) {
    this.root = root;
    this.#page = page;
    this.tooltip = new IterateTooltip(page);
    root.append(this.#heights.element, this.#legend.element, this.#canvas, this.#inputOverlay, this.tooltip.element);
    this.trajectories = new TrajectoryLayer(this.#canvas, this.viewport, page);
    this.start = new StartHandle(root, this.viewport, page.store);
    listenForGestures(this.#inputOverlay, this.viewport, {
      moved: () => this.#moved(true),
      picked: (point) => {
        this.start.set(...point);
        page.store.commit();
      },
      hovered: (pixel) => {
        this.#pointer = pixel;
        this.#showTooltip();
      },
    });
    this.#inputOverlay.addEventListener("dblclick", () => this.reset());
    this.#observer.observe(root);
  }

  /** The page is left. */
  leave() {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    this.#unwatch();
  }

  /** Of texts in the picture, in pixels. */
  get font() {
    return this.#size.font;
  }

  /** Whether another part is seen than at first. */
  get isMoved() {
    return this.#movedByHand;
  }

  get active() {
    return !this.#page.picture.is3d;
  }

  /** The whole box again. */
  reset() {
    const { header } = this.#page.store;
    if (!header) return;
    this.viewport.show(header.box);
    this.#movedByHand = false;
    this.#moved(false);
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    const ratio = window.devicePixelRatio || 1;
    const before = this.#size;
    if (!width || !height) return;
    if (width === before.width && height === before.height && ratio === before.ratio) return;
    const font = scaled(FONT);
    this.#size = { width, height, ratio, font };
    this.root.style.setProperty("--drawn-width", String(width)); // paper keeps it
    this.root.style.setProperty("--drawn-height", String(height));
    const narrow = width < NARROW;
    const margin = { left: scaled(44), right: narrow ? 6 : scaled(68), top: 6, bottom: scaled(26) };
    const [innerWidth, innerHeight] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
    const area = { left: margin.left, top: margin.top, width: innerWidth, height: innerHeight };
    this.#legend.place(narrow ? null : area, font);
    for (const canvas of [this.#canvas, this.#heights.element]) {
      Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    }
    this.viewport.resize(area);
    const { header } = this.#page.store;
    if (!header || !this.#surface) return;
    if (!this.#movedByHand) this.viewport.show(header.box);
    this.#moved(false);
  }

  /** New numbers: of the same surface, or of another. @param {Heightmap} [coarse] */
  show(coarse) {
    const { header } = this.#page.store;
    const surface = JSON.stringify([this.#page.view("surface"), header?.box]);
    if (header && this.#surface !== surface) {
      this.#surface = surface;
      this.#movedByHand = false;
      this.viewport.show(header.box);
      this.#clear();
      this.#page.picture.moved();
    }
    this.trajectories.forget();
    if (coarse && this.active) {
      this.#url = null;
      this.#paint(coarse, true);
    } else this.draw();
    if (!this.#heightmap)
      this.#fetch(); // at once: all else that is drawn of a page that was opened can wait for it
    else if (this.#wanted !== this.#url) this.#fetchSoon(coarse ? REGRID_MS : 0);
  }

  /** The land of another surface is no ground for these trajectories. */
  #clear() {
    if (!this.#heightmap) return;
    [this.#heightmap, this.#url] = [null, null];
    const { colors } = this.#page;
    if (this.active) this.#heights.clear({ ...this.#size, colors });
  }

  /** Nothing is dragged any more: the fine heights take the place of the coarse ones. */
  rest() {
    if (this.#heightmap && this.#wanted !== this.#url) this.#fetchSoon(0);
  }

  /** The viewport is another: the axes follow at once, the heights a little later. @param {boolean} byHand */
  #moved(byHand) {
    this.#movedByHand ||= byHand;
    this.#page.picture.moved();
    this.trajectories.forget();
    if (this.#heightmap && this.active) this.#paint(this.#heightmap, byHand);
    else this.draw();
    this.#fetchSoon(REGRID_MS);
  }

  /** Where the heights are to be had that are to be drawn. */
  get #wanted() {
    return this.#page.picture.heightsOf(this.viewport.window);
  }

  /** @param {number} wait in milliseconds */
  #fetchSoon(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), wait);
  }

  async #fetch() {
    if (!this.active || this.#page.store.dragging) return;
    const url = this.#wanted;
    if (url === this.#url) return this.#settle();
    try {
      const answer = await fetch(url);
      if (!answer.ok) return;
      const fine = unpack(await answer.arrayBuffer());
      if (url !== this.#wanted) return;
      this.#url = url;
      this.#paint(fine);
    } catch {
      /* the trajectories are drawn all the same; the next change asks again */
    }
  }

  /** Draws all anew, in the theme's colours. */
  repaint() {
    this.trajectories.forget();
    if (this.#heightmap && this.active) this.#paint(this.#heightmap);
    else this.draw();
  }

  /** What was drawn quickly is drawn well. */
  #settle() {
    if (this.#moving && this.#heightmap) this.#paint(this.#heightmap);
  }

  /** @param {Heightmap} heightmap @param {boolean} quick another follows soon */
  #paint(heightmap, quick = false) {
    this.#heightmap = heightmap;
    this.#moving = quick;
    if (!this.#size.width || this.#page.gone) return;
    const { colors } = this.#page;
    if (!quick) this.#page.captions?.showHoles(heightmap);
    this.#heights.draw(heightmap, this.#page.view("map") === "heat", { ...this.#size, colors }, quick);
    this.draw();
    this.#legend.show(heightmap, this.#page.view("height") === "log", colors.dark);
    this.#page.picture.painted();
  }

  /** All that moves. */
  draw() {
    if (!this.#page.store.header || !this.active) return;
    this.trajectories.draw(this.start.pixel);
    this.start.place();
    this.#showTooltip();
  }

  #showTooltip() {
    const iterate = this.#pointer && this.trajectories.nearest(...this.#pointer);
    this.tooltip.show(iterate, this.#pointer, this.#size.width);
  }
}

// The race from above: Plotly draws the axes and the heights, a canvas over it the trajectories, at every frame.

import { h, scaled } from "../core/dom.js";
import { HeightLegend } from "./height_legend.js";
import { IterateTooltip } from "./iterate_tooltip.js";
import { StartHandle } from "./start_handle.js";
import { TrajectoryLayer } from "./trajectory_layer.js";
import { Viewport } from "./viewport.js";
import { grid, surfaceColors, unpack } from "./heightmap.js";
import { listenForGestures } from "./gestures.js";

const REGRID_MS = 150; // how long the viewport rests before its heights are fetched
const NARROW = 520; // pixels; below, there is no room for the legend

/** @typedef {import("./messages.js").Heightmap} Heightmap */

export class ContourView {
  viewport = new Viewport();

  #page;
  /** @type {Heightmap | null} */ #heightmap = null; // what is drawn
  /** @type {string | null} */ #url = null; // of the heights that are drawn, if they are fine ones
  /** @type {string | null} */ #surface = null; // whose box was shown last
  #movedByHand = false; // then another size does not show the whole box again
  #size = { width: 0, height: 0, ratio: 0 }; // asking the document for them costs a layout each time
  #margin = { l: 0, r: 0, t: 0, b: 0 };
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {import("./viewport.js").Pixel | null} */ #pointer = null;

  #observer = new ResizeObserver(() => this.resize());
  #plot = h("div", { className: "plot" });
  #canvas = h("canvas", { className: "trajectories", "aria-hidden": "true" });
  #inputOverlay = h("div", { className: "input-overlay" });
  #legend = new HeightLegend();

  /** @param {HTMLElement} root @param {import("./page.js").Race} page */
  constructor(root, page) {
    this.root = root;
    this.#page = page;
    this.tooltip = new IterateTooltip(page);
    root.append(this.#plot, this.#legend.element, this.#canvas, this.#inputOverlay, this.tooltip.element);
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

  /** The page is left; Plotly would keep what it listens to. */
  async leave() {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    if (this.#heightmap) (await this.#page.plotly).purge(this.#plot);
  }

  get active() {
    return !this.#page.is3d;
  }

  /** The whole box again. */
  reset() {
    const { header } = this.#page.store;
    if (!header) return;
    this.viewport.show(header.box);
    this.#moved(true);
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    const ratio = window.devicePixelRatio || 1;
    const before = this.#size;
    if (!width || !height) return;
    if (width === before.width && height === before.height && ratio === before.ratio) return;
    this.#size = { width, height, ratio };
    this.root.style.setProperty("--drawn-width", String(width)); // paper keeps it
    this.root.style.setProperty("--drawn-height", String(height));
    const narrow = width < NARROW;
    const margin = { l: scaled(narrow ? 38 : 44), r: narrow ? 6 : scaled(72), t: 6, b: scaled(26) };
    this.#margin = margin;
    this.#legend.element.hidden = narrow;
    this.#canvas.width = width * ratio;
    this.#canvas.height = height * ratio;
    const [innerWidth, innerHeight] = [width - margin.l - margin.r, height - margin.t - margin.b];
    this.viewport.resize({ left: margin.l, top: margin.t, width: innerWidth, height: innerHeight });
    const { header } = this.#page.store;
    if (!header || !this.#surface) return;
    if (!this.#movedByHand) this.viewport.show(header.box);
    this.#moved(false);
  }

  /** New numbers: of the same surface, or of another. @param {Heightmap} [coarse] */
  show(coarse) {
    const { header } = this.#page.store;
    const surface = this.#page.view("surface");
    if (header && this.#surface !== surface) {
      this.#surface = surface;
      this.#movedByHand = false;
      this.viewport.show(header.box);
    }
    if (coarse && this.active) {
      this.#url = null;
      this.#paint(coarse);
    }
    this.trajectories.forget();
    if (this.#wanted !== this.#url) this.#fetchSoon(coarse ? REGRID_MS : 0);
    this.draw();
  }

  /** Nothing is dragged any more: the fine heights take the place of the coarse ones. */
  rest() {
    if (this.#heightmap && this.#wanted !== this.#url) this.#fetchSoon(0);
  }

  /** The viewport is another: the axes follow at once, the heights a little later. @param {boolean} byHand */
  #moved(byHand) {
    this.#movedByHand ||= byHand;
    this.trajectories.forget();
    if (this.#heightmap && this.active) this.#paintAxes();
    this.draw();
    this.#fetchSoon(REGRID_MS);
  }

  /** Where the heights are to be had that are to be drawn. */
  get #wanted() {
    return this.#page.heightsOf(this.viewport.window);
  }

  /** @param {number} wait in milliseconds */
  #fetchSoon(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), wait);
  }

  async #fetch() {
    if (!this.active || this.#page.store.dragging) return;
    const url = this.#wanted;
    if (url === this.#url) return;
    try {
      const answer = await fetch(url);
      if (!answer.ok) return;
      const fine = unpack(await answer.arrayBuffer());
      if (url !== this.#wanted) return;
      this.#url = url;
      await this.#paint(fine);
    } catch {
      /* the trajectories are drawn all the same; the next change asks again */
    }
  }

  /** Draws all anew, in the theme's colours. */
  async repaint() {
    if (this.#heightmap && this.active) await this.#paint(this.#heightmap);
    this.trajectories.forget();
    this.draw();
  }

  /** @param {Heightmap} heightmap */
  async #paint(heightmap) {
    this.#heightmap = heightmap;
    const Plotly = await this.#page.plotly;
    if (this.#page.gone) return;
    const { dark } = this.#page.colors;
    this.#legend.show(heightmap, this.#page.view("height") === "log", dark);
    const trace = {
      ...grid(heightmap),
      colorscale: surfaceColors(dark),
      hoverinfo: "skip",
      zmin: heightmap.low,
      zmax: heightmap.high,
      showscale: false,
    };
    const contours = {
      type: "contour",
      autocontour: true,
      ncontours: 26,
      contours: { coloring: "fill" },
      line: {
        smoothing: heightmap.n > 100 ? 1 : 0,
        width: 0.7,
        color: dark ? "rgba(160,190,215,.35)" : "rgba(60,90,120,.38)",
      },
    };
    const drawn = this.#page.view("map") === "heat" ? { type: "heatmap", zsmooth: "best" } : contours;
    await Plotly.react(this.#plot, [{ ...trace, ...drawn }], this.#layout(), {
      staticPlot: true,
      displayModeBar: false,
    });
    this.draw();
    this.#page.painted();
  }

  async #paintAxes() {
    const Plotly = await this.#page.plotly;
    await Plotly.relayout(this.#plot, this.#layout());
  }

  #layout() {
    const { colors } = this.#page;
    const { width, height } = this.#size;
    const axis = {
      gridcolor: "rgba(0,0,0,0)",
      zeroline: false,
      ticks: "outside",
      ticklen: 3,
      tickcolor: colors.line,
      fixedrange: true,
    };
    return {
      margin: this.#margin,
      width,
      height,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: colors.text, family: colors.font, size: scaled(13) },
      xaxis: { ...axis, range: [...this.viewport.x] },
      yaxis: { ...axis, range: [...this.viewport.y] },
    };
  }

  /** All that moves. */
  draw() {
    if (!this.#page.store.header || !this.active) return;
    this.trajectories.draw();
    this.start.place();
    this.#showTooltip();
  }

  #showTooltip() {
    const iterate = this.#pointer && this.trajectories.nearest(...this.#pointer);
    this.tooltip.show(iterate, this.#pointer, this.#size.width);
  }
}

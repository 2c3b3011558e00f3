// The race from above: Plotly draws the axes and the surface, a canvas over it the paths, at every frame.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { Paths } from "./trajectory_layer.js";
import { Plane, gestures } from "./viewport.js";
import { grid, surfaceColors, ticks, unpack } from "./heightmap.js";
import { Start } from "./start_handle.js";
import { t } from "../core/texts.js";

const REGRID_MS = 150; // how long the window rests before its heights are fetched

export class Picture {
  plane = new Plane();
  heightmap = null;

  #size = "";
  #drawn = null; // the URL of the heights that are drawn
  #boxed = null; // the surface whose box was shown last
  #timer = 0;
  #hover = null;

  constructor(root, page) {
    Object.assign(this, { root, page });
    this.plot = h("div", { className: "plot" });
    this.canvas = h("canvas", { className: "paths", "aria-hidden": "true" });
    this.ground = h("div", { className: "ground" });
    this.tip = h("div", { className: "tip", hidden: true });
    this.scale = h("div", { className: "scale", "aria-hidden": "true" });
    root.append(this.plot, this.scale, this.canvas, this.ground, this.tip);
    this.paths = new Paths(this.canvas, this.plane, page);
    this.start = new Start(root, this.plane, page);
    gestures(this.ground, this.plane, {
      moved: () => this.moved(),
      picked: ([x, y]) => this.start.set(x, y, true),
      hovered: (place) => {
        this.#hover = place;
        this.#point();
      },
    });
    this.ground.addEventListener("dblclick", () => this.reset());
    new ResizeObserver(() => this.resize()).observe(root);
  }

  get active() {
    return this.page.view("view") !== "3d";
  }

  /** The whole box again. */
  reset() {
    if (!this.page.store.header) return;
    this.plane.show(this.page.store.header.box);
    this.moved();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    const size = `${width} x ${height} x ${window.devicePixelRatio}`;
    if (!width || !height || size === this.#size) return;
    this.#size = size;
    this.size = { width, height }; // asking the page for them costs a layout each time
    const narrow = width < 520;
    const margin = { l: narrow ? 34 : 44, r: narrow ? 6 : 72, t: 6, b: 26 };
    this.margin = margin;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.plane.resize({
      left: margin.l,
      top: margin.t,
      width: width - margin.l - margin.r,
      height: height - margin.t - margin.b,
    });
    if (this.#boxed && !this.touched) this.plane.show(this.page.store.header.box);
    if (this.#boxed) this.moved(false);
  }

  /** New numbers: of the same surface, or of another. */
  show(before, coarse) {
    const { header } = this.page.store;
    const name = this.page.view("surface");
    if (this.#boxed !== name) {
      this.#boxed = name;
      this.touched = false;
      this.plane.show(header.box);
    }
    if (coarse && this.active) {
      this.#drawn = null;
      this.#paint(coarse);
    }
    this.paths.forget();
    if (this.page.heightsOf(this.plane.window) !== this.#drawn) this.#regrid(coarse ? REGRID_MS : 0);
    this.draw();
  }

  /** Nothing is dragged any more: the fine heights take the place of the coarse ones. */
  rest() {
    if (this.heightmap && this.page.heightsOf(this.plane.window) !== this.#drawn) this.#regrid(0);
  }

  /** The window moved: the axes at once, the heights a little later. */
  moved(byHand = true) {
    if (byHand) this.touched = true;
    this.paths.forget();
    if (this.heightmap && this.active) this.#axes();
    this.draw();
    this.#regrid(REGRID_MS);
  }

  #regrid(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (!this.active || this.page.store.dragging) return;
      const url = this.page.heightsOf(this.plane.window);
      if (url === this.#drawn) return;
      try {
        const answer = await fetch(url);
        if (!answer.ok) return;
        const fine = unpack(await answer.arrayBuffer());
        if (url !== this.page.heightsOf(this.plane.window)) return;
        this.#drawn = url;
        await this.#paint(fine);
      } catch {
        /* the paths are drawn all the same; the next change asks again */
      }
    }, wait);
  }

  /** Draws the surface anew in the theme's colours. */
  async repaint() {
    if (this.heightmap && this.active) await this.#paint(this.heightmap);
    this.paths.forget();
    this.draw();
  }

  async #paint(heightmap) {
    this.heightmap = heightmap;
    const Plotly = await this.page.plotly;
    const { colors } = this.page;
    const heat = this.page.view("map") === "heat";
    this.#legend(heightmap, colors);
    const trace = {
      type: heat ? "heatmap" : "contour",
      ...grid(heightmap),
      colorscale: surfaceColors(colors.dark),
      hoverinfo: "skip",
      zmin: heightmap.low,
      zmax: heightmap.high,
      showscale: false,
    };
    if (heat) trace.zsmooth = "best";
    else {
      Object.assign(trace, { autocontour: true, ncontours: 26, contours: { coloring: "fill" } });
      trace.line = {
        smoothing: heightmap.n > 100 ? 1 : 0,
        width: 0.7,
        color: colors.dark ? "rgba(160,190,215,.35)" : "rgba(60,90,120,.38)",
      };
    }
    await Plotly.react(this.plot, [trace], this.#layout(colors), { staticPlot: true, displayModeBar: false });
    this.draw();
    this.page.painted();
  }

  /** The colours' heights, beside the surface: Plotly's own colour bar would cost as much as the surface. */
  #legend(heightmap, colors) {
    const shades = surfaceColors(colors.dark).map(([share, color]) => `${color} ${100 * share}%`);
    const { tickvals, ticktext } = ticks(heightmap, this.page.view("height") === "log", number);
    const height = (z) => (100 * (z - heightmap.low)) / (heightmap.high - heightmap.low || 1);
    this.scale.hidden = this.margin.r < 50;
    this.scale.style.background = `linear-gradient(to top, ${shades.join(", ")})`;
    this.scale.replaceChildren(
      ...tickvals.map((z, i) => {
        const tick = h("span", {}, ticktext[i]);
        tick.style.bottom = `${height(z)}%`;
        return tick;
      }),
    );
  }

  async #axes() {
    const Plotly = await this.page.plotly;
    await Plotly.relayout(this.plot, this.#layout(this.page.colors));
  }

  #layout(colors) {
    const axis = {
      gridcolor: "rgba(0,0,0,0)",
      zeroline: false,
      ticks: "outside",
      ticklen: 3,
      tickcolor: colors.line,
      fixedrange: true,
    };
    return {
      margin: this.margin,
      ...this.size,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: colors.text, family: colors.font, size: 11 },
      xaxis: { ...axis, range: [...this.plane.x] },
      yaxis: { ...axis, range: [...this.plane.y] },
    };
  }

  /** All that moves. */
  draw() {
    if (!this.page.store.header || !this.active) return;
    this.paths.draw();
    this.start.place();
    this.#point();
  }

  /** What stands under the pointer: the nearest iterate of a visible lane. */
  #point() {
    const nearest = this.#hover && this.paths.nearest(...this.#hover);
    this.tip.hidden = !nearest;
    if (!nearest) return;
    const { lane, index, i } = nearest;
    const { x, y, suboptimality, gx, gy } = lane.values;
    this.tip.textContent = t("{lane}, step {step}\nx = {x}, y = {y}\nf = {value}\n∇f = ({gx}, {gy}), ‖∇f‖ = {norm}", {
      lane: `${index + 1} ${this.page.name(index)}`,
      step: i,
      x: number(lane.origin[0] + x[i]),
      y: number(lane.origin[1] + y[i]),
      value: number((this.page.store.header.minimum ?? 0) + suboptimality[i]),
      gx: number(gx[i], 3),
      gy: number(gy[i], 3),
      norm: number(Math.hypot(gx[i], gy[i]), 3),
    });
    const right = this.#hover[0] > this.root.clientWidth / 2;
    this.tip.style.cssText =
      `top:${Math.max(4, this.#hover[1] - 70)}px;` +
      (right ? `right:${this.root.clientWidth - this.#hover[0] + 14}px` : `left:${this.#hover[0] + 14}px`);
  }
}

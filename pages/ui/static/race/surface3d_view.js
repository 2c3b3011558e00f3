// The race in three dimensions: Plotly draws the surface and holds the camera, a canvas over it the trajectories.

import { context, h, scaled } from "../core/dom.js";
import { laneStyle, marker, minimum } from "../lanes/style.js";
import { number } from "../core/numbers.js";
import { cameraOf, projection, viewKey } from "./plotly_camera.js";
import { grid, surfaceColors, ticks, toScale, unpack } from "./heightmap.js";
import { MARKER } from "./trajectory_layer.js";
import { polyline, stroke } from "./polyline.js";

const STRIDE = 2; // of the fine grid's lines
const CAMERA = { eye: { x: -0.95, y: -1.05, z: 0.85 }, center: { x: 0, y: 0, z: -0.15 } };
const HEIGHT = 0.55; // of the surface, in its longer sides

/** @typedef {import("./messages.js").Heightmap} Heightmap */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {NonNullable<ReturnType<typeof projection>>} Project */

export class Surface3dView {
  #root;
  #page;
  /** @type {Heightmap | null} */ #heightmap = null; // what is drawn
  /** @type {string | null} */ #url = null; // of the heights that are drawn, if they are fine ones
  /** @type {import("./trajectory_layer.js").Trace[]} */ #traces = []; // by lane
  #viewKey = ""; // of the view that the traces were projected with
  #watching = false;

  #observer = new ResizeObserver(() => this.repaint());
  #plot = h("div", {});
  #canvas = h("canvas", { className: "trajectories", "aria-hidden": "true" });

  /** @param {HTMLElement} root @param {import("./page.js").Race} page */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    root.append(h("div", { className: "surface3d" }, this.#plot, this.#canvas));
    this.#observer.observe(root);
  }

  /** The page is left; Plotly would keep its WebGL context. */
  async leave() {
    this.#observer.disconnect();
    if (this.#heightmap) (await this.#page.plotly).purge(this.#plot);
  }

  get active() {
    return this.#page.is3d;
  }

  /** New numbers: of the same surface, or of another. @param {Heightmap} [coarse] */
  async show(coarse) {
    this.#traces = [];
    this.#watchCamera();
    if (coarse) {
      this.#url = null;
      return this.#paint(coarse);
    }
    await this.rest();
    this.draw();
  }

  /** Nothing is dragged any more: the fine heights take the place of the coarse ones. */
  async rest() {
    const url = this.#wanted;
    if (!url || !this.active || url === this.#url || this.#page.store.dragging) return;
    try {
      const answer = await fetch(url);
      if (!answer.ok || url !== this.#wanted) return;
      this.#url = url;
      await this.#paint(unpack(await answer.arrayBuffer()));
    } catch {
      /* the trajectories are drawn all the same; the next change asks again */
    }
  }

  /** The camera as it was at first. */
  async reset() {
    if (!this.active || !this.#heightmap) return;
    const Plotly = await this.#page.plotly;
    Plotly.relayout(this.#plot, { "scene.camera": CAMERA });
  }

  /** Draws all anew, in the theme's colours. */
  repaint() {
    if (this.active && this.#heightmap) this.#paint(this.#heightmap);
  }

  /** Where the heights are to be had that are to be drawn. */
  get #wanted() {
    const { header } = this.#page.store;
    return header && this.#page.heightsOf(header.box);
  }

  /** @param {Heightmap} heightmap */
  async #paint(heightmap) {
    const camera = this.#heightmap && cameraOf(this.#plot);
    this.#heightmap = heightmap;
    const Plotly = await this.#page.plotly;
    if (this.#page.gone) return;
    const { dark } = this.#page.colors;
    const { low, high } = heightmap;
    const surface = {
      type: "surface",
      ...grid(heightmap, heightmap.n > 100 ? STRIDE : 1),
      colorscale: surfaceColors(dark),
      showscale: false,
      hoverinfo: "skip",
      cmin: low,
      cmax: high,
      opacity: 1,
      lighting: { ambient: 0.75, diffuse: 0.5, specular: 0.05 },
      contours: {
        x: { highlight: false },
        y: { highlight: false },
        z: {
          highlight: false,
          show: true,
          width: 1,
          color: dark ? "#55738c" : "#8aa4b8",
          start: low,
          end: high,
          size: (high - low || 1) / 18,
        },
      },
    };
    await Plotly.react(this.#plot, [surface], this.#layout(heightmap, camera), {
      displayModeBar: false,
      scrollZoom: true,
    });
    this.#traces = [];
    this.draw();
    this.#page.painted();
  }

  /** @param {Heightmap} heightmap @param {object | null | undefined} camera */
  #layout(heightmap, camera) {
    const { colors } = this.#page;
    const [[left, right], [bottom, top]] = heightmap.window;
    const longest = Math.max(right - left, top - bottom);
    const axis = {
      gridcolor: colors.line,
      zeroline: false,
      showbackground: false,
      showspikes: false,
      color: colors.text,
      title: { text: "" },
    };
    const heightTicks = ticks(heightmap, this.#page.view("height") === "log", number);
    return {
      width: this.#root.clientWidth,
      height: this.#root.clientHeight,
      margin: { l: 0, r: 0, t: 0, b: 0 },
      paper_bgcolor: "rgba(0,0,0,0)",
      font: { color: colors.text, family: colors.font, size: scaled(13) },
      scene: {
        camera: camera || CAMERA,
        dragmode: "turntable",
        aspectmode: "manual",
        aspectratio: { x: (right - left) / longest, y: (top - bottom) / longest, z: HEIGHT },
        xaxis: { ...axis, range: [left, right] },
        yaxis: { ...axis, range: [bottom, top] },
        zaxis: { ...axis, range: [heightmap.low, heightmap.high], ...heightTicks },
      },
    };
  }

  /** Follows the camera, as long as this is seen. */
  #watchCamera() {
    if (this.#watching) return;
    this.#watching = true;
    const frame = () => {
      this.#watching = this.active && this.#root.isConnected;
      if (!this.#watching) return;
      const key = viewKey(this.#plot);
      if (key && key !== this.#viewKey) {
        this.#viewKey = key;
        this.#traces = [];
        this.draw();
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** All that moves. */
  draw() {
    const { store, player, colors } = this.#page;
    const canvas = this.#canvas;
    const { clientWidth: width, clientHeight: height } = this.#root;
    const heightmap = this.#heightmap;
    const project = projection(this.#plot, width, height);
    if (!this.active || !heightmap || !project) return;
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
      Object.assign(canvas, { width: width * ratio, height: height * ratio });
    }
    const ctx = context(canvas);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    for (const [x, y] of store.header?.minima ?? []) minimum(ctx, ...project(x, y, 0), 8, colors.dark);
    store.lanes.forEach((lane, index) => {
      if (this.#page.hidden(index)) return;
      const { left, top } = this.#trace(lane, index, heightmap, project);
      const { color, dash } = laneStyle(index, colors.dark);
      const step = Math.min(player.step, left.length - 1);
      polyline(ctx, left, top, 0, step);
      stroke(ctx, colors.background, 4.5, 0.6, []);
      stroke(ctx, color, 2.4, 1, dash);
      ctx.setLineDash([]);
      if (!Number.isFinite(left[step]) || !Number.isFinite(top[step])) return;
      Object.assign(ctx, { fillStyle: color, strokeStyle: colors.background, lineWidth: 1.5 });
      marker(ctx, index, left[step], top[step], MARKER);
      ctx.fill();
      ctx.stroke();
    });
  }

  /** @param {Lane} lane @param {number} index @param {Heightmap} heightmap @param {Project} project */
  #trace(lane, index, heightmap, project) {
    const known = this.#traces[index];
    if (known?.key === lane.key) return known;
    const logarithmic = this.#page.view("height") === "log";
    const { x, y, suboptimality } = lane.values;
    const [left, top] = [new Float32Array(x.length), new Float32Array(x.length)];
    for (let i = 0; i < x.length; i++) {
      const z = toScale(suboptimality[i], heightmap, logarithmic);
      [left[i], top[i]] = project(lane.origin[0] + x[i], lane.origin[1] + y[i], z);
    }
    return (this.#traces[index] = { key: lane.key, left, top });
  }
}

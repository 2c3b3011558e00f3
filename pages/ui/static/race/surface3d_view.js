// The race in three dimensions: Plotly draws the surface and holds the camera, a canvas over it the paths.

import { h } from "../core/dom.js";
import { laneStyle, marker, minimum } from "../lanes/style.js";
import { number } from "../core/numbers.js";
import { grid, surfaceColors, ticks, toScale, unpack } from "./heightmap.js";
import { trail } from "./polyline.js";

const STRIDE = 2; // of the height grid's lines
const CAMERA = { eye: { x: -0.95, y: -1.05, z: 0.85 }, center: { x: 0, y: 0, z: -0.15 } };

export class Space {
  heightmap = null;

  #drawn = null; // the URL of the heights that are drawn
  #traces = []; // per lane, in pixels: {key, left, top}
  #view = ""; // the camera that the traces were projected with

  constructor(root, page) {
    Object.assign(this, { root, page });
    this.plot = h("div", {});
    this.canvas = h("canvas", { className: "paths", "aria-hidden": "true" });
    root.append(h("div", { className: "space" }, this.plot, this.canvas));
    new ResizeObserver(() => this.repaint()).observe(root);
  }

  get active() {
    return this.page.view("view") === "3d";
  }

  /** New numbers: of the same surface, or of another. */
  async show(before, coarse) {
    this.#traces = [];
    this.#watch();
    if (coarse) {
      this.#drawn = null;
      return this.#paint(coarse);
    }
    await this.rest();
    this.draw();
  }

  /** Nothing is dragged any more: the fine heights take the place of the coarse ones. */
  async rest() {
    const url = this.#url();
    if (!this.active || url === this.#drawn || this.page.store.dragging) return;
    try {
      const answer = await fetch(url);
      if (!answer.ok || url !== this.#url()) return;
      this.#drawn = url;
      await this.#paint(unpack(await answer.arrayBuffer()));
    } catch {
      /* the paths are drawn all the same; the next change asks again */
    }
  }

  reset() {
    if (this.active && this.heightmap)
      this.page.plotly.then((Plotly) => Plotly.relayout(this.plot, { "scene.camera": CAMERA }));
  }

  repaint() {
    if (this.active && this.heightmap) this.#paint(this.heightmap);
  }

  #url() {
    const { store } = this.page;
    return this.page.heightsOf(store.header.box);
  }

  async #paint(heightmap) {
    const kept = this.heightmap && this.plot._fullLayout?.scene?._scene?.getCamera?.();
    this.heightmap = heightmap;
    const Plotly = await this.page.plotly;
    const { colors } = this.page;
    const stride = heightmap.n > 100 ? STRIDE : 1;
    const logarithmic = this.page.view("height") === "log";
    const axis = {
      gridcolor: colors.line,
      zeroline: false,
      showbackground: false,
      showspikes: false,
      color: colors.text,
      title: { text: "" },
    };
    const [[left, right], [bottom, top]] = heightmap.window;
    const longest = Math.max(right - left, top - bottom);
    const surface = {
      type: "surface",
      ...grid(heightmap, stride),
      colorscale: surfaceColors(colors.dark),
      showscale: false,
      hoverinfo: "skip",
      cmin: heightmap.low,
      cmax: heightmap.high,
      opacity: 1,
      lighting: { ambient: 0.75, diffuse: 0.5, specular: 0.05 },
      contours: {
        x: { highlight: false },
        y: { highlight: false },
        z: {
          highlight: false,
          show: true,
          width: 1,
          color: colors.dark ? "#55738c" : "#8aa4b8",
          start: heightmap.low,
          end: heightmap.high,
          size: (heightmap.high - heightmap.low || 1) / 18,
        },
      },
    };
    await Plotly.react(
      this.plot,
      [surface],
      {
        width: this.root.clientWidth,
        height: this.root.clientHeight,
        margin: { l: 0, r: 0, t: 0, b: 0 },
        paper_bgcolor: "rgba(0,0,0,0)",
        font: { color: colors.text, family: colors.font, size: 11 },
        scene: {
          camera: kept || CAMERA,
          dragmode: "turntable",
          aspectmode: "manual",
          aspectratio: { x: (right - left) / longest, y: (top - bottom) / longest, z: 0.55 },
          xaxis: { ...axis, range: [left, right] },
          yaxis: { ...axis, range: [bottom, top] },
          zaxis: { ...axis, range: [heightmap.low, heightmap.high], ...ticks(heightmap, logarithmic, number) },
        },
      },
      { displayModeBar: false, scrollZoom: true },
    );
    this.#traces = [];
    this.draw();
    this.page.painted();
  }

  /** Follows the camera, which Plotly moves without telling at every frame. */
  #watch() {
    if (this.watching) return;
    this.watching = true;
    const look = () => {
      if (!this.active || !this.root.isConnected) return (this.watching = false);
      const view = this.#camera && [...this.#camera.view, ...this.#camera.projection].join();
      if (view && view !== this.#view) {
        this.#view = view;
        this.#traces = [];
        this.draw();
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  /** Plotly's private scene: the matrices of its camera. Its version is pinned. */
  get #scene() {
    return this.plot._fullLayout?.scene?._scene;
  }

  get #camera() {
    return this.#scene?.glplot?.cameraParams;
  }

  /** Pixels of a point of the plane at a height on the heightmap's scale. */
  #project(x, y, z) {
    const scale = this.#scene.dataScale;
    const { model, view, projection } = this.#camera;
    const [left, top, , w] = times(
      projection,
      times(view, times(model, [x * scale[0], y * scale[1], z * scale[2], 1])),
    );
    if (w <= 0) return [NaN, NaN]; // behind the eye
    return [(0.5 + (0.5 * left) / w) * this.root.clientWidth, (0.5 - (0.5 * top) / w) * this.root.clientHeight];
  }

  draw() {
    const { store, player, colors } = this.page;
    if (!this.active || !this.heightmap || !this.#camera) return;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.root;
    if (this.canvas.width !== width * ratio || this.canvas.height !== height * ratio) {
      Object.assign(this.canvas, { width: width * ratio, height: height * ratio });
    }
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    for (const [x, y] of store.header.minima) minimum(ctx, ...this.#project(x, y, 0), 8, colors.dark);
    store.lanes.forEach((lane, index) => {
      if (this.page.hidden(index)) return;
      const { left, top } = this.#trace(lane, index);
      const { color, dash } = laneStyle(index, colors.dark);
      const step = Math.min(player.step, left.length - 1);
      for (const [style, line, dashes, alpha] of [
        [colors.background, 4.5, [], 0.6],
        [color, 2.4, dash, 1],
      ]) {
        Object.assign(ctx, { strokeStyle: style, lineWidth: line, globalAlpha: alpha, lineJoin: "round" });
        ctx.setLineDash(dashes);
        trail(ctx, left, top, 0, step);
        ctx.stroke();
      }
      ctx.setLineDash([]);
      if (!Number.isFinite(left[step]) || !Number.isFinite(top[step])) return;
      Object.assign(ctx, { fillStyle: color, strokeStyle: colors.background, lineWidth: 1.5 });
      marker(ctx, index, left[step], top[step], 6.5);
      ctx.fill();
      ctx.stroke();
    });
  }

  #trace(lane, index) {
    const known = this.#traces[index];
    if (known?.key === lane.key) return known;
    const logarithmic = this.page.view("height") === "log";
    const { x, y, suboptimality } = lane.values;
    const [left, top] = [new Float32Array(x.length), new Float32Array(x.length)];
    for (let i = 0; i < x.length; i++) {
      const z = toScale(suboptimality[i], this.heightmap, logarithmic);
      [left[i], top[i]] = this.#project(lane.origin[0] + x[i], lane.origin[1] + y[i], z);
    }
    return (this.#traces[index] = { key: lane.key, left, top });
  }
}

/** A 4 x 4 matrix, column by column, times a vector. */
function times(matrix, vector) {
  return [0, 1, 2, 3].map((row) => vector.reduce((sum, value, column) => sum + matrix[4 * column + row] * value, 0));
}

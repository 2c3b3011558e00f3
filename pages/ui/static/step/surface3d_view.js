// The surface around the step in space, and over it the second-order model as a sheet: where they touch, and part.

import { Camera } from "../race/camera.js";
import { Raycaster } from "../race/surface3d_raycast.js";
import { LINE_COLORS } from "../race/height_layer.js";
import { SurfaceRenderer } from "../race/surface3d_webgl.js";
import { context, h, scaled } from "../core/dom.js";
import { heightOf, onScale } from "./model_contours.js";
import { isArrow } from "./values.js";
import { laneStyle } from "../lanes/style.js";
import { listenForGestures } from "../race/gestures.js";
import { onPixelRatio } from "../core/pixel_ratio.js";
import { t } from "../core/texts.js";
import { turnByKeys } from "../race/rotation_keys.js";

const LINES = 16; // of the sheet, each way
const POINTS = 60; // of a line
const FAINT = 0.22; // of what the land hides
const ROOM = [-0.25, 1.35]; // shares of the height between which the sheet is drawn

/** @typedef {import("./store.js").Header} Header */
/** @typedef {import("./store.js").Model} Model */
/** @typedef {import("../race/camera.js").Vector} Vector */

export class Space {
  #page;
  #camera = new Camera();
  #surface = h("canvas", { className: "land", "aria-hidden": "true" });
  #canvas = h("canvas", { className: "sheets" });
  element = h("div", { className: "space", hidden: true }, this.#surface, this.#canvas);
  #land = new SurfaceRenderer(this.#surface, { lost: () => this.#changed(), restored: () => this.#changed() });
  #observer = new ResizeObserver(() => this.draw());
  #unwatch = onPixelRatio(() => this.draw());

  /** @param {import("./page.js").StepPage} page */
  constructor(page) {
    this.#page = page;
    const label = t("The surface around the step in space. Arrow keys turn it, plus and minus zoom, 0 resets");
    turnByKeys(this.#canvas, this.#camera, label, () => this.draw());
    const moves = {
      pan: this.#camera.pan.bind(this.#camera),
      zoom: this.#camera.zoom.bind(this.#camera),
      at: () => null,
    };
    listenForGestures(this.#canvas, moves, { moved: () => this.draw(), picked: () => {}, hovered: () => {} });
    this.#canvas.addEventListener("dblclick", () => {
      this.#camera.reset();
      this.draw();
    });
    this.#observer.observe(this.element);
  }

  leave() {
    this.#observer.disconnect();
    this.#unwatch();
    this.#land.leave();
  }

  /** Whether there is a card that draws. */
  get works() {
    return this.#land.works;
  }

  /** The card was taken away, as browsers do when there are too many, or is there again. */
  #changed() {
    if (!this.#page.gone) this.#page.redraw();
  }

  draw() {
    const { store, colors } = this.#page;
    const { header, heights } = store;
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!header || !width || !height) return;
    const ratio = devicePixelRatio;
    for (const canvas of [this.#surface, this.#canvas]) {
      const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
      if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    }
    const heightmap = { ...header.ground, window: header.window, n: header.n, z: heights };
    this.#camera.resize(width, height);
    this.#camera.show(header.window);
    const ink = { line: LINE_COLORS[colors.dark ? "dark" : "light"], width: ratio, dark: colors.dark };
    this.#land.draw(heightmap, this.#camera, ink);
    const ground = new Raycaster(heightmap, this.#camera);
    const ctx = context(this.#canvas);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const drawn = new Set(); // lanes at one point have one model
    for (const { lane, model } of header.lanes) {
      if (!model || drawn.has(String(model.x))) continue;
      drawn.add(String(model.x));
      this.#sheet(ctx, ground, model, header, laneStyle(lane, colors.dark).color);
    }
    for (const step of header.lanes) this.#step(ctx, ground, step);
    for (const step of header.lanes) this.#name(ctx, ground, step);
  }

  /** The model as a net of lines, and the region in which it is trusted. @param {CanvasRenderingContext2D} ctx
   * @param {Raycaster} ground @param {Model} model @param {Header} header @param {string} color */
  #sheet(ctx, ground, model, { window, ground: scale }, color) {
    const [[left, right], [bottom, top]] = window;
    /** @param {number} x @param {number} y @returns {Vector} */
    const at = (x, y) => {
      const share = (onScale(heightOf(model, [x, y]), scale) - scale.low) / (scale.high - scale.low || 1);
      return this.#camera.world(x, y, share > ROOM[0] && share < ROOM[1] ? share : NaN);
    };
    ctx.save();
    ctx.fillStyle = color;
    ctx.globalAlpha = 0.3;
    ctx.beginPath();
    for (const [x, y] of model.trusted) {
      const pixel = this.#camera.pixelOf(at(x, y));
      if (pixel.every(Number.isFinite)) ctx.lineTo(...pixel);
    }
    ctx.fill();
    ctx.restore();
    const shares = Array.from({ length: LINES + 1 }, (_, i) => i / LINES);
    const along = Array.from({ length: POINTS + 1 }, (_, i) => i / POINTS);
    for (const share of shares) {
      const [x, y] = [left + share * (right - left), bottom + share * (top - bottom)];
      this.#line(ctx, ground, along.map((u) => at(left + u * (right - left), y)), color, 1.1); // prettier-ignore
      this.#line(ctx, ground, along.map((u) => at(x, bottom + u * (top - bottom))), color, 1.1); // prettier-ignore
    }
  }

  /** The step on the land. @param {CanvasRenderingContext2D} ctx @param {Raycaster} ground @param {import("./store.js").LaneStep} step */
  #step(ctx, ground, { lane, x, x_next: next }) {
    const { colors } = this.#page;
    if (!isArrow(x) || !isArrow(next)) return;
    const { color } = laneStyle(lane, colors.dark);
    const points = Array.from({ length: POINTS + 1 }, (_, i) => {
      const [px, py] = [0, 1].map((axis) => x[axis] + (i / POINTS) * (next[axis] - x[axis]));
      return this.#camera.world(px, py, ground.share(px, py));
    });
    this.#line(ctx, ground, points, colors.background, 8);
    this.#line(ctx, ground, points, color, 4.5);
    const [from, to] = [points[0], points[POINTS]].map((point) => this.#camera.pixelOf(point));
    Object.assign(ctx, { fillStyle: color, strokeStyle: colors.background, lineWidth: 1.5, globalAlpha: 1 });
    for (const [pixel, radius] of /** @type {const} */ ([
      [from, 5],
      [to, 7],
    ])) {
      // prettier-ignore
      if (!pixel.every(Number.isFinite)) continue;
      ctx.beginPath();
      ctx.arc(pixel[0], pixel[1], radius, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Raycaster} ground @param {import("./store.js").LaneStep} step */
  #name(ctx, ground, { lane, x_next: next }) {
    const { colors } = this.#page;
    if (!isArrow(next)) return;
    const [x, y] = next;
    const to = this.#camera.pixelOf(this.#camera.world(x, y, ground.share(x, y)));
    if (!to.every(Number.isFinite)) return;
    const text = t("step {lane}", { lane: lane + 1 });
    Object.assign(ctx, { font: `600 ${scaled(14)}px ${colors.font}`, lineWidth: 4, lineJoin: "round" });
    Object.assign(ctx, { fillStyle: colors.text, strokeStyle: colors.background });
    ctx.strokeText(text, to[0] + 10, to[1] + 5);
    ctx.fillText(text, to[0] + 10, to[1] + 5);
  }

  /** A line in the world, faint where the land hides it. @param {CanvasRenderingContext2D} ctx @param {Raycaster} ground
   * @param {Vector[]} points @param {string} color @param {number} width */
  #line(ctx, ground, points, color, width) {
    const pixels = points.map((point) => this.#camera.pixelOf(point));
    const hidden = points.map((point) => ground.hides(point));
    Object.assign(ctx, { strokeStyle: color, lineWidth: width, lineCap: "butt" });
    for (const [isHidden, alpha] of /** @type {const} */ ([
      [false, 0.95],
      [true, FAINT],
    ])) {
      // prettier-ignore
      ctx.globalAlpha = alpha;
      ctx.beginPath();
      let down = false;
      for (let i = 1; i < pixels.length; i++) {
        const seen = pixels[i - 1].every(Number.isFinite) && pixels[i].every(Number.isFinite) && hidden[i] === isHidden;
        if (seen && !down) ctx.moveTo(...pixels[i - 1]);
        if (seen) ctx.lineTo(...pixels[i]);
        down = seen;
      }
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }
}

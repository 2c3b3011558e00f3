// The lanes' trajectories on the canvas over the surface: as far as the player is, faintly beyond it.

import { Heads } from "./heads.js";
import { context } from "../core/dom.js";
import { laneStyle, marker, minimum, minimumSize } from "../lanes/style.js";
import { polyline, stroke } from "./polyline.js";
import { Coincidence } from "./coincidence.js";

const NEAR = 14; // pixels within which the pointer is on an iterate
const MAX_DOTS = 400; // iterates behind the player that are drawn as dots
const APART = 7; // pixels between iterates that can be told from one another
export const MARKER = 6.5; // pixels, its radius

/** @typedef {import("../core/theme.js").Colors} Colors */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {{key: string, left: Float32Array, top: Float32Array}} Trace the pixels of a lane's iterates */

export class TrajectoryLayer {
  #canvas;
  #viewport;
  #page;
  #heads;
  /** @type {Trace[]} */ #traces = []; // by lane
  #isNew = true; // they are others than those that were drawn
  #coincidence;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./viewport.js").Viewport} viewport
   * @param {import("./page.js").Race} page
   */
  constructor(canvas, viewport, page) {
    this.#canvas = canvas;
    this.#viewport = viewport;
    this.#page = page;
    this.#heads = new Heads(page);
    this.#coincidence = new Coincidence(page);
  }

  /** The lanes that draw one path here. */
  get coinciding() {
    return this.#coincidence.groups(this.#viewport.pixel);
  }

  /** The viewport moved: every pixel is another. */
  forget() {
    this.#traces = [];
    this.#isNew = true;
  }

  /** @param {import("./viewport.js").Pixel | null} start where its handle is */
  draw(start) {
    const { store, player, colors } = this.#page;
    const viewport = this.#viewport;
    const ctx = context(this.#canvas);
    const ratio = window.devicePixelRatio || 1;
    const { left, top, width, height } = viewport.area;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    const minima = (store.header?.minima ?? []).map(([x, y]) => ({ left: [viewport.left(x)], top: [viewport.top(y)] }));
    const size = minimumSize(minima.length);
    for (const { left, top } of minima) minimum(ctx, left[0], top[0], size, colors.dark);
    const shown = store.lanes.map((lane, index) => ({ lane, index })).filter(({ index }) => !this.#page.hidden(index));
    for (const { lane, index } of shown) this.#drawTrajectory(ctx, lane, index, player.step);
    ctx.restore();
    const heads = shown.map(({ lane, index }) => this.#drawEnd(ctx, lane, index, player.step));
    const paths = shown.map(({ index }) => this.#traces[index]);
    this.#page.captions?.place([...minima, ...paths], viewport.area, this.#isNew);
    this.#isNew = false;
    this.#heads.draw(ctx, heads, this.coinciding, viewport.area, start);
    this.#page.captions?.tellCoinciding(this.coinciding);
  }

  /** @param {Lane} lane @param {number} index */
  #trace(lane, index) {
    const known = this.#traces[index];
    if (known?.key === lane.key) return known;
    const { x, y } = lane.values;
    const left = new Float32Array(x.length);
    const top = new Float32Array(x.length);
    for (let i = 0; i < x.length; i++) {
      left[i] = this.#viewport.left(lane.origin[0] + x[i]);
      top[i] = this.#viewport.top(lane.origin[1] + y[i]);
    }
    return (this.#traces[index] = { key: lane.key, left, top });
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Lane} lane @param {number} index @param {number} step */
  #drawTrajectory(ctx, lane, index, step) {
    const { left, top } = this.#trace(lane, index);
    const { background, dark } = this.#page.colors;
    const { color, dash } = laneStyle(index, dark);
    ctx.lineCap = "round";
    polyline(ctx, left, top, step, left.length - 1);
    stroke(ctx, color, 1.2, 0.28, []);
    polyline(ctx, left, top, 0, step);
    stroke(ctx, background, 4.5, 0.65, []);
    stroke(ctx, color, 2.3, 1, dash);
    ctx.setLineDash([]);
    ctx.fillStyle = color;
    for (let i = Math.max(1, step - MAX_DOTS); i < step; i++) {
      if (Math.hypot(left[i] - left[i - 1], top[i] - top[i - 1]) < APART) continue;
      ctx.beginPath();
      ctx.arc(left[i], top[i], 2.6, 0, 2 * Math.PI);
      ctx.fill();
    }
  }

  /** The lane's marker where it is, or an arrow at the edge towards where it went; gives the place.
   * @param {CanvasRenderingContext2D} ctx @param {Lane} lane @param {number} index @param {number} step */
  #drawEnd(ctx, lane, index, step) {
    const { left, top } = this.#trace(lane, index);
    const { background, dark } = this.#page.colors;
    let at = step;
    while (at > 0 && !(Number.isFinite(left[at]) && Number.isFinite(top[at]))) at--;
    const [x, y] = [left[at], top[at]];
    const { area } = this.#viewport;
    const inside = x >= area.left && x <= area.left + area.width && y >= area.top && y <= area.top + area.height;
    Object.assign(ctx, { fillStyle: laneStyle(index, dark).color, strokeStyle: background, lineWidth: 1.5 });
    if (inside && at === step) {
      marker(ctx, index, x, y, MARKER);
      ctx.fill();
      ctx.stroke();
      return { index, x, y };
    }
    const edge = arrow(ctx, x, y, area);
    return { index, x: edge[0], y: edge[1] };
  }

  /** The iterate of a visible lane, up to the player's step, that is nearest to a pixel; null where none is near.
   * @param {number} left @param {number} top */
  nearest(left, top) {
    /** @type {{lane: Lane, index: number, step: number} | null} */ let best = null;
    let reach = NEAR;
    const { store, player } = this.#page;
    for (const [index, lane] of store.lanes.entries()) {
      if (this.#page.hidden(index)) continue;
      const trace = this.#trace(lane, index);
      for (let step = 0; step <= player.step; step++) {
        const distance = Math.hypot(trace.left[step] - left, trace.top[step] - top);
        if (distance < reach) [best, reach] = [{ lane, index, step }, distance];
      }
    }
    return best;
  }
}

/** An arrow from the middle of the area towards a pixel; at the edge, where that is outside.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {import("./viewport.js").Area} area */
function arrow(ctx, x, y, { left, top, width, height }) {
  const margin = 12;
  const middle = [left + width / 2, top + height / 2];
  const [dx, dy] = [x - middle[0], y - middle[1]];
  const reach = Math.min((width / 2 - margin) / Math.abs(dx || 1e-9), (height / 2 - margin) / Math.abs(dy || 1e-9), 1);
  const at = [middle[0] + dx * reach, middle[1] + dy * reach];
  ctx.save();
  ctx.translate(at[0], at[1]);
  ctx.rotate(Math.atan2(dy, dx));
  ctx.beginPath();
  ctx.moveTo(11, 0);
  ctx.lineTo(-6, -8);
  ctx.lineTo(-2, 0);
  ctx.lineTo(-6, 8);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
  ctx.restore();
  return at;
}

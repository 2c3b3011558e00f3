// The lanes' trajectories over the land in space: faint where it hides them.

import { laneStyle, marker, minimum, minimumSize } from "../lanes/style.js";
import { Coincidence } from "./coincidence.js";
import { Heads } from "./heads.js";
import { toScale } from "./heightmap.js";
import { polyline, stroke } from "./polyline.js";
import { MARKER } from "./trajectory_layer.js";

const FAINT = 0.45; // of what the land hides

/** @typedef {import("./surface3d_raycast.js").Raycaster} Raycaster */
/** @typedef {import("./messages.js").Lane} Lane */
/** @typedef {import("./trajectory_layer.js").Trace & {hidden: Uint8Array}} Trace */

export class SpaceTrajectories {
  #page;
  #camera;
  #heads;
  #coincidence;
  /** @type {Trace[]} */ #traces = []; // by lane
  #isNew = true; // they are others than those that were drawn

  /** @param {import("./page.js").Race} page @param {import("./camera.js").Camera} camera */
  constructor(page, camera) {
    this.#page = page;
    this.#camera = camera;
    this.#heads = new Heads(page);
    this.#coincidence = new Coincidence(page);
  }

  /** The camera or the land is another: so is every pixel. */
  forget() {
    this.#traces = [];
    this.#isNew = true;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Raycaster} ground @param {import("./viewport.js").Area} area
   * @param {import("./viewport.js").Pixel | null} start where its handle is */
  draw(ctx, ground, area, start) {
    const { store, player, colors } = this.#page;
    const minima = (store.header?.minima ?? []).map(([x, y]) => {
      const point = this.#world(ground, x, y, 0);
      return { point, pixel: this.#camera.pixelOf(point) };
    });
    for (const { point, pixel } of minima) {
      ctx.globalAlpha = ground.hides(point) ? FAINT : 1;
      minimum(ctx, ...pixel, minimumSize(minima.length), colors.dark);
    }
    ctx.globalAlpha = 1;
    const shown = store.lanes.map((lane, index) => ({ lane, index })).filter(({ index }) => !this.#page.hidden(index));
    const heads = shown.map(({ lane, index }) =>
      this.#drawLane(ctx, index, this.#trace(ground, lane, index), player.step),
    );
    const there = heads.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
    const [[left, right]] = ground.heightmap.window;
    const groups = this.#coincidence.groups((right - left) / area.width); // a pixel of the plane, about
    const stars = minima.map(({ pixel: [left, top] }) => ({ left: [left], top: [top] }));
    this.#page.captions?.place([...stars, ...shown.map(({ index }) => this.#traces[index])], area, this.#isNew);
    this.#isNew = false;
    this.#heads.draw(ctx, there, groups, area, start);
    this.#page.captions?.tellCoinciding(groups);
  }

  /** Draws it, and says where its head is. @param {CanvasRenderingContext2D} ctx @param {number} index @param {Trace} trace
   * @param {number} shown the step @returns {import("./heads.js").Head} */
  #drawLane(ctx, index, { left, top, hidden }, shown) {
    const { background, dark } = this.#page.colors;
    const { color, dash } = laneStyle(index, dark);
    const step = Math.min(shown, left.length - 1);
    polyline(ctx, left, top, 0, step);
    stroke(ctx, color, 1.6, 0.35, dash);
    for (let from = 0; from < step;) {
      let to = from;
      while (to < step && !(hidden[to] && hidden[to + 1])) to++;
      if (to > from) {
        polyline(ctx, left, top, from, to);
        stroke(ctx, background, 4.5, 0.6, []);
        stroke(ctx, color, 2.4, 1, dash);
      }
      from = to + 1;
    }
    ctx.setLineDash([]);
    const head = { index, x: left[step], y: top[step] };
    if (!Number.isFinite(head.x) || !Number.isFinite(head.y)) return head;
    Object.assign(ctx, { fillStyle: color, strokeStyle: background, lineWidth: 1.5 });
    ctx.globalAlpha = hidden[step] ? FAINT : 1;
    marker(ctx, index, left[step], top[step], MARKER);
    ctx.fill();
    ctx.stroke();
    ctx.globalAlpha = 1;
    return head;
  }

  /** @param {Raycaster} ground @param {Lane} lane @param {number} index */
  #trace(ground, lane, index) {
    const known = this.#traces[index];
    if (known?.key === lane.key) return known;
    const { x, y, suboptimality } = lane.values;
    const [left, top] = [new Float32Array(x.length), new Float32Array(x.length)];
    const hidden = new Uint8Array(x.length);
    for (let i = 0; i < x.length; i++) {
      const point = this.#world(ground, lane.origin[0] + x[i], lane.origin[1] + y[i], suboptimality[i]);
      [left[i], top[i]] = this.#camera.pixelOf(point);
      hidden[i] = Number(ground.hides(point));
    }
    return (this.#traces[index] = { key: lane.key, left, top, hidden });
  }

  /** Where a point at a height above the minimum is in the world.
   * @param {Raycaster} ground @param {number} x @param {number} y @param {number} suboptimality */
  #world({ heightmap }, x, y, suboptimality) {
    const z = toScale(suboptimality, heightmap, this.#page.view("height") === "log");
    return this.#camera.world(x, y, (z - heightmap.low) / (heightmap.high - heightmap.low || 1));
  }
}

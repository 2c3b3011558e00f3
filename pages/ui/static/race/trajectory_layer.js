// The lanes' paths on the canvas over the surface: as far as the player is, faintly beyond it.

import { laneStyle, marker, minimum } from "../lanes/style.js";
import { trail } from "./polyline.js";

const NEAR = 14; // pixels within which the pointer is on an iterate

export class Paths {
  #traces = []; // per lane: {key, left, top} in pixels

  constructor(canvas, plane, page) {
    Object.assign(this, { canvas, plane, page });
  }

  /** The plane moved: every pixel is another. */
  forget() {
    this.#traces = [];
  }

  /** The paths up to the player's step, faintly beyond it. */
  draw() {
    const { store, player } = this.page;
    const ctx = this.canvas.getContext("2d");
    const ratio = window.devicePixelRatio || 1;
    const { colors } = this.page;
    const { left, top, width, height } = this.plane.area;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    for (const [x, y] of store.header.minima) minimum(ctx, this.plane.left(x), this.plane.top(y), 9, colors.dark);
    const shown = store.lanes.map((lane, index) => ({ lane, index })).filter(({ index }) => !this.page.hidden(index));
    for (const { lane, index } of shown) this.#path(ctx, lane, index, player.step, colors);
    ctx.restore();
    for (const { lane, index } of shown) this.#tip(ctx, lane, index, player.step, colors);
  }

  #trace(lane, index) {
    const known = this.#traces[index];
    if (known?.key === lane.key) return known;
    const { x, y } = lane.values;
    const left = new Float32Array(x.length);
    const top = new Float32Array(x.length);
    for (let i = 0; i < x.length; i++) {
      left[i] = this.plane.left(lane.origin[0] + x[i]);
      top[i] = this.plane.top(lane.origin[1] + y[i]);
    }
    return (this.#traces[index] = { key: lane.key, left, top });
  }

  #path(ctx, lane, index, step, colors) {
    const { left, top } = this.#trace(lane, index);
    const { color, dash } = laneStyle(index, colors.dark);
    ctx.lineJoin = ctx.lineCap = "round";
    const stroke = (from, to, style, width, alpha, dashes) => {
      ctx.globalAlpha = alpha;
      ctx.strokeStyle = style;
      ctx.lineWidth = width;
      ctx.setLineDash(dashes);
      trail(ctx, left, top, from, to);
      ctx.stroke();
    };
    stroke(step, left.length - 1, color, 1.2, 0.28, []);
    stroke(0, step, colors.background, 4.5, 0.65, []);
    stroke(0, step, color, 2.3, 1, dash);
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
    ctx.fillStyle = color;
    for (let i = Math.max(1, step - 400); i < step; i++) {
      if (Math.hypot(left[i] - left[i - 1], top[i] - top[i - 1]) < 7) continue;
      ctx.beginPath(); // iterates far enough apart to be told from one another
      ctx.arc(left[i], top[i], 2.6, 0, 2 * Math.PI);
      ctx.fill();
    }
  }

  /** The lane's marker where it is, or an arrow at the edge towards where it went. */
  #tip(ctx, lane, index, step, colors) {
    const { left, top } = this.#trace(lane, index);
    const { color } = laneStyle(index, colors.dark);
    let at = step;
    while (at > 0 && !(Number.isFinite(left[at]) && Number.isFinite(top[at]))) at--;
    const area = this.plane.area;
    const [x, y] = [left[at], top[at]];
    ctx.fillStyle = color;
    ctx.strokeStyle = colors.background;
    ctx.lineWidth = 1.5;
    const inside = x >= area.left && x <= area.left + area.width && y >= area.top && y <= area.top + area.height;
    if (inside && at === step) {
      marker(ctx, index, x, y, 6.5);
      ctx.fill();
      ctx.stroke();
      return;
    }
    const middle = [area.left + area.width / 2, area.top + area.height / 2];
    const [dx, dy] = [x - middle[0], y - middle[1]];
    const reach = Math.min((area.width / 2 - 12) / Math.abs(dx || 1e-9), (area.height / 2 - 12) / Math.abs(dy || 1e-9));
    ctx.save();
    ctx.translate(middle[0] + dx * Math.min(reach, 1), middle[1] + dy * Math.min(reach, 1));
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
  }

  /** The iterate of a visible lane that is nearest to a pixel, as {lane, index, i}; null where none is near. */
  nearest(px, py) {
    let best = null;
    let reach = NEAR;
    this.page.store.lanes.forEach((lane, index) => {
      if (this.page.hidden(index)) return;
      const { left, top } = this.#trace(lane, index);
      for (let i = 0; i <= this.page.player.step; i++) {
        const distance = Math.hypot(left[i] - px, top[i] - py);
        if (distance < reach) [best, reach] = [{ lane, index, i }, distance];
      }
    });
    return best;
  }
}

// The lanes' paths on the canvas over the land: as far as the player is, faintly beyond it.

import { look, marker, minimum } from "../lanes/style.js";
import { trail } from "./polyline.js";

const NEAR = 14; // pixels within which the pointer is on an iterate

export class Paths {
  #traces = []; // per lane: {key, left, top} in pixels

  constructor(canvas, plane, stage) {
    Object.assign(this, { canvas, plane, stage });
  }

  /** The plane moved: every pixel is another. */
  forget() {
    this.#traces = [];
  }

  /** The paths up to the player's step, faintly beyond it. */
  draw() {
    const { store, player } = this.stage;
    const pen = this.canvas.getContext("2d");
    const ratio = window.devicePixelRatio || 1;
    const { colors } = this.stage;
    const { left, top, width, height } = this.plane.area;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.save();
    pen.beginPath();
    pen.rect(left, top, width, height);
    pen.clip();
    for (const [x, y] of store.header.minima) minimum(pen, this.plane.left(x), this.plane.top(y), 9, colors.dark);
    const shown = store.lanes.map((lane, index) => ({ lane, index })).filter(({ index }) => !this.stage.hidden(index));
    for (const { lane, index } of shown) this.#path(pen, lane, index, player.step, colors);
    pen.restore();
    for (const { lane, index } of shown) this.#tip(pen, lane, index, player.step, colors);
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

  #path(pen, lane, index, step, colors) {
    const { left, top } = this.#trace(lane, index);
    const { color, dash } = look(index, colors.dark);
    pen.lineJoin = pen.lineCap = "round";
    const stroke = (from, to, style, width, alpha, dashes) => {
      pen.globalAlpha = alpha;
      pen.strokeStyle = style;
      pen.lineWidth = width;
      pen.setLineDash(dashes);
      trail(pen, left, top, from, to);
      pen.stroke();
    };
    stroke(step, left.length - 1, color, 1.2, 0.28, []);
    stroke(0, step, colors.background, 4.5, 0.65, []);
    stroke(0, step, color, 2.3, 1, dash);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    pen.fillStyle = color;
    for (let i = Math.max(1, step - 400); i < step; i++) {
      if (Math.hypot(left[i] - left[i - 1], top[i] - top[i - 1]) < 7) continue;
      pen.beginPath(); // iterates far enough apart to be told from one another
      pen.arc(left[i], top[i], 2.6, 0, 2 * Math.PI);
      pen.fill();
    }
  }

  /** The lane's marker where it is, or an arrow at the edge towards where it went. */
  #tip(pen, lane, index, step, colors) {
    const { left, top } = this.#trace(lane, index);
    const { color } = look(index, colors.dark);
    let at = step;
    while (at > 0 && !(Number.isFinite(left[at]) && Number.isFinite(top[at]))) at--;
    const area = this.plane.area;
    const [x, y] = [left[at], top[at]];
    pen.fillStyle = color;
    pen.strokeStyle = colors.background;
    pen.lineWidth = 1.5;
    const inside = x >= area.left && x <= area.left + area.width && y >= area.top && y <= area.top + area.height;
    if (inside && at === step) {
      marker(pen, index, x, y, 6.5);
      pen.fill();
      pen.stroke();
      return;
    }
    const middle = [area.left + area.width / 2, area.top + area.height / 2];
    const [dx, dy] = [x - middle[0], y - middle[1]];
    const reach = Math.min((area.width / 2 - 12) / Math.abs(dx || 1e-9), (area.height / 2 - 12) / Math.abs(dy || 1e-9));
    pen.save();
    pen.translate(middle[0] + dx * Math.min(reach, 1), middle[1] + dy * Math.min(reach, 1));
    pen.rotate(Math.atan2(dy, dx));
    pen.beginPath();
    pen.moveTo(11, 0);
    pen.lineTo(-6, -8);
    pen.lineTo(-2, 0);
    pen.lineTo(-6, 8);
    pen.closePath();
    pen.fill();
    pen.stroke();
    pen.restore();
  }

  /** The iterate of a visible lane that is nearest to a pixel, as {lane, index, i}; null where none is near. */
  nearest(px, py) {
    let best = null;
    let reach = NEAR;
    this.stage.store.lanes.forEach((lane, index) => {
      if (this.stage.hidden(index)) return;
      const { left, top } = this.#trace(lane, index);
      for (let i = 0; i <= this.stage.player.step; i++) {
        const distance = Math.hypot(left[i] - px, top[i] - py);
        if (distance < reach) [best, reach] = [{ lane, index, i }, distance];
      }
    });
    return best;
  }
}

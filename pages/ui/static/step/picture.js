// The surface around the step, and the step on it as arrows: the move in its true length, all else scaled to be read.

import { apart } from "./arrow_labels.js";
import { contours, polylines } from "./model_contours.js";
import { context, h, scaled } from "../core/dom.js";
import { isArrow } from "./values.js";
import { laneStyle } from "../lanes/style.js";
import { number } from "../core/numbers.js";
import { onPixelRatio } from "../core/pixel_ratio.js";
import { LEVELS, NOT_FINITE, surfaceColors } from "../race/heightmap.js";
import { t } from "../core/texts.js";

const BANDS = 18;
const SCALED = 0.3; // of the picture's side: how long an arrow is that is not drawn in its true length

/** @typedef {import("./store.js").Header} Header */
/** @typedef {{from: number[], by: number[], label: string, color: string, isMove: boolean}} Arrow */
/** @typedef {import("./arrow_labels.js").Tip} Tip */

export class Picture {
  canvas = h("canvas", { className: "ground" });
  #page;
  #observer = new ResizeObserver(() => this.draw());
  #unwatch = onPixelRatio(() => this.draw());

  /** @param {import("./page.js").StepPage} page */
  constructor(page) {
    this.#page = page;
    this.canvas.setAttribute("role", "img");
    this.#observer.observe(this.canvas);
  }

  leave() {
    this.#observer.disconnect();
    this.#unwatch();
  }

  draw() {
    const { store, colors } = this.#page;
    const { header, heights } = store;
    const side = this.canvas.clientWidth;
    if (!header || !side) return;
    const pixels = Math.round(side * devicePixelRatio);
    Object.assign(this.canvas, { width: pixels, height: pixels });
    const ctx = context(this.canvas);
    ctx.drawImage(ground(heights, header.n, colors.dark), 0, 0, pixels, pixels);
    ctx.scale(devicePixelRatio, devicePixelRatio);
    const [[left, right], [bottom, top]] = header.window;
    /** @param {number[]} point */
    const at = ([x, y]) => [((x - left) / (right - left)) * side, ((top - y) / (top - bottom)) * side];
    for (const lane of header.lanes) drawModel(ctx, lane, header, side, at, laneStyle(lane.lane, colors.dark).color);
    ctx.font = `600 ${scaled(14)}px ${colors.font}`;
    /** @type {Tip[]} */ const tips = [];
    for (const arrow of this.#arrows(header)) {
      const [x, y] = at(arrow.from);
      let [dx, dy] = [arrow.by[0] * (side / (right - left)), -arrow.by[1] * (side / (top - bottom))];
      const length = Math.hypot(dx, dy);
      if (!(length > 0)) continue;
      if (!arrow.isMove) [dx, dy] = [dx, dy].map((part) => (part / length) * SCALED * side);
      draw(ctx, { x, y, dx, dy }, arrow, colors);
      tips.push({ text: arrow.label, x: x + dx, y: y + dy, back: dx < 0, first: arrow.isMove });
    }
    const size = { side, height: scaled(14), width: (/** @type {string} */ text) => ctx.measureText(text).width };
    for (const { text, x, y } of apart(tips, size)) halo(ctx, text, x, y, colors);
    ctx.fillStyle = colors.text;
    const low = `(${number(left)}, ${number(bottom)})`;
    const high = `(${number(right)}, ${number(top)})`;
    halo(ctx, low, 6, side - 8, colors);
    halo(ctx, high, side - 6 - ctx.measureText(high).width, 8 + scaled(12), colors);
    this.canvas.setAttribute(
      "aria-label",
      t("The surface around the step, from {low} to {high}, with the step as an arrow", { low, high }),
    );
  }

  /** @param {Header} header @returns {Arrow[]} */
  #arrows({ lanes }) {
    const { colors, arrows } = this.#page;
    return lanes.flatMap(({ lane, x, x_next: next, gradient, lines }) => {
      if (!isArrow(x)) return [];
      const { color } = laneStyle(lane, colors.dark);
      /** @type {Arrow[]} */ const found = [];
      if (isArrow(gradient)) {
        found.push({ from: x, by: [-gradient[0], -gradient[1]], label: "−∇f", color: colors.text, isMove: false });
      }
      for (const [name, value] of lines.flatMap(({ values }) => values)) {
        if (arrows.has(name) && isArrow(value)) found.push({ from: x, by: value, label: name, color, isMove: false });
      }
      if (isArrow(next)) {
        const by = [next[0] - x[0], next[1] - x[1]];
        found.push({ from: x, by, label: t("step {lane}", { lane: lane + 1 }), color, isMove: true });
      }
      return found;
    });
  }
}

/**
 * The contours of the second-order model, and in their colour the region where it is trusted.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./store.js").LaneStep} lane
 * @param {Header} header
 * @param {number} side
 * @param {(point: number[]) => number[]} at
 * @param {string} color
 */
function drawModel(ctx, { model }, { window, ground }, side, at, color) {
  if (!model) return;
  ctx.save();
  Object.assign(ctx, { fillStyle: color, strokeStyle: color, globalAlpha: 0.28 });
  ctx.beginPath();
  for (const point of model.trusted) {
    const [x, y] = at(point);
    ctx.lineTo(x, y);
  }
  ctx.fill();
  Object.assign(ctx, { globalAlpha: 0.9, lineWidth: 1.4 });
  ctx.setLineDash([7, 4]);
  ctx.beginPath();
  for (const line of polylines(contours(model, window, ground, BANDS))) {
    line.forEach(([u, v], i) => ctx[i ? "lineTo" : "moveTo"](u * side, (1 - v) * side));
  }
  ctx.stroke();
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {{x: number, y: number, dx: number, dy: number}} at
 * @param {Arrow} arrow @param {import("../core/theme.js").Colors} colors */
function draw(ctx, { x, y, dx, dy }, { color, isMove }, colors) {
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const tip = Math.min(12, length / 2);
  for (const [stroke, width] of /** @type {[string, number][]} */ ([
    [colors.background, isMove ? 7 : 4.5],
    [color, isMove ? 4 : 2],
  ])) {
    Object.assign(ctx, { strokeStyle: stroke, fillStyle: stroke, lineWidth: width, lineCap: "round" });
    ctx.setLineDash(isMove ? [] : [6, 5]);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + dx, y + dy);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x + dx, y + dy);
    ctx.lineTo(x + dx - tip * (ux - 0.5 * uy), y + dy - tip * (uy + 0.5 * ux));
    ctx.moveTo(x + dx, y + dy);
    ctx.lineTo(x + dx - tip * (ux + 0.5 * uy), y + dy - tip * (uy - 0.5 * ux));
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.arc(x, y, 5, 0, 2 * Math.PI);
  ctx.fill();
}

/** A text that is read on any ground. @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} x
 * @param {number} y @param {import("../core/theme.js").Colors} colors */
function halo(ctx, text, x, y, colors) {
  Object.assign(ctx, { strokeStyle: colors.background, lineWidth: 4, fillStyle: colors.text, lineJoin: "round" });
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** The heights in bands of colour, nothing where there are none. @param {Uint16Array} heights @param {number} n @param {boolean} dark */
function ground(heights, n, dark) {
  const canvas = h("canvas", { width: n, height: n });
  const ctx = context(canvas);
  const strip = ctx.createLinearGradient(0, 0, n, 0);
  for (const [share, color] of surfaceColors(dark)) strip.addColorStop(share, color);
  ctx.fillStyle = strip;
  ctx.fillRect(0, 0, n, 1);
  const shades = ctx.getImageData(0, 0, n, 1).data;
  const image = ctx.createImageData(n, n);
  heights.forEach((level, i) => {
    if (level === NOT_FINITE) return;
    const band = Math.floor((level / (LEVELS + 1)) * BANDS) / (BANDS - 1);
    const shade = 4 * Math.round(band * (n - 1));
    const pixel = 4 * ((n - 1 - Math.floor(i / n)) * n + (i % n));
    for (let c = 0; c < 3; c++) image.data[pixel + c] = shades[shade + c];
    image.data[pixel + 3] = 255;
  });
  ctx.putImageData(image, 0, 0);
  return canvas;
}

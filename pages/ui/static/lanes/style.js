// How a lane is drawn: its colour, dash and marker; and the star of a minimum.

import { context, h } from "../core/dom.js";

const LIGHT = ["#0072b2", "#d55e00", "#00845f", "#b0468a", "#b57f00", "#2b8fd0", "#7a5c00", "#333333"];
const DARK = ["#5db2ff", "#ff8a4c", "#2fd6a3", "#f29bcb", "#ffc533", "#9bd8ff", "#d8c27a", "#f0f0f0"];
const DASHES = [[], [9, 4], [2, 3], [12, 3, 2, 3], [16, 4], [5, 5], [2, 5], [8, 3, 2, 3, 2, 3]];

/** @typedef {[x: number, y: number]} Corner */

/** The colour and dash of lane `index`; the colours of Okabe and Ito, darkened or lightened for the theme.
 * @param {number} index @param {boolean} dark */
export function laneStyle(index, dark) {
  return { color: (dark ? DARK : LIGHT)[index % 8], dash: DASHES[index % 8] };
}

/** Traces the marker of lane `index`, about `r` in radius, as a path on a canvas.
 * @param {CanvasRenderingContext2D} ctx @param {number} index @param {number} x @param {number} y @param {number} r */
export function marker(ctx, index, x, y, r) {
  ctx.beginPath();
  /** @param {...Corner} corners */
  const polygon = (...corners) => {
    corners.forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
    ctx.closePath();
  };
  switch (index % 8) {
    case 0:
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 1:
      polygon([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]);
      break;
    case 2:
      polygon([0, -1.15], [1.05, 0.8], [-1.05, 0.8]);
      break;
    case 3:
      polygon([0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]);
      break;
    case 4:
      polygon([0, 1.15], [1.05, -0.8], [-1.05, -0.8]);
      break;
    case 5:
      polygon(...[0, 1, 2, 3, 4].map((i) => around(i / 5, 1.15)));
      break;
    case 6:
      polygon(...star(5, 1.3, 0.55));
      break;
    default:
      polygon(...star(4, 1.3, 0.5));
  }
}

/** A point on the circle of radius `r`: at the top, and clockwise by a share of a turn.
 * @param {number} turn @param {number} r @returns {Corner} */
const around = (turn, r) => [r * Math.sin(2 * Math.PI * turn), -r * Math.cos(2 * Math.PI * turn)];

/** The corners of a star with `n` points. @param {number} n @param {number} outer @param {number} inner */
function star(n, outer, inner) {
  return Array.from({ length: 2 * n }, (_, i) => around(i / (2 * n), i % 2 ? inner : outer));
}

export const CURVE = 12; // minima; where there are more, they are points of a curve

/** The radius of a minimum's star, beside others. @param {number} count how many there are */
export const minimumSize = (count) => (count > CURVE ? 4 : 9);

/** Draws a minimum's star, about `r` in radius; nothing where that is no place on the canvas.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r @param {boolean} dark */
export function minimum(ctx, x, y, r, dark) {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  ctx.beginPath();
  star(5, r, 0.44 * r).forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx, y + dy));
  ctx.closePath();
  ctx.setLineDash([]);
  Object.assign(ctx, {
    fillStyle: dark ? "#ffe27a" : "#fff3b0",
    strokeStyle: dark ? "#15181d" : "#4a4a4a",
    lineWidth: 1.2,
  });
  ctx.fill();
  ctx.stroke();
}

const SHARP = 2; // it is drawn once, and still sharp where the window is moved to a screen of twice as fine pixels

/** The style of lane `index` as a small picture: its dash with its marker on it.
 * @param {number} index @param {boolean} dark */
export function swatch(index, dark) {
  const ratio = Math.max(SHARP, window.devicePixelRatio || 1);
  const { color, dash } = laneStyle(index, dark);
  const canvas = h("canvas", { width: 34 * ratio, height: 16 * ratio, className: "swatch", "aria-hidden": "true" });
  canvas.dataset.style = `${index % 8} ${color}`; // one that shows another lane is no equal
  const ctx = context(canvas);
  ctx.scale(ratio, ratio);
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.lineWidth = 2.5;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(0, 8);
  ctx.lineTo(34, 8);
  ctx.stroke();
  marker(ctx, index, 17, 8, 5.5);
  ctx.fill();
  return canvas;
}

// The axes of the view in space, on the canvas over it: on the edges of the floor in front, and at the left.

import { roundTicks, tickTexts } from "../charts/ticks.js";
import { number } from "../core/numbers.js";
import { ticks } from "./heightmap.js";

const TICK = 0.018; // of the box's longer side
const TEXT = 0.06;
const NAME = 0.15;
const ABOUT = 5; // ticks of a side
const GAP = 0.4; // of the type, between an upright axis and its texts

/** @typedef {import("./camera.js").Vector} Vector */

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./camera.js").Camera} camera
 * @param {import("./messages.js").Heightmap} heightmap
 * @param {boolean} logarithmic
 * @param {import("./height_layer.js").Look} look
 */
export function drawSpaceAxes(ctx, camera, heightmap, logarithmic, { font, colors }) {
  const [[left, right], [bottom, top]] = heightmap.window;
  const [sideX, sideY] = camera.sides.map((side, i) => (camera.eye[i] < 0 ? -side / 2 : side / 2));
  const { floor, ceiling } = camera;
  Object.assign(ctx, { strokeStyle: colors.text, fillStyle: colors.text, lineWidth: 1, textBaseline: "middle" });
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  const line = (/** @type {Vector} */ from, /** @type {Vector} */ to) => {
    ctx.beginPath();
    ctx.moveTo(...camera.pixelOf(from));
    ctx.lineTo(...camera.pixelOf(to));
    ctx.stroke();
  };
  /** A tick with its text, outwards from a point. @param {Vector} at @param {Vector} out @param {string} text */
  const mark = (at, out, text) => {
    line(at, moved(at, out, TICK));
    write(at, out, TEXT, text);
  };
  /** @param {Vector} at @param {Vector} out @param {number} far @param {string} text */
  const write = (at, out, far, text) => {
    const [x, y] = camera.pixelOf(moved(at, out, far));
    const away = x - camera.pixelOf(at)[0];
    ctx.textAlign = Math.abs(away) < font / 2 ? "center" : away < 0 ? "right" : "left";
    ctx.fillText(text, x, y);
  };
  const plain = `${font}px ${colors.font}`;
  const leaning = ["italic", `${font + 2}px`, colors.font].join(" ");

  ctx.font = plain;
  const [outX, outY] = [sideX, sideY].map(Math.sign);
  const across = roundTicks(left, right, ABOUT);
  tickTexts(across).forEach((text, i) => {
    const [x] = camera.world(across[i], bottom, 0);
    mark([x, sideY, floor], [0, outY, 0], text);
  });
  const up = roundTicks(bottom, top, ABOUT);
  tickTexts(up).forEach((text, i) => {
    const [, y] = camera.world(left, up[i], 0);
    mark([sideX, y, floor], [outX, 0, 0], text);
  });
  line([-sideX, sideY, floor], [sideX, sideY, floor]);
  line([sideX, -sideY, floor], [sideX, sideY, floor]);

  // Of the two corners between front and back, the one at the left has no land beside it.
  /** @type {Vector[]} */
  const corners = [
    [-sideX, sideY, floor],
    [sideX, -sideY, floor],
  ];
  const [x, y] = corners.sort((a, b) => camera.pixelOf(a)[0] - camera.pixelOf(b)[0])[0];
  /** @type {Vector} */ const out = x === sideX ? [0, -outY, 0] : [-outX, 0, 0];
  line([x, y, floor], [x, y, ceiling]);
  const { tickvals, ticktext } = ticks(heightmap, logarithmic, number);
  let last = Infinity; // how far down the text before stands
  tickvals.forEach((z, i) => {
    const share = (z - heightmap.low) / (heightmap.high - heightmap.low || 1);
    /** @type {Vector} */ const at = [x, y, floor + share * (ceiling - floor)];
    const down = camera.pixelOf(at)[1];
    if (last - down < font) return;
    last = down;
    const tick = moved(at, out, TICK);
    line(at, tick);
    ctx.textAlign = "right"; // outwards may be towards the eye: the text would stand on the axis
    ctx.fillText(ticktext[i], Math.min(...[at, tick].map((end) => camera.pixelOf(end)[0])) - GAP * font, down);
  });
  ctx.font = leaning;
  write([0, sideY, floor], [0, outY, 0], NAME, "x");
  write([sideX, 0, floor], [outX, 0, 0], NAME, "y");
  const [nameX, nameY] = camera.pixelOf([x, y, ceiling]);
  ctx.textAlign = "center";
  ctx.fillText("f", nameX, nameY - font);
}

/** @param {Vector} at @param {Vector} out @param {number} far @returns {Vector} */
const moved = (at, out, far) => [at[0] + out[0] * far, at[1] + out[1] * far, at[2] + out[2] * far];

// The heights and the axes on a canvas, under the trajectories.

import { roundTicks, tickTexts } from "../charts/ticks.js";
import { context, h } from "../core/dom.js";
import { heightImage } from "./height_image.js";
import { surfaceColors } from "./heightmap.js";

const QUICK_PIXELS = 3e5; // of a picture that is soon followed by another
const LINE = 0.9; // pixels
const TICK = 4;
const APART = { x: 64, y: 44 }; // pixels from tick to tick, at the least
const END = 18; // pixels at the end of an axis, for its name

/** @type {Record<"light" | "dark", import("./height_image.js").Rgba>} */
export const LINE_COLORS = { light: [0.235, 0.353, 0.471, 0.42], dark: [0.627, 0.745, 0.843, 0.38] };

/** @typedef {{ratio: number, font: number, colors: import("../core/theme.js").Colors}} Look `font` in pixels */

export class HeightLayer {
  element = h("canvas", { className: "heights", "aria-hidden": "true" });
  #small = h("canvas"); // what is drawn quickly, before it is stretched
  #viewport;
  /** @type {ImageData | null} */ #image = null; // what was drawn last, to be drawn over
  #axes = ""; // for what the axes are drawn that are there

  /** @param {import("./viewport.js").Viewport} viewport */
  constructor(viewport) {
    this.#viewport = viewport;
  }

  /**
   * @param {import("./messages.js").Heightmap} heightmap
   * @param {boolean} flowing colours instead of lines
   * @param {Look} look
   * @param {boolean} quick another picture follows soon
   */
  draw(heightmap, flowing, look, quick) {
    const ctx = context(this.element);
    const { area, x, y, pixel } = this.#viewport;
    ctx.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
    ctx.clearRect(area.left, area.top, area.width, area.height);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const { width, height } = area;
    const density = quick ? Math.min(look.ratio, Math.sqrt(QUICK_PIXELS / (width * height))) : look.ratio;
    const [columns, rows] = [width, height].map((size) => Math.max(1, Math.round(size * density)));
    const [right, down] = [(width * pixel) / columns, (height * pixel) / rows];
    const raster = { x: x[0] + right / 2, y: y[1] - down / 2, right, down, columns, rows };
    const { dark } = look.colors;
    const ink = {
      colors: surfaceColors(dark),
      line: LINE_COLORS[dark ? "dark" : "light"],
      width: flowing ? 0 : Math.max(LINE * density, 0.7),
    };
    if (this.#image?.width !== columns || this.#image.height !== rows) this.#image = new ImageData(columns, rows);
    const image = this.#image;
    heightImage(heightmap, raster, ink, new Uint32Array(image.data.buffer));
    if (density === look.ratio) {
      ctx.putImageData(image, Math.round(area.left * look.ratio), Math.round(area.top * look.ratio));
    }
    ctx.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
    if (density !== look.ratio) {
      if (this.#small.width !== columns || this.#small.height !== rows) {
        Object.assign(this.#small, { width: columns, height: rows });
      }
      context(this.#small).putImageData(image, 0, 0);
      ctx.drawImage(this.#small, area.left, area.top, width, height);
    }
    const axes = JSON.stringify([x, y, area, look]);
    if (axes === this.#axes) return; // they stand as they are, around the heights
    this.#axes = axes;
    for (const [left, top, right, bottom] of around(this.element, area, look.ratio)) {
      ctx.clearRect(left, top, right - left, bottom - top);
    }
    const inside = this.#drawAxes(ctx, look);
    if (inside) this.#axes = "";
  }

  /** No heights, and the axes of what the viewport shows now. @param {Look} look */
  clear(look) {
    const ctx = context(this.element);
    ctx.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
    ctx.clearRect(0, 0, this.element.width, this.element.height);
    this.#axes = "";
    this.#drawAxes(ctx, look);
  }

  /** Gives whether a text had to stand in the picture. @param {CanvasRenderingContext2D} ctx @param {Look} look */
  #drawAxes(ctx, { font, colors }) {
    const viewport = this.#viewport;
    const { left, top, width, height } = viewport.area;
    const [right, bottom] = [left + width, top + height];
    Object.assign(ctx, { strokeStyle: colors.line, fillStyle: colors.text, lineWidth: 1 });
    ctx.font = `${font}px ${colors.font}`;
    const line = (/** @type {[number, number, number, number]} */ ...[x0, y0, x1, y1]) => {
      ctx.beginPath();
      ctx.moveTo(x0, y0);
      ctx.lineTo(x1, y1);
      ctx.stroke();
    };
    Object.assign(ctx, { textAlign: "center", textBaseline: "top" });
    const across = roundTicks(...viewport.x, width / APART.x);
    tickTexts(across).forEach((text, i) => {
      const at = viewport.left(across[i]);
      line(at, bottom, at, bottom + TICK);
      const half = ctx.measureText(text).width / 2;
      if (at + half < right - END && at - half > left - END) ctx.fillText(text, at, bottom + TICK + 2);
    });
    Object.assign(ctx, { textAlign: "right", textBaseline: "middle" });
    let inside = false;
    const up = roundTicks(...viewport.y, height / APART.y);
    tickTexts(up).forEach((text, i) => {
      const at = viewport.top(up[i]);
      line(left - TICK, at, left, at);
      if (at < top + END + font / 2 || at > bottom - font / 2) return;
      const wide = ctx.measureText(text).width > left - TICK - 2; // as far zoomed in: then it stands in the picture
      inside ||= wide;
      ctx.textAlign = wide ? "left" : "right";
      ctx.fillText(text, wide ? left + TICK : left - TICK - 2, at);
    });
    ctx.font = `italic ${font + 1}px ${colors.font}`;
    Object.assign(ctx, { textAlign: "right", textBaseline: "top" });
    ctx.fillText("x", right, bottom + TICK + 1);
    ctx.fillText("y", left - TICK - 4, top);
    return inside;
  }
}

/** What is not the area of a canvas: at the left, below, at the right, above.
 * @param {HTMLCanvasElement} canvas @param {import("./viewport.js").Area} area @param {number} ratio */
function around(canvas, { left, top, width, height }, ratio) {
  const [right, bottom] = [canvas.width / ratio, canvas.height / ratio];
  return [
    [0, 0, left, bottom],
    [0, top + height, right, bottom],
    [left + width, 0, right, bottom],
    [0, 0, right, top],
  ];
}

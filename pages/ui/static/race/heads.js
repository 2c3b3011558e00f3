// The names of the lanes at the heads of their paths, on the canvas.

import { laneStyle } from "../lanes/style.js";
import { placed } from "./head_labels.js";
import { t } from "../core/texts.js";

const NARROW = 420; // pixels; a narrower picture has room for numbers only
const ROOM = 0.42; // of the picture's width that a name may take
const HANDLE = 14; // pixels from the middle of the start's handle to its edge
const LEFT = 40; // pixels from there, where a head has left it

/** @typedef {{index: number, x: number, y: number}} Head */
/** @typedef {import("./coincidence.js").Group} Group */

export class Heads {
  #page;
  /** @type {Map<string, number>} */ #places = new Map();

  /** @param {import("./page.js").Race} page */
  constructor(page) {
    this.#page = page;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {Head[]} heads
   * @param {Group[]} groups of lanes that are told as one
   * @param {import("./viewport.js").Area} area
   * @param {import("./viewport.js").Pixel | null} start where its handle is, which lies over the canvas
   */
  draw(ctx, heads, groups, area, start) {
    const size = this.#page.picture.contours.font + 1;
    ctx.save();
    ctx.font = `600 ${size}px ${this.#page.colors.font}`;
    Object.assign(ctx, { textAlign: "left", textBaseline: "middle" });
    const first = heads.filter(({ index }) => groups.every(({ indices }) => indices.indexOf(index) < 1));
    const texts = first.map(({ index }) => this.#text(ctx, index, groups, area.width));
    const [height, pad] = [Math.round(1.5 * size), Math.round(0.45 * size)];
    const labels = first.map(({ index, x, y }, i) => {
      const width = Math.ceil(ctx.measureText(texts[i]).width) + 2 * pad + 4;
      return { key: `${index}`, x, y, width, height };
    });
    const bounds = { x: area.left + 2, y: area.top + 2, width: area.width - 4, height: area.height - 4 };
    const others = [...(this.#page.captions?.places ?? []), ...handle(start, first)];
    const places = placed(labels, bounds, this.#places, others);
    places.forEach((place, i) => this.#box(ctx, place, texts[i], first[i].index, pad));
    ctx.restore();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number} index @param {Group[]} groups @param {number} width */
  #text(ctx, index, groups, width) {
    const group = groups.find(({ indices }) => indices[0] === index);
    if (group) return t("{lanes} together", { lanes: numbers(group.indices) });
    const name = `${index + 1} ${this.#page.laneName(index)}`;
    if (width < NARROW) return String(index + 1);
    if (ctx.measureText(name).width <= ROOM * width) return name;
    return `${index + 1} ${this.#page.name(index)}`;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {import("./head_labels.js").Rectangle} place @param {string} text
   * @param {number} index @param {number} pad */
  #box(ctx, { x, y, width, height }, text, index, pad) {
    const { background, text: ink, dark } = this.#page.colors;
    ctx.globalAlpha = 0.88;
    ctx.fillStyle = background;
    ctx.beginPath();
    ctx.roundRect(x, y, width, height, 4);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.fillStyle = laneStyle(index, dark).color;
    ctx.fillRect(x, y + 2, 3, height - 4);
    ctx.fillStyle = ink;
    ctx.fillText(text, x + pad + 3, y + height / 2 + 1);
  }
}

/** Where no name should be for the start's handle; a name beside it stays there while its head leaves.
 * @param {import("./viewport.js").Pixel | null} start @param {Head[]} heads */
function handle(start, heads) {
  if (!start || heads.some(({ x, y }) => Math.hypot(x - start[0], y - start[1]) < LEFT)) return [];
  return [{ x: start[0] - HANDLE, y: start[1] - HANDLE, width: 2 * HANDLE, height: 2 * HANDLE }];
}

/** Lanes by number, as in "1, 2 and 4". @param {number[]} indices */
export function numbers(indices) {
  const all = indices.map((index) => index + 1);
  return t("{first} and {last}", { first: all.slice(0, -1).join(", "), last: all[all.length - 1] });
}

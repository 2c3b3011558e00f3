// Images of a data set, fetched once and painted on canvases.

import { decode } from "../core/wire.js";

/** @typedef {{rows: number, columns: number, white: number, pixels: Uint8Array}} Image */

export class DatasetImages {
  /** @type {Map<string, Image>} */
  #known = new Map(); // by data set and index

  /** `endpoint`: URL that gives images. @param {string} endpoint @param {import("../core/page.js").Page} page */
  constructor(endpoint, page) {
    this.endpoint = endpoint;
    this.page = page;
  }

  /** Paints [index, canvas] pairs. Returns whether the images were to be had.
   * @param {string} dataset @param {[number, HTMLCanvasElement][]} pairs */
  async paint(dataset, pairs) {
    const missing = pairs.map(([index]) => index).filter((index) => !this.#known.has(`${dataset} ${index}`));
    if (missing.length) {
      const answer = await fetch(`${this.endpoint}?_set=${dataset}&_at=${missing.join(".")}`).catch(() => null);
      if (answer?.status !== 200) return false; // 204: they are not here yet
      const buffer = await answer.arrayBuffer();
      const { header, begin } = decode(buffer);
      const { rows, columns, white } = header;
      missing.forEach((index, i) => {
        const pixels = new Uint8Array(buffer, begin + i * rows * columns, rows * columns);
        this.#known.set(`${dataset} ${index}`, { rows, columns, white, pixels });
      });
    }
    for (const [index, canvas] of pairs) {
      const image = this.#known.get(`${dataset} ${index}`);
      if (image) draw(canvas, image, this.page.colors.dark);
    }
    return true;
  }
}

/** Ink on paper, or chalk on a dark board.
 * @param {HTMLCanvasElement} canvas @param {Image} image @param {boolean} dark */
export function draw(canvas, { rows, columns, white, pixels }, dark) {
  Object.assign(canvas, { width: columns, height: rows });
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { data } = ctx.createImageData(columns, rows);
  pixels.forEach((value, i) => {
    const ink = (255 * value) / white;
    data.fill(dark ? ink : 255 - ink, 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  });
  ctx.putImageData(new ImageData(data, columns, rows), 0, 0);
}

// The heights around a step in bands of colour: a pixel for each height, to be stretched.

import { LEVELS, NOT_FINITE, surfaceColors } from "../race/heightmap.js";
import { colorAt, packed } from "../race/height_image.js";
import { context, h } from "../core/dom.js";

export const BANDS = 18;

export class HeightBands {
  #canvas = h("canvas");
  /** @type {ImageData | null} */ #image = null; // what was drawn last, to be drawn over

  /** A canvas of `n` by `n` pixels; nothing is drawn where no height is known.
   * @param {Uint16Array} heights row by row from below @param {number} n @param {boolean} dark */
  draw(heights, n, dark) {
    if (this.#image?.width !== n) {
      this.#image = new ImageData(n, n);
      Object.assign(this.#canvas, { width: n, height: n });
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    const colors = surfaceColors(dark);
    const palette = Array.from({ length: BANDS }, (_, band) => packed(colorAt(colors, band / (BANDS - 1))));
    for (let row = 0; row < n; row++) {
      const [from, to] = [row * n, (n - 1 - row) * n];
      for (let i = 0; i < n; i++) {
        const level = heights[from + i];
        pixels[to + i] = level === NOT_FINITE ? 0 : palette[Math.floor((level / (LEVELS + 1)) * BANDS)];
      }
    }
    context(this.#canvas).putImageData(this.#image, 0, 0);
    return this.#canvas;
  }
}

// Images of a data set, fetched once and painted on canvases.

import { decode } from "../core/wire.js";

export class DatasetImages {
  #known = new Map(); // by data set and index: {rows, columns, white, pixels}

  /** `door`: URL that gives images. */
  constructor(door, page) {
    Object.assign(this, { door, page });
  }

  /** Paints [index, canvas] pairs. Returns whether the images were to be had. */
  async paint(dataset, pairs) {
    const missing = pairs.map(([index]) => index).filter((index) => !this.#known.has(`${dataset} ${index}`));
    if (missing.length) {
      const answer = await fetch(`${this.door}?_set=${dataset}&_at=${missing.join(".")}`).catch(() => null);
      if (answer?.status !== 200) return false; // 204: they are not here yet
      const buffer = await answer.arrayBuffer();
      const {
        header: { rows, columns, white },
        begin,
      } = decode(buffer);
      missing.forEach((index, i) => {
        const pixels = new Uint8Array(buffer, begin + i * rows * columns, rows * columns);
        this.#known.set(`${dataset} ${index}`, { rows, columns, white, pixels });
      });
    }
    for (const [index, canvas] of pairs) this.#draw(canvas, this.#known.get(`${dataset} ${index}`));
    return true;
  }

  /** Ink on paper, or chalk on a dark board. */
  #draw(canvas, { rows, columns, white, pixels }) {
    const { dark } = this.page.colors;
    Object.assign(canvas, { width: columns, height: rows });
    const ctx = canvas.getContext("2d");
    const image = ctx.createImageData(columns, rows);
    pixels.forEach((value, i) => {
      const ink = (255 * value) / white;
      image.data.fill(dark ? ink : 255 - ink, 4 * i, 4 * i + 3);
      image.data[4 * i + 3] = 255;
    });
    ctx.putImageData(image, 0, 0);
  }
}

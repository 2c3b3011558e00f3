// The window of the plane that is seen, in the units of the surface and in pixels. Pure.

const MIN_SPAN = 1e-7; // narrower or wider, numbers cannot draw it
const MAX_SPAN = 1e8;

/** @typedef {import("./messages.js").Box} Box */
/** @typedef {import("./messages.js").Interval} Interval */
/** @typedef {import("./messages.js").Point} Point */
/** @typedef {[left: number, top: number]} Pixel */
/** @typedef {{left: number, top: number, width: number, height: number}} Area */

/** Both axes have the same scale, so that angles are true. */
export class Viewport {
  /** @type {Interval} */ x = [-1, 1];
  /** @type {Interval} */ y = [-1, 1];
  /** @type {Area} */ area = { left: 0, top: 0, width: 1, height: 1 }; // in pixels

  /** @returns {Box} */
  get window() {
    return [this.x, this.y];
  }

  /** How much of the surface one pixel is. */
  get pixel() {
    return (this.x[1] - this.x[0]) / this.area.width;
  }

  /** How much of the surface is seen from left to right. */
  get span() {
    return this.x[1] - this.x[0];
  }

  /** Shows the box whole and as large as it fits. @param {Box} box */
  show([[left, right], [bottom, top]]) {
    const { width, height } = this.area;
    const pixel = Math.max((right - left) / width, (top - bottom) / height);
    this.#center([(left + right) / 2, (bottom + top) / 2], pixel);
  }

  /** Keeps the middle and the scale in another area. @param {Area} area */
  resize(area) {
    const { x, y, pixel } = this;
    this.area = area;
    this.#center([(x[0] + x[1]) / 2, (y[0] + y[1]) / 2], pixel);
  }

  /** @param {Point} middle @param {number} pixel */
  #center([x, y], pixel) {
    const { width, height } = this.area;
    this.x = [x - (pixel * width) / 2, x + (pixel * width) / 2];
    this.y = [y - (pixel * height) / 2, y + (pixel * height) / 2];
  }

  /** The pixel of a coordinate, from the left. @param {number} x */
  left(x) {
    return this.area.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * this.area.width;
  }

  /** The pixel of a coordinate, from the top. @param {number} y */
  top(y) {
    return this.area.top + ((this.y[1] - y) / (this.y[1] - this.y[0])) * this.area.height;
  }

  /** The point at a pixel. @param {number} left @param {number} top @returns {Point} */
  at(left, top) {
    return [
      this.x[0] + ((left - this.area.left) / this.area.width) * (this.x[1] - this.x[0]),
      this.y[1] - ((top - this.area.top) / this.area.height) * (this.y[1] - this.y[0]),
    ];
  }

  /** Whether a point is seen. @param {number} x @param {number} y */
  holds(x, y) {
    return x >= this.x[0] && x <= this.x[1] && y >= this.y[0] && y <= this.y[1];
  }

  /** The pixel of a point that is seen, else null. @param {number} x @param {number} y @returns {Pixel | null} */
  pixelOf(x, y) {
    return this.holds(x, y) ? [this.left(x), this.top(y)] : null;
  }

  /** @param {number} pixelsRight @param {number} pixelsDown */
  pan(pixelsRight, pixelsDown) {
    const [right, down] = [pixelsRight * this.pixel, pixelsDown * this.pixel];
    this.x = [this.x[0] - right, this.x[1] - right];
    this.y = [this.y[0] + down, this.y[1] + down];
  }

  /** Zooms by `factor` (over 1: out) about the pixel. @param {number} factor @param {number} left @param {number} top */
  zoom(factor, left, top) {
    const span = (this.x[1] - this.x[0]) * factor;
    if (span < MIN_SPAN || span > MAX_SPAN) return;
    const [x, y] = this.at(left, top);
    this.x = [x + (this.x[0] - x) * factor, x + (this.x[1] - x) * factor];
    this.y = [y + (this.y[0] - y) * factor, y + (this.y[1] - y) * factor];
  }
}

// The land of the view in space as the eye meets it: how high it is, what lies under a pixel, what it hides. Pure.

import { LEVELS, NOT_FINITE } from "./heightmap.js";

const STEPS = 48; // of the way from a point to the eye, or from the eye to the land
const CLEAR = 0.012; // how far above the land a point on it is taken to be, of the height: the grid is coarser than it
const HALVINGS = 12;

/** @typedef {import("./camera.js").Vector} Vector */
/** @typedef {import("./messages.js").Point} Point */

export class Raycaster {
  #camera;

  /** @param {import("./messages.js").Heightmap} heightmap @param {import("./camera.js").Camera} camera that shows its window */
  constructor(heightmap, camera) {
    this.heightmap = heightmap;
    this.#camera = camera;
  }

  /** How high the land is at a point of the plane, as a share of the scale; NaN where that is not known.
   * @param {number} x @param {number} y */
  share(x, y) {
    const { window, n, z } = this.heightmap;
    const [[left, right], [bottom, top]] = window;
    const [gx, gy] = [((x - left) / (right - left)) * (n - 1), ((y - bottom) / (top - bottom)) * (n - 1)];
    if (!(gx >= 0 && gy >= 0 && gx <= n - 1 && gy <= n - 1)) return NaN;
    const [i, j] = [Math.min(Math.floor(gx), n - 2), Math.min(Math.floor(gy), n - 2)];
    const [right_, up] = [gx - i, gy - j];
    const at = j * n + i;
    const [a, b, c, d] = [z[at], z[at + 1], z[at + n], z[at + n + 1]];
    if (a === NOT_FINITE || b === NOT_FINITE || c === NOT_FINITE || d === NOT_FINITE) return NaN;
    return ((a + (b - a) * right_) * (1 - up) + (c + (d - c) * right_) * up) / LEVELS;
  }

  /** Whether the land lies between a point of the world and the eye. @param {Vector} point */
  hides(point) {
    const { eye } = this.#camera;
    const way = /** @type {Vector} */ (eye.map((part, i) => part - point[i]));
    const end = this.#inside(point, way)[1];
    if (!(end > 0)) return false;
    for (let step = 1; step <= STEPS; step++) {
      // Small steps at first: what hides a point is often near it.
      const part = Math.min(end, 1) * (step / STEPS) ** 2;
      if (this.#above(point, way, part) < -CLEAR) return true;
    }
    return false;
  }

  /** The point of the plane that is seen at a pixel; null where that is not the land. @param {number} left @param {number} top @returns {Point | null} */
  at(left, top) {
    const { eye } = this.#camera;
    const way = this.#camera.ray(left, top);
    const [begin, end] = this.#inside(eye, way);
    if (!(end > begin)) return null;
    const fine = 4 * STEPS;
    let before = NaN; // how far above the land the step before was
    for (let step = 0; step <= fine; step++) {
      const part = begin + ((end - begin) * step) / fine;
      const above = this.#above(eye, way, part);
      if (before * above <= 0) return this.#meet(eye, way, part - (end - begin) / fine, part);
      before = above;
    }
    return null;
  }

  /** Between two parts of the way, on either side of the land. @param {Vector} from @param {Vector} way @param {number} low @param {number} high @returns {Point} */
  #meet(from, way, low, high) {
    const sign = this.#above(from, way, low);
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (this.#above(from, way, middle) * sign > 0) low = middle;
      else high = middle;
    }
    const [x, y] = this.#camera.plane(along(from, way, (low + high) / 2));
    return [x, y];
  }

  /** How far a part of the way is above the land, as a share of the scale. @param {Vector} from @param {Vector} way @param {number} part */
  #above(from, way, part) {
    const [x, y, share] = this.#camera.plane(along(from, way, part));
    return share - this.share(x, y);
  }

  /** Where the way is in the box that holds the land. @param {Vector} from @param {Vector} way @returns {[begin: number, end: number]} */
  #inside(from, way) {
    const [x, y] = this.#camera.sides;
    const [low, high] = [this.#camera.floor, this.#camera.ceiling];
    const box = [[-x / 2, x / 2], [-y / 2, y / 2], [low, high]]; // prettier-ignore
    let [begin, end] = [0, Infinity];
    box.forEach(([least, most], i) => {
      const [a, b] = [(least - from[i]) / way[i], (most - from[i]) / way[i]];
      if (Number.isNaN(a) || Number.isNaN(b)) return; // along that side, on it
      begin = Math.max(begin, Math.min(a, b));
      end = Math.min(end, Math.max(a, b));
    });
    return [begin, end];
  }
}

/** @param {Vector} from @param {Vector} way @param {number} part @returns {Vector} */
const along = (from, way, part) => [from[0] + way[0] * part, from[1] + way[1] * part, from[2] + way[2] * part];

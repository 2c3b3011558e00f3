// The eye that looks at the surface in space: where points lie on the screen, and what is under a pixel. Pure.
//
// The world holds the window of the plane as a box about the origin, its longer side 1, heights upwards from the floor
// at -LIFT; the eye turns about the origin.

const HEIGHT = 0.5; // of the box, in its longer sides
const LIFT = 0.17; // how far the origin is above the floor
const FIRST = { turn: -2.31, rise: 0.62, distance: 1.95 };
const FIELD = 0.72; // the angle that is seen, upwards, in radians
const NEAR = 0.05;
const FAR = 20;
const [MIN_RISE, MAX_RISE] = [0.05, 1.5];
const [MIN_DISTANCE, MAX_DISTANCE] = [0.4, 6];
const RADIANS = 0.008; // that a pixel's drag turns

/** @typedef {[x: number, y: number, z: number]} Vector */
/** @typedef {import("./messages.js").Box} Box */
/** @typedef {import("./viewport.js").Pixel} Pixel */

export class Camera {
  width = 1; // of the screen, in pixels
  height = 1;
  #turn = FIRST.turn; // of the eye about the vertical, from the x axis
  #rise = FIRST.rise; // of the eye above the horizon
  #distance = FIRST.distance;
  /** @type {Box} */ #window = [
    [-1, 1],
    [-1, 1],
  ];
  #matrix = new Float32Array(16);
  /** @type {Vector} */ eye = [0, 0, 0];
  isMoved = false; // by hand
  floor = -LIFT;
  ceiling = HEIGHT - LIFT;

  constructor() {
    this.#look();
  }

  /** From the world to the screen, as WebGL takes it: column by column. */
  get matrix() {
    return this.#matrix;
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    Object.assign(this, { width, height });
    this.#look();
  }

  /** Looks at a window of the plane. @param {Box} window */
  show(window) {
    this.#window = window;
  }

  /** As it looked at first. */
  reset() {
    [this.#turn, this.#rise, this.#distance] = [FIRST.turn, FIRST.rise, FIRST.distance];
    this.isMoved = false;
    this.#look();
  }

  /** Turns the surface as if it was dragged. @param {number} pixelsRight @param {number} pixelsDown */
  pan(pixelsRight, pixelsDown) {
    this.#turn -= RADIANS * pixelsRight;
    this.#rise = Math.max(MIN_RISE, Math.min(MAX_RISE, this.#rise + RADIANS * pixelsDown));
    this.isMoved = true;
    this.#look();
  }

  /** Comes nearer, or goes away (`factor` over 1). @param {number} factor */
  zoom(factor) {
    this.#distance = Math.max(MIN_DISTANCE, Math.min(MAX_DISTANCE, this.#distance * factor));
    this.isMoved = true;
    this.#look();
  }

  /** How long the sides of the window are in the world. @returns {[x: number, y: number]} */
  get sides() {
    const [[left, right], [bottom, top]] = this.#window;
    const longer = Math.max(right - left, top - bottom);
    return [(right - left) / longer, (top - bottom) / longer];
  }

  /** Where a point of the plane is in the world, at a share of the height. @param {number} x @param {number} y @param {number} share @returns {Vector} */
  world(x, y, share) {
    const [[left, right], [bottom, top]] = this.#window;
    const longer = Math.max(right - left, top - bottom);
    return [(x - (left + right) / 2) / longer, (y - (bottom + top) / 2) / longer, share * HEIGHT - LIFT];
  }

  /** The point of the plane below one of the world, and its share of the height. @param {Vector} world @returns {Vector} */
  plane([x, y, z]) {
    const [[left, right], [bottom, top]] = this.#window;
    const longer = Math.max(right - left, top - bottom);
    return [(left + right) / 2 + x * longer, (bottom + top) / 2 + y * longer, (z + LIFT) / HEIGHT];
  }

  /** The pixel of a point of the world; NaN behind the eye. @param {Vector} world @returns {Pixel} */
  pixelOf([x, y, z]) {
    const m = this.#matrix;
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    if (w <= NEAR) return [NaN, NaN];
    const left = (m[0] * x + m[4] * y + m[8] * z + m[12]) / w;
    const top = (m[1] * x + m[5] * y + m[9] * z + m[13]) / w;
    return [(0.5 + 0.5 * left) * this.width, (0.5 - 0.5 * top) * this.height];
  }

  /** The direction in which a pixel is seen from the eye, of any length. @param {number} left @param {number} top @returns {Vector} */
  ray(left, top) {
    const { right, up, ahead } = this.#axes();
    const [tall, wide] = this.#spread();
    const [a, b] = [((2 * left) / this.width - 1) * wide, (1 - (2 * top) / this.height) * tall];
    return /** @type {Vector} */ (ahead.map((part, i) => part + a * right[i] + b * up[i]));
  }

  /** How far the picture reaches at a distance of 1: upwards, and to the right. A tall screen sees the whole width. */
  #spread() {
    const aspect = this.width / this.height;
    const tall = Math.tan(FIELD / 2) * Math.max(1, 1.25 / aspect);
    return [tall, tall * aspect];
  }

  #axes() {
    const [sinTurn, cosTurn] = [Math.sin(this.#turn), Math.cos(this.#turn)];
    const [sinRise, cosRise] = [Math.sin(this.#rise), Math.cos(this.#rise)];
    /** @type {Vector} */ const ahead = [-cosTurn * cosRise, -sinTurn * cosRise, -sinRise];
    /** @type {Vector} */ const right = [-sinTurn, cosTurn, 0];
    /** @type {Vector} */ const up = [-cosTurn * sinRise, -sinTurn * sinRise, cosRise];
    return { right, up, ahead };
  }

  #look() {
    const { right, up, ahead } = this.#axes();
    this.eye = /** @type {Vector} */ (ahead.map((part) => -part * this.#distance));
    const [tall, wide] = this.#spread();
    const depth = [(FAR + NEAR) / (FAR - NEAR), (-2 * FAR * NEAR) / (FAR - NEAR)];
    const dot = (/** @type {Vector} */ a) => a[0] * this.eye[0] + a[1] * this.eye[1] + a[2] * this.eye[2];
    for (let i = 0; i < 3; i++) {
      this.#matrix.set([right[i] / wide, up[i] / tall, ahead[i] * depth[0], ahead[i]], 4 * i);
    }
    this.#matrix.set([-dot(right) / wide, -dot(up) / tall, -dot(ahead) * depth[0] + depth[1], -dot(ahead)], 12);
  }
}

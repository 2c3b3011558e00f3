// The picture of heights, pixel by pixel: where lines and bands lie, against surfaces whose contours are known.

import assert from "node:assert/strict";
import test from "node:test";

import { bandHeight, colorAt, heightImage } from "../../pages/ui/static/race/height_image.js";

const COLORS = [
  [0, "#000000"],
  [1, "#0000ff"],
];
const RED = [1, 0, 0, 1];
const SIDE = 400;
const [LOW, HIGH] = [0, 13];

/** A heightmap of `height(x, y)`, between LOW and HIGH, over [-2, 2] x [-2, 2]. */
function sampled(height, n = 200) {
  const z = new Uint16Array(n * n);
  for (let i = 0; i < n * n; i++) {
    const [x, y] = [i % n, Math.floor(i / n)].map((at) => -2 + (4 * at) / (n - 1));
    const value = height(x, y);
    z[i] = Number.isFinite(value) ? Math.round((65534 * (value - LOW)) / (HIGH - LOW)) : 65535;
  }
  const window = [
    [-2, 2],
    [-2, 2],
  ];
  return { window, n, low: LOW, high: HIGH, minimum: 0, linear_threshold: 1, z };
}

/** Its pixels over [-2, 2] x [-2, 2], or more, by `see(x, y, {red, blue, alpha}, pixel)`. */
function eachPixel(heightmap, see, { width = 1, reach = 2 } = {}) {
  const pixel = (2 * reach) / SIDE;
  const [x, y] = [-reach + pixel / 2, reach - pixel / 2];
  const raster = { x, y, right: pixel, down: pixel, columns: SIDE, rows: SIDE };
  const bytes = new Uint8Array(heightImage(heightmap, raster, { colors: COLORS, line: RED, width }).buffer);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [red, , blue, alpha] = bytes.slice(4 * i, 4 * i + 4);
    see(x + (i % SIDE) * pixel, y - Math.floor(i / SIDE) * pixel, { red, blue, alpha }, pixel);
  }
}

const bowl = (x, y) => x ** 2 + y ** 2;

test("a bowl has round lines, each where the height says, and none at its foot", () => {
  const heightmap = sampled(bowl);
  const band = bandHeight(heightmap);
  assert.equal(band, 0.5);
  let [on, off] = [0, 0];
  eachPixel(heightmap, (x, y, { red }, pixel) => {
    const radius = Math.hypot(x, y);
    const nearest = Math.round(radius ** 2 / band);
    const away = Math.abs(radius - Math.sqrt(nearest * band)) / pixel;
    if (nearest > 0 && away < 0.3) on += Number(assert.ok(red > 120, `${x} ${y}: ${red}`) ?? 1);
    if (nearest === 0 || away > 1.5) off += Number(assert.ok(red === 0, `${x} ${y}: ${red}`) ?? 1);
  });
  assert.ok(on > 3000 && off > 60000, `${on} ${off}`);
});

test("a band has one colour, that of its middle", () => {
  eachPixel(sampled(bowl), (x, y, { red, blue }) => {
    if (red) return;
    const middle = (Math.floor(bowl(x, y) / 0.5) + 0.5) * 0.5;
    assert.ok(Math.abs(blue - (255 * middle) / HIGH) <= 1, `${x} ${y}: ${blue}`);
  });
});

test("colours that flow say each height, and have no lines", () => {
  const slope = (x, y) => 6 + x + 2 * y;
  eachPixel(
    sampled(slope),
    (x, y, { red, blue, alpha }) => {
      assert.ok(Math.abs(blue - (255 * slope(x, y)) / HIGH) <= 1, `${x} ${y}: ${blue}`);
      assert.deepEqual([red, alpha], [0, 255]);
    },
    { width: 0 },
  );
});

test("where lines would touch each other none is drawn", () => {
  let seen = 0;
  eachPixel(
    sampled((x) => 6 + 2.5 * x),
    (_x, _y, { red }) => (seen = Math.max(seen, red)),
  );
  assert.ok(seen > 120, "a gentle slope has lines");
  eachPixel(
    sampled((x) => (x < 0 ? 0.2 : 12.8)),
    (x, _y, { red }) => assert.equal(red, 0, `a cliff at ${x}`),
  );
});

test("what is outside the heights, or not known, stays clear", () => {
  const holed = sampled((x, y) => (x > 0.5 ? NaN : bowl(x, y)));
  eachPixel(
    holed,
    (x, y, { alpha }) => {
      const inside = Math.abs(x) <= 2 && Math.abs(y) <= 2;
      if (!inside || x > 0.5) assert.equal(alpha, 0, `${x} ${y}`);
      if (inside && x < 0.45) assert.equal(alpha, 255, `${x} ${y}`);
    },
    { reach: 3 },
  );
});

test("a plain that is flat has one colour", () => {
  const flat = { ...sampled(() => 0), low: 3, high: 3 };
  eachPixel(flat, (_x, _y, { red, alpha }) => assert.deepEqual([red, alpha], [0, 255]));
});

test("a colour lies between its neighbours on the scale", () => {
  assert.deepEqual(colorAt(COLORS, 0.5), [0, 0, 0.5, 1]);
  assert.deepEqual(colorAt(COLORS, -1), [0, 0, 0, 1]);
  assert.deepEqual(colorAt(COLORS, 2), [0, 0, 1, 1]);
});

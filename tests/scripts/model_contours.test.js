// The contours of the second-order model: at its heights, on the scale of the surface's own.

import assert from "node:assert/strict";
import test from "node:test";

import { digits } from "../../pages/ui/static/step/line_models.js";
import { contours, heightOf, onScale, polylines } from "../../pages/ui/static/step/model_contours.js";

const BOWL = {
  x: [1, 0],
  value: 0.5,
  gradient: [1, 0],
  hessian: [
    [1, 0],
    [0, 4],
  ],
};
const WINDOW = [
  [-2, 2],
  [-2, 2],
];

test("the model of a quadratic is the quadratic", () => {
  for (const [x, y] of [
    [1, 0],
    [0, 0],
    [-1.5, 2],
  ])
    assert.ok(Math.abs(heightOf(BOWL, [x, y]) - (x * x + 4 * y * y) / 2) < 1e-12);
});

test("a height is as far up the scale as on the ground", () => {
  const ground = { minimum: 1, linear_threshold: 2, low: 0, high: 1 };
  assert.equal(onScale(1, ground), 0);
  assert.ok(Math.abs(onScale(19, ground) - 1) < 1e-12);
  assert.ok(Math.abs(onScale(-17, ground) + 1) < 1e-12);
});

test("contours lie on the heights between two bands, all around", () => {
  const ground = { minimum: 0, linear_threshold: 0.1, low: 0, high: 2 };
  const found = contours(BOWL, WINDOW, ground, 4);
  const levels = [0.5, 1, 1.5].map((z) => 0.1 * (10 ** z - 1));
  assert.ok(found.length > 100);
  for (const [[u, v]] of found) {
    const height = heightOf(BOWL, [-2 + 4 * u, -2 + 4 * v]);
    assert.ok(Math.min(...levels.map((level) => Math.abs(Math.log(height / level)))) < 0.15, String(height));
  }
  const first = found.filter(([[u, v]]) => heightOf(BOWL, [-2 + 4 * u, -2 + 4 * v]) < 0.5);
  const sides = new Set(first.map(([[u, v]]) => `${u > 0.5} ${v > 0.5}`));
  assert.equal(sides.size, 4);
});

test("contours become lines that take each of their segments once", () => {
  const found = contours(BOWL, WINDOW, { minimum: 0, linear_threshold: 0.1, low: 0, high: 2 }, 4);
  const lines = polylines(found);
  assert.ok(lines.length < 12, String(lines.length));
  const steps = lines.flatMap((line) => line.slice(1).map((to, i) => [line[i], to]));
  assert.equal(steps.length, found.length);
  const length = (of) => of.reduce((sum, [[u, v], [s, t]]) => sum + Math.hypot(u - s, v - t), 0);
  assert.ok(Math.abs(length(steps) - length(found)) < 1e-6);
});

test("ticks that lie close together are told apart", () => {
  assert.equal(digits([0, 100, 200]), 3);
  assert.equal(digits([181.58, 181.59, 181.6]), 6);
});

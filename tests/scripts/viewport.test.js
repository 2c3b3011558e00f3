// The window of the plane that is seen: pixels and points are each other's inverse, however it is panned and zoomed.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Viewport } from "../../pages/ui/static/race/viewport.js";

const AREA = { left: 44, top: 6, width: 800, height: 400 };
const BOX = [
  [-2, 2],
  [-1, 3],
];

let viewport;
beforeEach(() => {
  viewport = new Viewport();
  viewport.resize(AREA);
  viewport.show(BOX);
});

const close = (actual, expected) =>
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-9, `${actual} is not ${expected}`));
const pixelOf = (x, y) => [viewport.left(x), viewport.top(y)];

test("a box is shown whole, in the middle, and as large as it fits", () => {
  close(viewport.y, [-1, 3]);
  close(viewport.x, [-4, 4]);
  viewport.resize({ ...AREA, width: 200 });
  viewport.show(BOX);
  close(viewport.x, [-2, 2]);
  close(viewport.y, [-3, 5]);
});

test("the corners of the area are the corners of the window, and up is up", () => {
  close(pixelOf(-4, 3), [44, 6]);
  close(pixelOf(4, -1), [844, 406]);
});

test("a pixel is a point and back, however it was moved", () => {
  viewport.pan(30, -70);
  viewport.zoom(0.37, 500, 100);
  for (const [left, top] of [
    [44, 6],
    [500, 100],
    [700, 390],
  ]) {
    close(pixelOf(...viewport.at(left, top)), [left, top]);
  }
});

test("both axes have the same scale, whatever is done", () => {
  viewport.pan(30, -70);
  viewport.zoom(1.9, 100, 300);
  viewport.resize({ left: 34, top: 6, width: 350, height: 210 });
  const [x, y] = [viewport.x, viewport.y];
  close([(x[1] - x[0]) / 350], [(y[1] - y[0]) / 210]);
});

test("what is dragged stays under the pointer", () => {
  const point = viewport.at(300, 200);
  viewport.pan(40, 25);
  close(pixelOf(...point), [340, 225]);
});

test("zooming keeps the point under the pointer, and multiplies the span", () => {
  const point = viewport.at(300, 200);
  viewport.zoom(0.5, 300, 200);
  close(pixelOf(...point), [300, 200]);
  close([viewport.x[1] - viewport.x[0]], [4]);
  close([viewport.pixel], [4 / 800]);
});

test("it is not zoomed beyond what numbers can draw", () => {
  for (const factor of [0.1, 10]) {
    for (let i = 0; i < 40; i++) viewport.zoom(factor, 300, 200);
    const span = viewport.x[1] - viewport.x[0];
    assert.ok(span >= 1e-7 && span <= 1e8, `${span}`);
    assert.ok(span < 1e-5 || span > 1e6, "and it is zoomed up to there");
  }
});

test("another size keeps the middle and the scale", () => {
  viewport.zoom(0.5, 300, 200);
  const { pixel } = viewport;
  const middle = viewport.at(44 + 400, 6 + 200);
  viewport.resize({ left: 34, top: 6, width: 300, height: 500 });
  close([viewport.pixel], [pixel]);
  close(viewport.at(34 + 150, 6 + 250), middle);
});

test("it holds what is seen, its edges included", () => {
  assert.ok(viewport.holds(0, 0) && viewport.holds(4, 3));
  assert.ok(!viewport.holds(4.01, 0) && !viewport.holds(0, -1.01));
});

// Histograms and statistics of the inside of a network.

import assert from "node:assert/strict";
import test from "node:test";

import { outline, places } from "../../pages/ui/static/lab/inside_picture.js";

test("a histogram is scaled to its own height, and an empty one lies on the ground", () => {
  assert.equal(outline([0, 0.2, 0.1, 0]), "M0 90V90.0H50.0V4.0H100.0V47.0H150.0V90.0H200.0V90");
  assert.equal(outline([0, 0]), "M0 90V90.0H100.0V90.0H200.0V90");
});

test("equal statistics lie on the diagonal, what is no number lies nowhere", () => {
  const { low, high, points } = places([
    [0, 1, 2, null],
    [0, 1, 4, 3],
  ]);
  assert.deepEqual([low, high], [0, 4]);
  assert.equal(points.length, 3);
  for (const { x, y } of points.slice(0, 2)) assert.equal(x, 100 - y);
  assert.ok(100 - points[2].y > points[2].x, "above the diagonal where the batch has more");
});

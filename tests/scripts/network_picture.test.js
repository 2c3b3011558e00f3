// The picture of a network before it is trained.

import assert from "node:assert/strict";
import test from "node:test";

import { heightsOf, layersOf, weightsOf } from "../../pages/ui/static/lab/network_picture.js";

test("layers say what they hold, and the weights between them are counted", () => {
  const layers = layersOf(784, [128], "ReLU", 10);
  assert.deepEqual(
    layers.map(({ text }) => text),
    ["784 pixels", "128 ReLU", "10 classes"],
  );
  assert.equal(weightsOf(layers), 784 * 128 + 128 + 128 * 10 + 10);
  assert.equal(weightsOf(layersOf(64, [], "", 10)), 650);
});

test("of many units some are drawn, with room between them for dots", () => {
  assert.deepEqual(heightsOf(3), [0, 0.5, 1]);
  assert.deepEqual(heightsOf(1), [0.5]);
  assert.equal(heightsOf(7).length, 7);
  assert.ok(heightsOf(784).length === 6 && !heightsOf(784).includes(0.5));
});

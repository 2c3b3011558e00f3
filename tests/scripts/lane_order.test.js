// Curves stay with their lanes when these are moved, removed or added.

import assert from "node:assert/strict";
import test from "node:test";

import { LaneOrder } from "../../pages/ui/static/lab/lane_order.js";

const table = (...values) => ({ rows: values.length, step: Float32Array.from(values) });
const LANES = ["a", "b", "c"].map((optimizer) => ({
  optimizer,
  schedule: "constant",
  facts: [["lr", 1]],
  steps: table(1, 2),
  evaluations: table(0),
}));
const names = (order) => order.of(LANES).map(({ optimizer, steps }) => (steps.rows ? optimizer : "-"));

test("lanes that nobody touched are as they were trained", () => {
  const order = new LaneOrder();
  assert.equal(order.of(LANES), LANES);
  assert.equal(order.trained(2), 2);
});

test("lanes that are moved and removed take their curves along", () => {
  const order = new LaneOrder();
  order.arrange([2, 0, 1]);
  assert.deepEqual(names(order), ["c", "a", "b"]);
  order.arrange([0, 2]); // the second is removed
  assert.deepEqual(names(order), ["c", "b"]);
  assert.deepEqual(
    [0, 1, 2].map((index) => order.trained(index)),
    [2, 1, -1],
  );
  order.reset();
  assert.deepEqual(names(order), ["a", "b", "c"]);
});

test("of a lane that is new nothing is drawn, and the others keep their places", () => {
  const order = new LaneOrder();
  order.arrange([0, -1, 1, 2]); // a copy of the first
  assert.deepEqual(names(order), ["a", "-", "b", "c"]);
  const [, copy] = order.of(LANES);
  assert.equal(copy.verdict.kind, "waiting");
  assert.equal(copy.evaluations.step.length, 0);
  order.arrange([0, 1, 2, 3, -1]);
  assert.deepEqual(names(order), ["a", "-", "b", "c"], "at the end it is not told of");
});

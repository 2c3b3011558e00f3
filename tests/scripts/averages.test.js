// Numbers as people paste them; weights as they are drawn.

import assert from "node:assert/strict";
import test from "node:test";

import { pasted, written } from "../../pages/ui/static/averages/pasted.js";
import { relative } from "../../pages/ui/static/averages/weights.js";

test("numbers are found however they are separated", () => {
  for (const text of [
    "4.5 5 -2",
    "4.5,5,-2",
    "4.5;5;−2",
    "4.5\n5\n-2\n",
    " 4.5\t5\t-2 ",
    "4,5; 5; -2",
    "4,5\n5,0\n-2",
  ]) {
    assert.deepEqual(pasted(text), [4.5, 5, -2], text);
  }
});

test("commas without another separator are no decimal commas", () => assert.deepEqual(pasted("1,2,3"), [1, 2, 3]));

test("what is no number is passed over", () => assert.deepEqual(pasted("day: 4 °C, n/a 5 Infinity"), [4, 5]));

test("a link says them shortly", () => assert.equal(written([4.5, -2, 1 / 3]), "4.5_-2_0.333333"));

test("weights lie before the day, the newest as 1", () => {
  const weights = new Float32Array([0.5, 0.25, 0.125, 0]);
  assert.deepEqual(relative(weights, 2), [0.5, 1, null, null]);
  assert.deepEqual(relative(weights, 4), [null, 0.25, 0.5, 1]);
});

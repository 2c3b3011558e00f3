// Marks on the scrubber: which one is meant, and the way from one to the next.

import assert from "node:assert/strict";
import { test } from "node:test";

import { beside, near } from "../../pages/ui/static/player/marks.js";

const MARKS = [
  { step: 40, color: "", text: "2: left the box" },
  { step: 12, color: "", text: "1: near" },
  { step: 13, color: "", text: "3: near" },
];

test("what happened near a step is told, the earliest first", () => {
  assert.equal(near(MARKS, 12, 0), "1: near");
  assert.equal(near(MARKS, 13, 2), "1: near\n3: near");
  assert.equal(near(MARKS, 30, 2), "");
});

test("from mark to mark, and no farther than the last", () => {
  assert.deepEqual([beside(MARKS, 0, 1), beside(MARKS, 12, 1), beside(MARKS, 13, 1)], [12, 13, 40]);
  assert.deepEqual([beside(MARKS, 60, -1), beside(MARKS, 40, -1), beside(MARKS, 13, -1)], [40, 13, 12]);
  assert.equal(beside(MARKS, 40, 1), null);
  assert.equal(beside(MARKS, 40, 0), null, "of another key");
  assert.equal(beside([], 0, 1), null);
});

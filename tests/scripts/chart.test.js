// What a chart's axis says: round numbers, enough of them, and none outside the scale.

import assert from "node:assert/strict";
import test from "node:test";

import { decades, padded } from "../../pages/ui/static/charts/chart.js";

const ticks = (low, high) => decades(null, null, low, high);

test("ticks of a logarithmic scale are powers of ten, at most six", () => {
  assert.deepEqual(ticks(1e-3, 1e2), [1e-3, 1e-2, 1e-1, 1, 10, 100]);
  for (const power of [2, 7, 20, 300]) {
    const seen = ticks(10 ** (1 - power), 5);
    assert.ok(seen.length >= 2 && seen.length <= 6, `${seen}`);
    for (const tick of seen) assert.ok(Number.isInteger(Math.log10(tick)), `${tick}`);
  }
});

test("a scale has several ticks however little it spans, and none is outside", () => {
  for (const high of [1.001, 1.03, 1.5, 2.9, 4, 9.9, 12, 31, 99]) {
    const seen = ticks(1, high);
    assert.ok(seen.length >= 2 && seen.length <= 7, `${high}: ${seen}`);
    for (const tick of seen) assert.ok(tick >= 1 && tick <= high, `${high}: ${seen}`);
  }
});

test("a curve that diverges leaves the scale at the top, and one that holds still is inside it", () => {
  const chart = {
    data: [
      [0, 1],
      [2, 1e30],
      [1, 0.5],
    ],
  };
  assert.deepEqual(padded(chart, 0.5, 1e30), [0.5 / 1.2, 2e4 * 1.2]);
  assert.deepEqual(padded(chart, 3, 3), [1.5, 6]);
  assert.deepEqual(padded(chart, null, null), [1e-3, 1]);
});

// What a chart's axis says: round numbers, enough of them, and none outside the scale.

import assert from "node:assert/strict";
import test from "node:test";

import { closely, decades, padded, signedDecades } from "../../pages/ui/static/charts/chart.js";

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

test("a scale on both sides of zero has a few round ticks that do not crowd", () => {
  const place = (value) => Math.asinh(value);
  for (const [low, high] of [
    [0.7, 2.3],
    [-20, 2],
    [-150, 3],
    [-1.2e12, 4],
    [-6.8e20, 2.2],
    [-4e240, 2],
    [-3e5, 8e7],
  ]) {
    const ticks = signedDecades(null, null, low, high);
    assert.ok(ticks.length >= 2 && ticks.length <= 10, `${ticks}`);
    for (const tick of ticks) assert.ok(tick >= low && tick <= high, `${tick} of ${low} to ${high}`);
    const height = place(high) - place(low);
    const gaps = ticks.slice(1).map((tick, i) => (place(tick) - place(ticks[i])) / height);
    assert.ok(Math.min(...gaps) > 0.07, `${ticks} stand ${gaps} apart`);
  }
  assert.deepEqual(signedDecades(null, null, -1.2e12, 4), [-1e12, -1e8, -1e4, 0]);
  const [low, high] = closely(null, -7, 3);
  assert.ok(low < -7 && low > -9 && high > 3 && high < 4);
  assert.ok(closely(null, -1e20, 2)[1] < 20, "what falls for ever leaves no room above");
});

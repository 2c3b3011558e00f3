// Times and numbers for reading are as exact as they are known.

import assert from "node:assert/strict";
import test from "node:test";

import { about, count, duration, number } from "../../pages/ui/static/core/numbers.js";

test("durations have about two digits", () => {
  const seconds = [-1, 0.04, 0.06, 9.94, 9.96, 99.4, 120, 5400, 7200];
  const texts = ["< 0.1 s", "< 0.1 s", "0.1 s", "9.9 s", "10 s", "99 s", "2 min", "90 min", "2.0 h"];
  assert.deepEqual(seconds.map(duration), texts);
});

test("estimates are as coarse as they are good", () => {
  const seconds = [0, 3.4, 22, 58, 146, 600, 9000];
  const texts = ["1 s", "3 s", "20 s", "60 s", "150 s", "10 min", "2.5 h"].map((text) => `about ${text}`);
  assert.deepEqual(seconds.map(about), texts);
});

test("a number has four digits, and a power of ten where it would be long", () => {
  const values = [0.0001, 0.000025, -2, 0.1 + 0.2, 9999, 12344, 1e-12, null, NaN];
  const texts = ["0.0001", "2.5e-5", "−2", "0.3", "9999", "1.234e4", "1e-12", "–", "–"];
  assert.deepEqual(
    values.map((value) => number(value)),
    texts,
  );
});

test("a count has its thousands set apart", () => {
  assert.deepEqual([0, 999, 1000, 1234567.4].map(count), ["0", "999", "1,000", "1,234,567"]);
});

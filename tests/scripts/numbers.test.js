// Times and numbers for reading are as exact as they are known, and the same as Python's.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { about, count, duration, number, percent, tick } from "../../pages/ui/static/core/numbers.js";

const cases = JSON.parse(readFileSync(new URL("../translations/numbers.json", import.meta.url), "utf8"));

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

test("numbers are written as Python writes them", () => {
  for (const [value, digits, text] of cases.number) assert.equal(number(value, digits), text);
  for (const [value, text] of cases.count) assert.equal(count(value), text);
});

test("what is no number says so", () => {
  assert.deepEqual(
    [NaN, Infinity, -Infinity].map((value) => number(value)),
    ["not a number", "beyond 3.4·10³⁸", "beyond −3.4·10³⁸"],
  );
});

test("a number at a tick of an axis is short", () => {
  const values = [0, 0.01, 0.00999, 123.4, 9999, 1e4, 1234567, -0.00012345, -250];
  const texts = ["0", "0.01", "0.00999", "123", "10000", "10000", "1.23·10⁶", "−0.000123", "−250"];
  assert.deepEqual(values.map(tick), texts);
});

test("a share is in percent, with the decimals that are asked for", () => {
  assert.deepEqual(
    [percent(0.5), percent(0.97654, 2), percent(0.001, null), percent(0.07, null)],
    ["50.0 %", "97.65 %", "0.1 %", "7 %"],
  );
  assert.equal(percent(NaN), "–");
});

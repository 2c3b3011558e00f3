// Ticks of axes: round, inside, evenly spaced, and written so that no two read alike, however far one zooms.

import assert from "node:assert/strict";
import test from "node:test";

import { roundTicks, roundUp, roundest, tickTexts } from "../../pages/ui/static/charts/ticks.js";

test("ticks are round", () => {
  assert.deepEqual(roundTicks(-1.1, 1.3, 5), [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(roundTicks(0, 100, 4), [0, 50, 100]);
  assert.deepEqual(roundTicks(2, 2, 4), []);
  assert.deepEqual(roundTicks(NaN, 2, 4), []);
  assert.equal(roundUp(0.21), 0.5);
  assert.equal(roundUp(0.3), 0.5);
  assert.equal(roundUp(6), 10);
  assert.equal(roundUp(0.021, [1, 2, 2.5, 5]), 0.025);
});

test("there are some, none is outside, and all are written differently, from 1e-7 to 1e8 wide", () => {
  for (const middle of [0, 1, -2.9035, 1234.5]) {
    for (let span = 1e-7; span < 1e9; span *= 3.7) {
      const [low, high] = [middle - span / 2, middle + span / 2];
      for (const most of [3, 8, 14]) {
        const ticks = roundTicks(low, high, most);
        assert.ok(ticks.length >= 1 && ticks.length <= most + 1, `${low} ${high}: ${ticks}`);
        for (const tick of ticks) assert.ok(tick >= low - 1e-9 * span && tick <= high + 1e-9 * span);
        const texts = tickTexts(ticks);
        assert.equal(new Set(texts).size, ticks.length, `${texts}`);
        texts.forEach((text, i) => {
          const error = Math.abs(Number(text.replaceAll("−", "-")) - ticks[i]);
          assert.ok(error < 1e-6 * span, `${text} is ${ticks[i]}`);
        });
      }
    }
  }
});

test("texts have the decimals that are needed", () => {
  assert.deepEqual(tickTexts([-1, -0.5, 0, 0.5]), ["−1.0", "−0.5", "0", "0.5"]);
  assert.deepEqual(tickTexts([10, 20]), ["10", "20"]);
  assert.deepEqual(tickTexts([0, 2e6]), ["0", "2e6"]);
});

test("of an interval the number with the fewest digits", () => {
  assert.equal(roundest(-1, 3), 0);
  assert.equal(roundest(83, 121), 100);
  assert.equal(roundest(0.0012, 0.0061), 0.005);
  assert.equal(roundest(-78.33, -77.2), -78);
  assert.equal(roundest(1.234, 1.2345), 1.234);
  assert.equal(roundest(7, 7), 7);
});

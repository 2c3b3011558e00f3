// Where a number stands on a slider, and which number stands there.

import assert from "node:assert/strict";
import test from "node:test";

import { share, step, typed, value } from "../../pages/ui/static/fields/slider_scale.js";

const LINEAR = { low: -2, high: 6, log: false, log_complement: false, whole: false };
const LOG = { ...LINEAR, low: 1e-5, high: 10, log: true };
const COMPLEMENT = { ...LINEAR, low: 0, high: 0.9999, log_complement: true };
const SCALES = { LINEAR, LOG, COMPLEMENT };

test("the ends are the ends, exactly, and nothing lies beyond them", () => {
  for (const range of Object.values(SCALES)) {
    assert.deepEqual([value(range, 0), value(range, 1)], [range.low, range.high]);
    assert.deepEqual([value(range, -0.1), value(range, 1.1)], [range.low, range.high]);
    assert.deepEqual([share(range, range.low), share(range, range.high)], [0, 1]);
    assert.equal(share(range, range.high + 0.00001), 1);
  }
});

test("the middle is half way on the scale: a sum, a factor, a factor of what is missing to one", () => {
  assert.equal(value(LINEAR, 0.5), 2);
  assert.equal(value(LOG, 0.5), 0.01);
  assert.equal(value(COMPLEMENT, 0.5), 0.99);
  assert.ok(Math.abs(share(LOG, 0.01) - 0.5) < 1e-12);
  assert.ok(Math.abs(share(COMPLEMENT, 0.99) - 0.5) < 1e-12);
});

test("a slider's value stands where it was taken from, within what its digits can tell", () => {
  for (const [name, range] of Object.entries(SCALES)) {
    for (let tick = 0; tick <= 1000; tick += 7) {
      const at = tick / 1000;
      const again = share(range, value(range, at));
      assert.ok(Math.abs(again - at) < 0.006, `${name} ${at} ${again}`);
    }
  }
});

test("values rise from tick to tick", () => {
  for (const [name, range] of Object.entries(SCALES)) {
    for (let tick = 1; tick <= 100; tick++) {
      assert.ok(value(range, tick / 100) > value(range, (tick - 1) / 100), `${name} ${tick}`);
    }
  }
});

test("values have no more digits than the slider can tell apart", () => {
  assert.equal(value(LOG, 0.123456), 5.5e-5);
  assert.equal(value(LINEAR, 1 / 3), 0.67);
  assert.equal(value(COMPLEMENT, 1 / 3), 0.954);
});

test("a whole number is whole", () => {
  for (const range of [
    { ...LINEAR, low: 0, high: 17, whole: true },
    { ...LOG, low: 8, high: 4096, whole: true },
  ]) {
    for (let at = 0; at <= 1; at += 0.01) assert.ok(Number.isInteger(value(range, at)));
  }
});

test("a number may be typed with a comma, a true minus sign and space around it", () => {
  assert.equal(typed(" 0,5 "), 0.5);
  assert.equal(typed("−1.5"), -1.5);
  assert.equal(typed("1e-3"), 0.001);
  assert.equal(typed("0"), 0);
});

test("what is no number is none", () => {
  for (const text of ["", "  ", "x", "1.2.3", "1,2,3", "Infinity", "NaN"]) assert.equal(typed(text), null, text);
});

test("a key always makes a difference, from one end to the other and back", () => {
  const whole = { ...LINEAR, low: 1, high: 30, whole: true };
  const wholeLog = { ...LOG, low: 1, high: 60_000, whole: true };
  for (const range of [LINEAR, LOG, COMPLEMENT, whole, wholeLog]) {
    let at = range.low;
    let presses = 0;
    for (; at < range.high; presses++) {
      const next = step(range, at, 1);
      assert.ok(next > at, `${at} -> ${next}`);
      at = next;
    }
    assert.ok(presses <= 1000 && at === range.high);
    while (at > range.low) {
      const next = step(range, at, -1);
      assert.ok(next < at, `${at} -> ${next}`);
      at = next;
    }
    assert.equal(at, range.low);
  }
  assert.equal(step(whole, 3, 1), 4, "one epoch more");
  assert.equal(step(LOG, 0.0123456, 1) > 0.0123456, true, "from a value that was typed");
});

test("an arrow key goes from one whole number to the next, however many there are", () => {
  const seeds = { ...LINEAR, low: 0, high: 9999, whole: true };
  assert.deepEqual([step(seeds, 0, 1), step(seeds, 7, -1), step(seeds, 0, -1), step(seeds, 9999, 1)], [1, 6, 0, 9999]);
  assert.equal(step(seeds, 0, 50), 500);
});

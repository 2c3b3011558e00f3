// Names of arrows stand at their tips, and none over another.

import assert from "node:assert/strict";
import test from "node:test";

import { apart } from "../../pages/ui/static/step/arrow_labels.js";

const SIZE = { side: 300, height: 14, width: (text) => 8 * text.length };
const tip = (text, x, y, more = {}) => ({ text, x, y, back: false, first: false, ...more });

test("a name stands beside its tip, where its arrow points", () => {
  const [right] = apart([tip("step 1", 100, 100)], SIZE);
  assert.ok(right.x > 100 && Math.abs(right.y - 100) < 14);
  const [left] = apart([tip("step 1", 100, 100, { back: true })], SIZE);
  assert.ok(left.x + SIZE.width("step 1") < 100);
  const [inside] = apart([tip("step 1", 290, 100)], SIZE);
  assert.ok(inside.x + SIZE.width("step 1") < 300, "not beyond the picture");
});

test("names at one place stand apart, that of the move nearest", () => {
  const tips = [tip("−∇f", 100, 100), tip("step 2", 102, 101, { first: true }), tip("m", 101, 99), tip("v", 99, 100)];
  const placed = apart(tips, SIZE);
  assert.equal(placed[0].text, "step 2");
  for (const a of placed) {
    for (const b of placed) {
      const over =
        a.x < b.x + SIZE.width(b.text) && b.x < a.x + SIZE.width(a.text) && Math.abs(a.y - b.y) < SIZE.height;
      assert.ok(a === b || !over, `${a.text} over ${b.text}`);
    }
  }
});

test("the name of an arrow that two lanes share is written once, of two arrows twice", () => {
  const texts = (...tips) => apart(tips, SIZE).map(({ text }) => text);
  assert.deepEqual(texts(tip("−∇f", 100, 100), tip("step 1", 150, 90), tip("−∇f", 100.4, 99.7)), ["−∇f", "step 1"]);
  assert.deepEqual(texts(tip("−∇f", 100, 100), tip("−∇f", 100, 140)), ["−∇f", "−∇f"]);
  assert.deepEqual(texts(tip("step 1", 100, 100), tip("step 2", 100, 100)), ["step 1", "step 2"]);
});

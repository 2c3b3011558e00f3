// Names at the heads of paths, and paths that cannot be told apart.

import assert from "node:assert/strict";
import test from "node:test";

import { coinciding } from "../../pages/ui/static/race/coincidence.js";
import { placed } from "../../pages/ui/static/race/head_labels.js";

const AREA = { x: 0, y: 0, width: 800, height: 500 };
const label = (key, x, y) => ({ key, x, y, width: 120, height: 20 });
const overlaps = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test("eight names at one head stand on none of each other and inside the picture", () => {
  const labels = Array.from({ length: 8 }, (_, i) => label(`${i}`, 400, 250));
  const places = placed(labels, AREA, new Map());
  places.forEach((a, i) => places.slice(i + 1).forEach((b) => assert.ok(!overlaps(a, b))));
  for (const { x, y, width, height } of places) assert.ok(x >= 0 && y >= 0 && x + width <= 800 && y + height <= 500);
});

test("a name stays inside the picture at each of its corners", () => {
  for (const x of [0, 799]) {
    for (const y of [0, 499]) {
      const [place] = placed([label("a", x, y)], AREA, new Map());
      assert.ok(place.x >= 0 && place.x + place.width <= 800 && place.y >= 0 && place.y + place.height <= 500);
    }
  }
});

test("a name stays on its side while another way would do as well", () => {
  const before = new Map();
  const blocked = [label("other", 450, 250), label("a", 430, 250)];
  const [, first] = placed(blocked, AREA, before);
  assert.ok(first.x < 430, "on the right it would stand on the other head");
  const [, then] = placed([label("other", 700, 50), label("a", 430, 250)], AREA, before);
  assert.ok(then.x < 430, "and it does not jump over when there is room again");
});

const lane = (x, y = x.map(() => 0), origin = [0, 0]) => ({
  origin,
  values: { x: Float32Array.from(x), y: Float32Array.from(y) },
});
const shown = () => false;

test("one path is told from paths less than a pixel apart, and those from others", () => {
  const lanes = [
    lane([3, 2, 1]),
    lane([2, 1, 0], [0, 0, 0], [1, 0]), // the same points from another origin
    lane([3, 2.4, 1]),
    lane([3, 2.004, 1]),
  ];
  assert.deepEqual(coinciding(lanes, shown, 0.01), [{ indices: [0, 1, 3], exactly: false }]);
  assert.deepEqual(coinciding(lanes, shown, 0.001), [{ indices: [0, 1], exactly: true }]);
  assert.deepEqual(
    coinciding(lanes, (index) => index === 0, 0.001),
    [],
  );
});

test("paths that become no number at the same step are one, at different steps not", () => {
  const [a, b, c] = [lane([1, NaN, NaN]), lane([1, NaN, NaN]), lane([1, 1, NaN])];
  assert.equal(coinciding([a, b], shown, 0.1).length, 1);
  assert.equal(coinciding([a, c], shown, 0.1).length, 0);
});

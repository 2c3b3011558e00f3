// Names at the heads of paths, and paths that cannot be told apart.

import assert from "node:assert/strict";
import test from "node:test";

import { best } from "../../pages/ui/static/race/caption_place.js";
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

test("a name stands on no caption and not under the start's handle", () => {
  const caption = { x: 60, y: 430, width: 200, height: 60 };
  for (const [x, y] of [
    [270, 460],
    [150, 415],
    [40, 460],
  ]) {
    const handle = { x: x + 30, y: y - 14, width: 28, height: 28 };
    const [place] = placed([label("a", x, y)], AREA, new Map(), [caption, handle]);
    assert.ok(!overlaps(place, caption) && !overlaps(place, handle), `the head at ${x}, ${y}`);
  }
});

test("a name comes back from far away once there is room beside its head", () => {
  const before = new Map();
  const wall = { x: 300, y: 215, width: 300, height: 70 };
  const [away] = placed([label("a", 430, 250)], AREA, before, [wall]);
  assert.ok(!overlaps(away, wall));
  const [back] = placed([label("a", 430, 250)], AREA, before);
  assert.ok(Math.abs(back.y + 10 - 250) < 10);
});

const CORNERS = [0, 1, 2, 3].map((i) => ({ x: i % 2 ? 590 : 10, y: i < 2 ? 440 : 10, width: 200, height: 50 }));
const path = (...points) => ({ left: points.map(([x]) => x), top: points.map(([, y]) => y) });

test("captions stand where they cover least: not on an end, a minimum, or a line that only crosses them", () => {
  const end = path([400, 250], [100, 460]);
  assert.equal(best(CORNERS, [], [], 0), 0);
  assert.equal(best(CORNERS, [end], [], 0), 1);
  assert.equal(best(CORNERS, [path([218, 460])], [], 0), 1, "a star's middle is beside, its arm is not");
  const across = path([580, 435], [800, 495], [NaN, NaN], [700, 465]);
  assert.equal(best(CORNERS, [end, across], [], 0), 2);
  assert.equal(best(CORNERS, [end, across, path([100, 30])], [], 0), 3);
  assert.equal(best(CORNERS, [end, across], [CORNERS[2]], 0), 3, "other words are there");
  assert.equal(best(CORNERS, [path([-1e30, 460], [1e30, 460])], [], 0), 2, "however long a line is");
});

test("captions stay where they are unless that covers twice as much", () => {
  const [few, many] = [path([20, 460], [30, 460], [40, 460]), path([600, 460], [610, 460])];
  assert.equal(best(CORNERS.slice(0, 2), [few, many], [], 0), 0);
  assert.equal(best(CORNERS.slice(0, 2), [few, many], [], 1), 1);
  assert.equal(best(CORNERS.slice(0, 2), [few], [], 0), 1);
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

// A line through many points, cut where a canvas would draw it wrongly.

import assert from "node:assert/strict";
import test from "node:test";

import { FAR, polyline } from "../../pages/ui/static/race/polyline.js";

/** What is traced through `points`, as "M x y" and "L x y". */
function traced(points, from = 0, to = points.length - 1) {
  const moves = [];
  const write = (letter) => (x, y) => moves.push(`${letter} ${Math.round(x)} ${Math.round(y)}`);
  const ctx = { beginPath: () => (moves.length = 0), moveTo: write("M"), lineTo: write("L") };
  polyline(
    ctx,
    Float32Array.from(points, ([x]) => x),
    Float32Array.from(points, ([, y]) => y),
    from,
    to,
  );
  return moves.join(", ");
}

test("points that are near are joined by one line", () => {
  assert.equal(
    traced([
      [0, 0],
      [10, 0],
      [10, 20],
    ]),
    "M 0 0, L 10 0, L 10 20",
  );
});

test("points that cannot be told apart are one, but for the end", () => {
  const arrived = [
    [0, 0],
    [10, 0],
    [10.2, 0.1],
    [9.8, -0.1],
    [10.1, 0],
  ];
  assert.equal(traced(arrived), "M 0 0, L 10 0, L 10 0");
  assert.equal(traced([...arrived, [10.1, 5]]), "M 0 0, L 10 0, L 10 5");
});

test("only the part asked for is traced", () => {
  const points = [0, 1, 2, 3, 4].map((x) => [x, x]);
  assert.equal(traced(points, 1, 3), "M 1 1, L 2 2, L 3 3");
  assert.equal(traced(points, 2, 2), "");
});

test("a line that leaves is cut at the edge, and begins again where it comes back", () => {
  const points = [
    [0, 0],
    [2 * FAR, 0],
    [0, 100],
    [50, 100],
  ];
  assert.equal(traced(points), `M 0 0, L ${FAR} 0, M ${FAR} 50, L 0 100, L 50 100`);
});

test("a line between two points far outside is drawn where it crosses", () => {
  const across = [
    [-10 * FAR, -10 * FAR],
    [10 * FAR, 10 * FAR],
  ];
  assert.equal(traced(across), `M ${-FAR} ${-FAR}, L ${FAR} ${FAR}`);
});

test("lines wholly outside are left out: beside the canvas, and along its edge", () => {
  for (const points of [
    [
      [2 * FAR, 0],
      [3 * FAR, 50],
    ],
    [
      [2 * FAR, -FAR],
      [2 * FAR, FAR],
    ],
    [
      [0, 3 * FAR],
      [3 * FAR, 0],
    ],
  ]) {
    assert.equal(traced(points), "", String(points));
  }
});

test("what is not finite is left out, and the rest is drawn", () => {
  for (const none of [NaN, Infinity, -Infinity]) {
    const points = [
      [0, 0],
      [1, 1],
      [none, 1],
      [3, 3],
      [4, 4],
    ];
    assert.equal(traced(points), "M 0 0, L 1 1, M 3 3, L 4 4");
  }
});

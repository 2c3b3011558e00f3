// The view in space: where points are on the screen, and what the land hides.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Camera } from "../../pages/ui/static/race/camera.js";
import { drawSpaceAxes } from "../../pages/ui/static/race/surface3d_axes.js";
import { Raycaster } from "../../pages/ui/static/race/surface3d_raycast.js";
import { press } from "../../pages/ui/static/race/rotation_keys.js";

const WINDOW = [
  [-2, 2],
  [-1, 1],
];

/** A heightmap of `share(x, y)`, from 0 to 1. */
function land(share, n = 81) {
  const z = Uint16Array.from({ length: n * n }, (_, i) => {
    const [x, y] = [-2 + (4 * (i % n)) / (n - 1), -1 + (2 * Math.floor(i / n)) / (n - 1)];
    return Math.round(65534 * share(x, y));
  });
  return { window: WINDOW, n, low: 0, high: 1, minimum: 0, linear_threshold: 1, z };
}

let camera;
beforeEach(() => {
  camera = new Camera();
  camera.resize(800, 500);
  camera.show(WINDOW);
});

const close = (actual, expected, within = 1e-6) =>
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < within, `${actual} is not ${expected}`));

test("a point of the plane is in the world and back, the longer side 1", () => {
  assert.deepEqual(camera.sides, [1, 0.5]);
  close(camera.plane(camera.world(1.5, -0.3, 0.7)), [1.5, -0.3, 0.7]);
  close(camera.world(-2, -1, 0), [-0.5, -0.25, camera.floor]);
  close(camera.world(2, 1, 1), [0.5, 0.25, camera.ceiling]);
});

test("a pixel's ray goes through the point that is seen there, however the camera was moved", () => {
  for (const [right, down, factor] of [
    [0, 0, 1],
    [150, -20, 0.8],
    [-400, 60, 1.7],
  ]) {
    camera.pan(right, down);
    camera.zoom(factor);
    const point = camera.world(0.4, 0.3, 0.2);
    const ray = camera.ray(...camera.pixelOf(point));
    const way = point.map((part, i) => part - camera.eye[i]);
    const cross = [0, 1, 2].map((i) => ray[(i + 1) % 3] * way[(i + 2) % 3] - ray[(i + 2) % 3] * way[(i + 1) % 3]);
    close(cross, [0, 0, 0]);
    assert.ok(ray.reduce((sum, part, i) => sum + part * way[i], 0) > 0, "it is ahead");
  }
});

test("WebGL gets the same projection, and what is nearer is nearer", () => {
  const m = camera.matrix;
  const clip = ([x, y, z]) => [0, 1, 2, 3].map((row) => m[row] * x + m[4 + row] * y + m[8 + row] * z + m[12 + row]);
  const [near, far] = [camera.world(-1, -1, 0), camera.world(1, 1, 0)];
  for (const point of [near, far]) {
    const [left, top, , w] = clip(point);
    close([(0.5 + (0.5 * left) / w) * 800, (0.5 - (0.5 * top) / w) * 500], camera.pixelOf(point), 1e-3);
  }
  const depth = (point) => clip(point)[2] / clip(point)[3];
  assert.ok(depth(near) < depth(far) && depth(near) > -1 && depth(far) < 1);
});

test("dragged to the right the front goes to the right; higher is higher on the screen; all of the box is seen", () => {
  const front = camera.world(-2, -1, 0);
  const [before] = camera.pixelOf(front);
  for (const [x, y] of [
    [-2, -1],
    [-2, 1],
    [2, -1],
    [2, 1],
  ]) {
    for (const share of [0, 1]) {
      const [left, top] = camera.pixelOf(camera.world(x, y, share));
      assert.ok(left > 0 && left < 800 && top > 0 && top < 500, `${x} ${y} ${share}: ${left} ${top}`);
    }
  }
  assert.ok(camera.pixelOf(camera.world(0, 0, 1))[1] < camera.pixelOf(camera.world(0, 0, 0))[1]);
  camera.pan(20, 0);
  assert.ok(camera.pixelOf(front)[0] > before);
  assert.ok(camera.isMoved);
  camera.reset();
  assert.equal(camera.pixelOf(front)[0], before);
});

test("the land is as high as its grid says", () => {
  const slope = (x, y) => 0.5 + 0.1 * x + 0.2 * y;
  const ground = new Raycaster(land(slope), camera);
  for (const [x, y] of [
    [0, 0],
    [-2, -1],
    [2, 1],
    [0.123, -0.77],
  ]) {
    close([ground.share(x, y)], [slope(x, y)], 1e-4);
  }
  assert.ok(Number.isNaN(ground.share(2.1, 0)));
});

test("under a pixel is the point that is drawn there; beside the land there is none", () => {
  const ground = new Raycaster(
    land((x, y) => 0.3 + 0.05 * x - 0.1 * y),
    camera,
  );
  for (const [x, y] of [
    [0, 0],
    [-1.5, 0.5],
    [1.9, -0.9],
  ]) {
    const pixel = camera.pixelOf(camera.world(x, y, ground.share(x, y)));
    close(ground.at(...pixel), [x, y], 1e-3);
  }
  assert.equal(ground.at(5, 5), null);
});

test("a wall hides what is behind it, and nothing that stands before it or on it", () => {
  const [ex, ey] = camera.eye;
  const along = (x, y) => (x * ex + y * ey) / Math.hypot(ex, ey); // towards the eye
  const ground = new Raycaster(
    land((x, y) => Math.exp(-((along(x, y) / 0.15) ** 2))),
    camera,
  );
  const on = (far) => {
    const [x, y] = [(far * ex) / Math.hypot(ex, ey), (far * ey) / Math.hypot(ex, ey)];
    return camera.world(x, y, ground.share(x, y));
  };
  assert.ok(ground.hides(on(-0.5)));
  assert.ok(!ground.hides(on(0)));
  assert.ok(!ground.hides(on(0.5)));
  assert.ok(!ground.hides(camera.world(0, 0, 1.5)));
});

test("on a plain nothing is hidden", () => {
  const ground = new Raycaster(
    land(() => 0.5),
    camera,
  );
  for (let x = -2; x <= 2; x += 0.25) assert.ok(!ground.hides(camera.world(x, 0.3, 0.5)), `${x}`);
});

test("keys turn, come nearer and go back, as a drag does; other keys are left to the picture", () => {
  const at = () => camera.pixelOf([0.3, 0.1, 0]);
  const first = at();
  assert.ok(press(camera, "ArrowRight"));
  const turned = at();
  camera.reset();
  camera.pan(24, 0);
  close(turned, at());
  for (const key of ["ArrowUp", "+", "-"]) {
    const before = at();
    assert.ok(press(camera, key));
    assert.notDeepEqual(at(), before);
  }
  assert.ok(press(camera, "0"));
  close(at(), first);
  assert.equal(press(camera, " "), false);
  close(at(), first);
});

test("the texts of the heights stand beside their axis, wherever one looks from", () => {
  const font = 13;
  for (const turned of [0, 60, 140, 200, 300, 500, 640]) {
    camera.reset();
    camera.pan(turned, 0);
    const ends = [];
    const texts = [];
    const ctx = {
      setLineDash() {}, beginPath() {}, stroke() {},
      moveTo: (...at) => ends.push([at]),
      lineTo: (...at) => ends.at(-1).push(at),
      fillText: (text, x, y) => texts.push({ x, y, text, align: ctx.textAlign }),
    }; // prettier-ignore
    const heightmap = { ...land(() => 0), low: 0, high: 1 };
    drawSpaceAxes(ctx, camera, heightmap, false, { font, colors: { text: "", font: "" } });
    const corners = [-0.5, 0.5].flatMap((x) => [-0.25, 0.25].map((y) => [x, y]));
    const upright = corners.map((corner) => [camera.floor, camera.ceiling].map((z) => camera.pixelOf([...corner, z])));
    const axis = upright.find((each) => ends.some((line) => String(line) === String(each)));
    const [[x0, y0], [x1, y1]] = axis;
    const beside = texts.filter(({ text }) => /^0\.[1-46-9]$/.test(text));
    assert.ok(beside.length > 2);
    for (const { x, y, align, text } of beside) {
      const there = x0 + ((x1 - x0) * (y - y0)) / (y1 - y0);
      assert.ok(align === "right" && x < there - 3, `${text}: ends at ${x}, its axis is at ${there}`);
    }
  }
});

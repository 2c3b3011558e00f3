// Where the values of a training's curves stand, and how far the axes reach.

import assert from "node:assert/strict";
import test from "node:test";

import { PANELS, captionOf, linesOf, panelsOf } from "../../pages/ui/static/lab/curve_panels.js";
import { noiseAlpha } from "../../pages/ui/static/lab/curve_marks.js";
import {
  accuracyAt,
  aligned,
  isSinglePoint,
  logError,
  columns,
  evaluationAt,
  logErrorTicks,
  scaleOf,
  xEnd,
  xValues,
  yRange,
  yValue,
} from "../../pages/ui/static/lab/curve_scales.js";

const [LOSS] = PANELS;
const ACCURACY = PANELS.find(({ name }) => name === "test_accuracy");

const table = (columns) => ({
  rows: Object.values(columns)[0].length,
  ...Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float32Array.from(values)])),
});
const PLAN = { planned: 400, steps_per_epoch: 100, batch_size: 32, window: 8 };
const view = (lanes, values) => ({
  snapshot: { lanes: lanes.map((lane) => ({ ...PLAN, ...lane })), seeds: 1, ...values },
  axis: "epochs",
  logLoss: true,
  logAccuracy: false,
  raw: false,
  active: true,
  hidden: () => false,
});
const evaluated = (values) => table({ testAccuracy: values, testAccuracyLow: values, testAccuracyHigh: values });
const NOTHING_HELD_OUT = { evaluations: table({ step: [0], validationLoss: [NaN] }) };
const loss = (...values) => ({
  steps: table({ loss: values, lossLow: values.map((v) => v / 10), lossHigh: values }),
  ...NOTHING_HELD_OUT,
});

test("a mistake less is as far at any accuracy, and what is perfect is drawn", () => {
  assert.ok(Math.abs(logError(0.99) - logError(0.9) - 1) < 1e-12);
  assert.ok(Math.abs(logError(0.9) - logError(0) - 1) < 1e-12);
  assert.ok(Math.abs(logError(1) - 5) < 1e-9);
  for (const accuracy of [0, 0.5, 0.98]) {
    assert.ok(Math.abs(accuracyAt("logError", logError(accuracy)) - accuracy) < 1e-12);
    assert.equal(accuracyAt("accuracy", accuracy), accuracy);
  }
});

test("ticks of mistakes are apart and inside", () => {
  for (const [low, high] of [
    [0, 3],
    [logError(0.9), logError(0.99)],
    [1.5, 1.7],
  ]) {
    const ticks = logErrorTicks(null, null, low, high);
    assert.ok(ticks.length >= 2 && ticks.length <= 10, `${ticks}`);
    ticks.forEach((at, i) => {
      assert.ok(at >= low && at <= high);
      if (i) assert.ok(at - ticks[i - 1] >= (high - low) / 9);
    });
  }
});

test("what has no place on a scale is left out", () => {
  const places = [0.5, 0, -1, NaN, Infinity];
  assert.deepEqual(places.map(yValue("log")), [0.5, null, null, null, null]);
  assert.deepEqual(places.map(yValue("linear")), [0.5, 0, -1, null, null]);
  assert.equal(yValue("logError")(0.9), logError(0.9));
  assert.equal(yValue("logError")(NaN), null);
});

test("a second head has its curve, where some lane has one", () => {
  const names = (lanes) => panelsOf(view(lanes)).map(({ name }) => name);
  assert.ok(!names([{ second: false }]).includes("second_accuracy"));
  assert.ok(names([{ second: false }, { second: true }]).includes("second_accuracy"));
});

test("scales are as the view says", () => {
  assert.equal(scaleOf(LOSS, view([])), "log");
  assert.equal(scaleOf(LOSS, { ...view([]), logLoss: false }), "linear");
  assert.equal(scaleOf({ ...LOSS, scale: "norm" }, { ...view([]), logLoss: false }), "log");
  assert.equal(scaleOf(ACCURACY, view([])), "accuracy");
  assert.equal(scaleOf(ACCURACY, { ...view([]), logAccuracy: true }), "logError");
});

test("the x axis counts what it says, and reaches to the planned end while it goes on", () => {
  const lane = { ...PLAN, steps: table({ step: [50, 100], seconds: [1, 2.5] }) };
  const along = (axis) => [...xValues(lane, "steps", { axis })];
  assert.deepEqual(
    [along("epochs"), along("steps")],
    [
      [0.5, 1],
      [50, 100],
    ].map((each) => each),
  );
  assert.deepEqual(
    [along("examples"), along("seconds")],
    [
      [1600, 3200],
      [1, 2.5],
    ],
  );
  assert.equal(xEnd(1, view([{}])), 4);
  assert.equal(xEnd(1, { ...view([]), active: false }), 1);
  assert.equal(xEnd(2.5, { ...view([]), axis: "seconds" }), 2.5);
  assert.equal(xEnd(undefined, { ...view([]), active: false }), 1);
});

test("lanes of other mini-batches meet at the ends of their epochs", () => {
  const of = (steps_per_epoch, batch_size, step) => {
    const values = step.map(() => 1);
    const steps = table({ step, loss: values, lossLow: values, lossHigh: values });
    return { ...NOTHING_HELD_OUT, steps_per_epoch, batch_size, planned: 2 * steps_per_epoch, window: 1, steps };
  };
  const shown = view([of(1500, 3, [750, 1500, 3000]), of(70, 64, [70, 140]), of(1, 4500, [1, 2])]);
  assert.deepEqual(columns(LOSS, shown)[0], [0.5, 1, 2]);
  assert.equal(xEnd(1, shown), 2);
  const steps = { ...shown, axis: "steps" };
  assert.equal(xEnd(1, steps), 3000);
  assert.deepEqual(columns(LOSS, steps)[0], [1, 2, 70, 140, 750, 1500, 3000]);
  const examples = { ...shown, axis: "examples" };
  assert.deepEqual(columns(LOSS, examples)[0], [2250, 4480, 4500, 8960, 9000]);
  assert.equal(xEnd(1, examples), 9000);
});

test("a curve that diverges leaves at the top, so that others can be told apart", () => {
  const lanes = [loss(2, 1, 0.1), loss(2, 1e20, NaN)];
  assert.deepEqual(yRange(LOSS, view(lanes)), [Math.fround(0.1) / 1.2, 2e4 * 1.2]);
  assert.deepEqual(yRange(LOSS, { ...view(lanes), logLoss: false }), [0, 6 * 1.05]);
  assert.deepEqual(yRange(LOSS, { ...view(lanes), hidden: (index) => index === 1 }), [Math.fround(0.1) / 1.2, 2 * 1.2]);
  const [low] = yRange(LOSS, { ...view(lanes), raw: true });
  assert.ok(Math.abs(low - 0.01 / 1.2) < 1e-6, "each mini-batch is inside");
});

test("an empty panel has a range, and one with a single value too", () => {
  assert.deepEqual(yRange(LOSS, view([loss()])), [1e-3, 1]);
  assert.deepEqual(yRange(LOSS, view([loss(2)])), [1, 4]);
  const none = { evaluations: evaluated([]) };
  assert.deepEqual(yRange(ACCURACY, view([none])), [0, 1]);
});

test("the accuracy of initial weights takes no room once there are others", () => {
  const values = [0.1, 0.9, 0.95];
  const lane = { evaluations: evaluated(values) };
  const [low, high] = yRange(ACCURACY, view([lane]));
  assert.ok(low > 0.89 && high < 0.96, `${low} ${high}`);
});

const both = (training, validation) => ({
  best: null,
  steps: table({ step: [50, 100, 150, 200], loss: training, lossLow: training, lossHigh: training }),
  evaluations: table({ step: [0, 100, 200], validationLoss: validation }),
});

test("training and validation share a panel, its axes and its rows", () => {
  const lane = both([2, 1, 0.5, 0.25], [2.5, 1.5, 3]);
  const shown = view([lane, lane]);
  assert.deepEqual(
    linesOf(LOSS, shown).map(({ part }) => part),
    ["training", "validation"],
  );
  const [x, training, validation] = columns(LOSS, shown);
  assert.deepEqual(x, [0, 0.5, 1, 1.5, 2]);
  assert.deepEqual(training, [undefined, 2, 1, 0.5, 0.25]);
  assert.deepEqual(validation, [2.5, undefined, 1.5, undefined, 3]);
  assert.equal(columns(LOSS, shown).length, 5, "x, and two lines of each lane");
  assert.deepEqual(yRange(LOSS, shown), [0.25 / 1.2, 3 * 1.2]);
  assert.match(captionOf(LOSS, shown), /^thin: training; with dots: validation/);
  const alone = view([{ ...lane, ...NOTHING_HELD_OUT }]);
  assert.equal(columns(LOSS, alone).length, 2);
  assert.match(captionOf(LOSS, alone), /^training; nothing is held out/);
});

test("a moment of the x axis is the last evaluation before it", () => {
  const lane = { ...PLAN, ...both([1, 1, 1, 1], [3, 2, 1]) };
  const rows = [0, 0.99, 1, 1.5, 2, 9].map((moment) => evaluationAt(lane, view([]), moment));
  assert.deepEqual(rows, [0, 0, 1, 1, 2, 2]);
  assert.equal(evaluationAt(lane, view([]), -1), -1);
  assert.equal(evaluationAt(lane, { ...view([]), axis: "steps" }, 150), 1);
});

test("each mini-batch is the fainter, the more lanes there are", () => {
  assert.deepEqual([1, 2, 4, 8].map(noiseAlpha), [0.25, 0.25, 0.125, 0.0625]);
});

test("lanes that were measured elsewhere share one x axis", () => {
  const even = aligned([
    { x: [1, 2, 3], y: [1, null, 3] },
    { x: [1, 2], y: [5, 6] },
  ]);
  assert.deepEqual(even, [
    [1, 2, 3],
    [1, null, 3],
    [5, 6, null],
  ]);
  const uneven = aligned([
    { x: [1, 3], y: [1, 3] },
    { x: [2, 10], y: [5, null] },
  ]);
  assert.deepEqual(uneven, [
    [1, 2, 3, 10],
    [1, undefined, 3, undefined],
    [undefined, 5, undefined, null],
  ]);
});

test("one value alone is drawn as a point", () => {
  const chart = {
    data: [
      [1, 2],
      [null, 1],
      [1, 2],
      [undefined, null],
    ],
  };
  assert.deepEqual(
    [1, 2, 3].map((series) => isSinglePoint(chart, series)),
    [true, false, false],
  );
});

// What the server says of a training in kinds and numbers reads as sentences and as cells of a table.

import assert from "node:assert/strict";
import test from "node:test";

import {
  accuracyText,
  fallbackText,
  rateLeftText,
  rowTexts,
  stateText,
  verdictText,
} from "../../pages/ui/static/lab/verdict_texts.js";

const catalog = {
  datasets: { mnist: { title: "MNIST, handwritten digits (28 x 28)" }, digits: { title: "Digits (8 x 8)" } },
};
const state = (values) =>
  stateText(catalog, { share: 0, seconds: 0, left: null, place: 1, waiting: 2, dataset: "mnist", ...values });

test("every state is a sentence", () => {
  assert.equal(state({ state: "queued" }), "Waiting for its turn: number 1 of 2");
  assert.equal(state({ state: "queued", share: 0.5 }), "Others have their turn: number 1 of 2, 50 % done");
  assert.equal(
    state({ state: "loading", loading: { share: 0.25, file: "train-images" } }),
    "MNIST, handwritten digits (28 x 28): train-images is coming: 25 %",
  );
  assert.equal(
    state({ state: "loading", loading: { share: 0, file: "" } }),
    "MNIST, handwritten digits (28 x 28) is coming: 0 %",
  );
  assert.equal(state({ state: "loading", loading: null }), "MNIST, handwritten digits (28 x 28) is coming: 0 %");
  assert.equal(state({ state: "running" }), "Beginning: the programs are compiled");
  assert.equal(state({ state: "running", left: 12 }), "Beginning: the programs are compiled, about 10 s left");
  assert.equal(state({ state: "running", share: 0.5 }), "Training: 50 %");
  assert.equal(state({ state: "running", share: 0.5, left: 3.4 }), "Training: 50 %, about 3 s left");
  assert.equal(state({ state: "finished", seconds: 12 }), "Finished in 12 s");
  assert.equal(state({ state: "stopped", share: 0.25 }), "Stopped after 25 %");
  assert.match(state({ state: "stopped", lost: true }), /^The server has ended/);
  assert.match(state({ state: "failed", fault: "memory" }), /too little memory/);
  for (const kind of ["failed", "left", "full", "none"]) assert.match(state({ state: kind }), /^[A-Z][^{}]*\.$/);
});

test("a data set that stands in for another is named with it", () => {
  assert.equal(fallbackText(catalog, null), "");
  const sentences = ["certificate", "disk", "answer", "network"].map((reason) =>
    fallbackText(catalog, { wanted: "mnist", used: "digits", reason }),
  );
  for (const sentence of sentences) {
    assert.match(
      sentence,
      /^MNIST, handwritten digits \(28 x 28\) cannot be had: [^{}]+\. Trained on Digits \(8 x 8\) instead\.$/,
    );
  }
  assert.equal(new Set(sentences).size, 4);
});

const KINDS = [
  "diverged",
  "dead_units",
  "collapsed_to_chance",
  "not_learning",
  "learning_slowly",
  "stopped_early",
  "overfitting",
  "still_improving",
  "no_longer_improving",
];

test("every verdict has words", () => {
  for (const kind of KINDS) {
    const text = verdictText({ kind, epoch: 12.5, step: 12345, count: 1, seeds: 1 });
    assert.match(text, /^[A-Z][a-z][^{}]{5,70}$/);
    assert.notEqual(text, kind);
  }
  const diverged = { kind: "diverged", epoch: 0.5, step: 12345, count: 2, seeds: 3 };
  assert.equal(verdictText(diverged), "Diverged in epoch 0.5 (step 12,345); 2 of 3 seeds");
  const training = { kind: "training", epoch: 1, epochs: 30, count: 2, seeds: 2 };
  assert.equal(verdictText(training), "Epoch 1.0 of 30");
  assert.equal(verdictText({ kind: "waiting" }), "Not begun");
});

test("what a schedule leaves of the rate is a share, or nothing changes", () => {
  assert.equal(rateLeftText(0), "At the end 0 % of the learning rate is left.");
  assert.equal(rateLeftText(0.01), "At the end 1 % of the learning rate is left.");
  assert.equal(rateLeftText(1), "In so short a training the schedule changes nothing.");
});

const never = { kind: "never" };
const one = (mean, more) => ({ mean, low: mean, high: mean, count: 1, seeds: 1, ...more });

test("a row of one seed has no range", () => {
  const reached = { kind: "reached", step: { mean: 1200, low: 1200, high: 1200 }, seconds: 1, count: 1, seeds: 1 };
  const row = { final: one(0.96), best: one(0.975, { epoch: 1 }), pace: 0.0123, reached95: reached, reached97: never };
  assert.deepEqual(rowTexts(row), {
    final: "96.00 %",
    best: "97.50 % (epoch 1)",
    pace: "0.012 s",
    reached95: "step 1,200, 1.0 s",
    reached97: "never",
  });
  assert.equal(accuracyText(row), "96.00 %");
  assert.match(rowTexts({ ...row, best: one(0.5, { epoch: 2.5 }) }).best, /\(epoch 2.5\)$/);
  assert.equal(rowTexts(row, 800).reached95, "epoch 1.5, 1.0 s"); // where lanes' steps are not to be compared
  assert.equal(rowTexts({ ...row, pace: 65 }).pace, "65 s");
  const two = rowTexts({ ...row, second: one(0.985) });
  assert.equal(two.final, "96.00 %; even or odd: 98.50 %");
});

test("a row of several seeds has the mean and what lies around", () => {
  const final = { mean: 0.746667, low: 0.3, high: 0.98, count: 3, seeds: 3 };
  const some = { mean: 0.65, low: 0.6, high: 0.7, count: 2, seeds: 3 };
  const reached = { kind: "reached", step: { mean: 150, low: 100, high: 200 }, seconds: 1.5, count: 2, seeds: 3 };
  assert.deepEqual(rowTexts({ final, best: some, pace: null, reached95: reached, reached97: { kind: "not_yet" } }), {
    final: "74.67 % (30.00–98.00)",
    best: "65.00 % (60.00–70.00); 2 of 3 seeds",
    pace: "–",
    reached95: "step 150 (100–200), 1.5 s; 2 of 3 seeds",
    reached97: "–",
  });
});

test("what is not there is a dash, or nothing where it has not begun", () => {
  const diverged = { mean: null, low: null, high: null, count: 0, seeds: 1 };
  const row = { final: diverged, best: null, pace: 65, reached95: never, reached97: never };
  assert.deepEqual([rowTexts(row).final, rowTexts(row).best], ["–", "–"]);
  assert.equal(accuracyText(row), "–");
  assert.equal(accuracyText({ ...row, final: null }), "");
});

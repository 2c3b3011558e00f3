// What is said of a lane of a race: each way in which a run can end, and the cells of the scoreboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { best, nearest, outcome, point, reached, reason, remark } from "../../pages/ui/static/race/verdict_texts.js";

const SCORE = {
  kind: "moving",
  step: 12,
  point: [1, -0.5],
  best: 0.25,
  best_step: 7,
  reached: 9,
  nearest: 1,
  distance: 0.001234,
  left_box: 3,
};
const SENTENCES = {
  converged: "Converged to the minimum (1, −0.5) by step 12",
  local_minimum: "Converged to a local minimum at (1, −0.5) by step 12, not the lowest",
  lower_minimum: "Converged to a minimum at (1, −0.5) by step 12, lower than those found in the box",
  falling_outside: "Outside the box since step 12, and still falling",
  undefined: "At step 12 it came, after (1, −0.5), to where the formula has no value",
  held_at_saddle: "Held at the saddle (1, −0.5)",
  flat: "Held at the flat point (1, −0.5): no gradient, no curvature in some direction",
  oscillating: "Oscillating, no lower so far",
  hovering: "Hovering about a minimum, (1, −0.5)",
  search_failed: "At (1, −0.5) since step 12: no line search finds a step from there",
  stalled: "Stalled at (1, −0.5): its steps have become tiny",
  rate_gone: "At rest at (1, −0.5): the schedule has taken the rate to almost nothing",
  descending_without_bound: "Descending without bound since step 12",
  diverged: "Diverged: outside the box from step 12 on",
  moving: "Still moving",
};

test("each way in which a run can end has its sentence", () => {
  const judge = readFileSync(new URL("../../optim_core/plane/outcome.py", import.meta.url), "utf8");
  const [, kinds] = /^DescentOutcomeKind = Literal\[(.*?)\]/ms.exec(judge);
  assert.deepEqual(
    [...kinds.matchAll(/"(\w+)"/g)].map(([, kind]) => kind).toSorted(),
    Object.keys(SENTENCES).toSorted(),
  );
});

for (const [kind, sentence] of Object.entries(SENTENCES)) {
  test(`a run that ends as ${kind} is told in one sentence`, () => {
    assert.equal(outcome({ ...SCORE, kind }), sentence);
  });
}

test("a point that is not finite is told as such", () => {
  assert.equal(point([null, 2]), "(not a number, 2)");
});

test("the lowest value is told with its step, and what is none as such", () => {
  assert.equal(best(SCORE), "0.25 (step 7)");
  assert.equal(best({ ...SCORE, best: null }), "not a number (step 7)");
});

test("when a minimum was near, at step 0 too, or that none was", () => {
  assert.equal(reached(SCORE, 9), "step 9");
  assert.equal(reached({ ...SCORE, reached: 0 }, 0), "step 0");
  assert.equal(reached({ ...SCORE, reached: null }), "never");
});

test("the nearest minimum is that of the index, the first too, or none", () => {
  const minima = [
    [0, 0],
    [3, 2],
  ];
  assert.equal(nearest(SCORE, minima), "(3, 2), 0.00123 away");
  assert.equal(nearest({ ...SCORE, nearest: 0, distance: 0 }, minima), "(0, 0), 0 away");
  assert.equal(nearest({ ...SCORE, nearest: null, distance: null }, []), "–");
});

test("a rate that is too large is told with its limit, by the letter of the surface where it has one", () => {
  const beyond = { rate: 0.102, limit: 0.1, formula: "2/{L}", curvature: 20 };
  assert.equal(reason(beyond, "κ"), "the rate 0.102 is above 2/κ = 0.1");
  assert.equal(reason(beyond), "the rate 0.102 is above 2/L = 0.1: it met the curvature L = 20");
  assert.equal(reason({ ...beyond, rate: 0.1 }, "κ"), "the rate 0.1 is 2/κ = 0.1");
  assert.equal(reason(null), "");
});

test("a run that left the box for good is not said to have left it twice", () => {
  assert.equal(remark({ ...SCORE, kind: "diverged", step: 3 }), "");
  assert.equal(remark({ ...SCORE, kind: "diverged", step: 12 }), "Left the box at step 3.");
});

test("only what left the box is remarked on", () => {
  assert.equal(remark(SCORE), "Left the box at step 3.");
  assert.equal(remark({ ...SCORE, left_box: null }), "");
});

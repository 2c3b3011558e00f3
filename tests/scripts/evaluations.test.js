// Curves over how many gradients each lane has evaluated; what a rule costs, in words.

import assert from "node:assert/strict";
import test from "node:test";

import { aligned, stepAt } from "../../pages/ui/static/race/curve_axis.js";
import { costText } from "../../pages/ui/static/race/cost.js";
import { reasons } from "../../pages/ui/static/lab/missing_rules.js";
import { reached } from "../../pages/ui/static/race/verdict_texts.js";

const gradient = { value: 0, gradient: 1, hessian: 0 };
const hessian = { value: 0, gradient: 1, hessian: 1 };
const n = 101770;

test("curves that stand at places of their own share one row of places", () => {
  const { all, over } = aligned([
    [0, 2, 5],
    [0, 1, 2],
  ]);
  assert.deepEqual(all, [0, 1, 2, 5]);
  assert.deepEqual(over([9, 8, null], 0), [9, undefined, 8, null]);
  assert.deepEqual(over([7, 6, 5], 1), [7, 6, 5, undefined]);
});

test("of two values at one place, the later one is shown", () => {
  assert.deepEqual(aligned([[0, 3, 3]]).over([5, 4, 1], 0), [5, 1]);
});

test("a place is that of the last step that was there by then", () => {
  const places = [0, 2, 5, 6];
  assert.deepEqual(
    [0, 1, 2, 4.9, 5.5, 99].map((place) => stepAt(places, place)),
    [0, 0, 1, 1, 2, 3],
  );
});

test("a minimum is reached at a step, and after so many gradients where that differs", () => {
  assert.equal(reached({ reached: null }, 0), "never");
  assert.equal(reached({ reached: 9 }, 9), "step 9");
  assert.equal(reached({ reached: 5 }, 13), "step 5, 13 gradients");
  assert.equal(reached({ reached: 2 }, 1), "step 2, 1 gradient");
});

test("what a rule costs is said for the surface and for the network", () => {
  const plain = costText({ cost: gradient }, [0, 0], n, 1);
  assert.equal(plain, "A step takes one gradient. It keeps nothing from step to step.");
  const adam = costText({ cost: gradient }, [4, 2 * n], n, 1);
  assert.match(adam, /memory for 4 numbers .*; for the 101,770 weights of the lab's network, for 203,540\.$/);
  const newton = costText({ cost: hessian }, [4, n * n], n, 3);
  assert.match(newton, /^A step takes a gradient and a Hessian\. .* for a matrix of 10¹⁰\.$/);
  const bfgs = costText({ cost: gradient, searches: true }, [10, n * n + 2 * n], n, 1.234);
  assert.match(bfgs, /^A step of this run takes 1\.23 gradients on average/);
});

test("the lab says of each rule that it lacks why", () => {
  const network = { layers: [784, 128, 10], size: n };
  const matrix = "Newton's method, BFGS";
  const optimizers = {
    adam: { label: "Adam", scope: ["network", "plane"] },
    newton: { label: "Newton's method", scope: ["plane"], searches: false, network_memory: [0, 0, 1] },
    bfgs: { label: "BFGS", scope: ["plane"], searches: true, network_memory: [4, 1, 1] },
    lbfgs: { label: "L-BFGS", scope: ["plane"], searches: true, network_memory: [4, 21, 0] },
  };
  const found = Object.fromEntries(reasons({ optimizers, network }));
  assert.deepEqual(Object.keys(found), [matrix, "L-BFGS"]);
  assert.match(found[matrix], /101,770 weights of a network 784-128-10, a matrix of 10¹⁰ numbers/);
  assert.match(found["L-BFGS"], /line search .* mini-batch .* 2\.1·10⁶ numbers/);
  const large = Object.fromEntries(reasons({ optimizers, network }, { layers: [784, 512, 512, 10], size: 669706 }));
  assert.match(large[matrix], /669,706 weights of a network 784-512-512-10, a matrix of 4\.5·10¹¹ numbers/);
  const small = new Map(reasons({ optimizers, network }, { layers: [64, 10], size: 650 }));
  assert.match(small.get(matrix), /650 weights .* 4\.2·10⁵ numbers would do; but for 784-128-10 it is 10¹⁰/);
});

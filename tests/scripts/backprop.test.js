// The backward pass on the page: where nodes stand, what happens when, how nodes are called.

import assert from "node:assert/strict";
import test from "node:test";

import { agree } from "../../pages/ui/static/backprop/checks.js";
import { isRight } from "../../pages/ui/static/backprop/explanation.js";
import { called, label } from "../../pages/ui/static/backprop/labels.js";
import { flat, lines, read, sum } from "../../pages/ui/static/backprop/messages.js";
import { layout } from "../../pages/ui/static/backprop/layout.js";
import { known, timeline } from "../../pages/ui/static/backprop/timeline.js";

const node = (op, inputs = [], about = {}) => ({
  op,
  inputs,
  name: "",
  value: 0,
  gradient: 0,
  slopes: [],
  sent: [],
  ...about,
});

// x*(x + y) at x = 3, y = 2
const TWICE = {
  nodes: [
    node("variable", [], { name: "x", value: 3 }),
    node("variable", [], { name: "y", value: 2 }),
    node("+", [0, 1], { value: 5, sent: [3, 3] }),
    node("*", [0, 2], { value: 15, sent: [5, 3] }),
  ],
  order: [3, 2],
};
// s = (x - 1)^2
const SQUARE = [
  node("variable", [], { name: "x", value: 4 }),
  node("number", [], { value: 1 }),
  node("-", [0, 1], { value: 3 }),
  node("number", [], { value: 2 }),
  node("^", [2, 3], { value: 9, name: "s" }),
];

test("values come forward in the order of the formula, then gradients from the result back", () => {
  const kinds = timeline(TWICE).map(({ kind, node }) => `${kind} ${node}`);
  assert.deepEqual(kinds, ["forward 2", "forward 3", "start 3", "backward 3", "backward 2"]);
});

test("what has arrived is added up, and is whole once all have sent", () => {
  const events = timeline(TWICE);
  const at = (step) => known(TWICE, events, step);
  assert.deepEqual(at(0).values, [true, true, false, false]);
  assert.deepEqual(at(2).gradients, [null, null, null, null]);
  assert.deepEqual(at(3).gradients, [null, null, null, 1]);
  assert.deepEqual([at(4).gradients[0], at(4).complete[0]], [5, false]);
  assert.deepEqual([at(5).gradients[0], at(5).complete[0]], [8, true]);
});

test("operations stand to the right of what they use, nodes of a column a row apart", () => {
  const { places, columns } = layout(TWICE.nodes);
  assert.equal(columns, 3);
  TWICE.nodes.forEach(({ inputs }, i) => inputs.forEach((input) => assert.ok(places[input].column < places[i].column)));
  const first = places.filter(({ column }) => column === 0).map(({ row }) => row);
  assert.ok(Math.abs(first[0] - first[1]) >= 1);
});

test("a number stands in the operation that uses it", () => {
  const { places } = layout(SQUARE);
  assert.deepEqual([places[1], places[3]], [null, null]);
  assert.equal(label(SQUARE, 2), "− 1");
  assert.equal(label(SQUARE, 4), "^ 2");
});

test("a node is called by its name, else by its formula as far as that is short", () => {
  assert.equal(called(SQUARE, 4), "s");
  assert.equal(called(SQUARE, 2), "x − 1");
  assert.equal(called(TWICE.nodes, 3), "x × (x + y)");
  const half = [...SQUARE.slice(0, 4), node("^", [2, 3]), node("/", [4, 3])];
  assert.equal(called(half, 5), "(x − 1)^2 / 2");
  assert.equal(called([...TWICE.nodes, node("-", [3, 2])], 4), "x × (x + y) − (x + y)");
});

test("a guess is right as rounded as people write", () => {
  assert.ok(isRight(0.2, 0.1966) && isRight(-4, -4) && isRight(0.39, 0.3932) && isRight(-0.13, -0.1299));
  assert.ok(!isRight(4, -4) && !isRight(0.25, 0.1966) && !isRight(1, 0));
});

test("gradients agree as far as finite differences can tell", () => {
  assert.ok(agree(1e6, 1e6 + 1) && agree(0, 1e-7) && agree(NaN, NaN) && agree(Infinity, Infinity));
  assert.ok(!agree(0, 0.5) && !agree(1, NaN));
});

test("vectors and matrices are read, added and told apart from numbers", () => {
  const matrix = [
    [0.5, -1],
    [2, 0.25],
  ];
  assert.equal(read(matrix, 2), "[0.5 −1; 2 0.25]");
  assert.deepEqual(lines([1, -2]), ["1", "−2"]);
  assert.deepEqual(sum(matrix, matrix), [
    [1, -2],
    [4, 0.5],
  ]);
  assert.equal(sum(1, 2), 3);
  assert.deepEqual(flat(matrix), [0.5, -1, 2, 0.25]);
});

test("what arrives of layers is added up entry by entry", () => {
  const nodes = [
    node("variable"),
    node("a", [0], { sent: [[1, 2]] }),
    node("b", [0], { sent: [[10, 20]] }),
    node("loss", [1, 2], {
      sent: [
        [1, 1],
        [1, 1],
      ],
    }),
  ];
  const graph = { nodes, order: [3, 2, 1], checks: [], variables: [], after: { inputs: null, value: null } };
  const events = timeline(graph);
  assert.deepEqual(known(graph, events, events.length).gradients[0], [11, 22]);
});

// In what lanes of a race differ, as their link says.

import assert from "node:assert/strict";
import test from "node:test";

import { laneFacts } from "../../pages/ui/static/race/lane_facts.js";

const momentum = [
  { name: "lr", options: [] },
  { name: "momentum", options: [] },
  { name: "form", options: ["classic", "average"] },
];
const catalog = {
  optimizers: {
    momentum: { parameters: momentum },
    adam: {
      parameters: [
        { name: "lr", options: [] },
        { name: "bias_correction", options: [false, true] },
      ],
    },
  },
  schedules: {
    constant: { parameters: [{ name: "warmup", options: [] }] },
    cosine: {
      parameters: [
        { name: "duration", options: [] },
        { name: "warmup", options: [] },
      ],
    },
  },
};
const of = (query) => {
  const link = new URLSearchParams(query);
  return laneFacts(catalog, {
    get: (key) => link.get(key) ?? "",
    count: [...link.keys()].filter((key) => /^\d+$/.test(key)).length,
  }).map(({ facts }) => facts);
};

test("of one optimizer, lanes are told apart by whatever differs", () => {
  const rest = "1.schedule=constant&2.schedule=constant&1.momentum=0.9&2.momentum=0.9";
  assert.deepEqual(of(`1=momentum&1.lr=0.02&1.form=classic&2=momentum&2.lr=0.2&2.form=average&${rest}`), [
    [
      ["lr", 0.02],
      ["form", "classic"],
    ],
    [
      ["lr", 0.2],
      ["form", "average"],
    ],
  ]);
});

test("an optimizer that no other lane has tells enough", () => {
  assert.deepEqual(of("1=momentum&1.lr=1&1.schedule=constant&2=adam&2.lr=2&2.schedule=cosine"), [[], []]);
});

test("a switch is on or off, a schedule is named, and one rate for all tells nothing", () => {
  const lanes =
    "1=adam&1.bias_correction=1&1.schedule=constant&2=adam&2.bias_correction=0&2.schedule=cosine&2.schedule.duration=5";
  assert.deepEqual(of(`${lanes}&1.lr=1&2.lr=2&lr=3&1.schedule.warmup=0&2.schedule.warmup=0`), [
    [
      ["bias_correction", true],
      ["schedule", "constant"],
    ],
    [
      ["bias_correction", false],
      ["schedule", "cosine"],
    ],
  ]);
});

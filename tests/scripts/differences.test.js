// In what a link differs from its preset is told in words; how it is looked at is no difference.

import assert from "node:assert/strict";
import test from "node:test";

import { differences } from "../../pages/ui/static/core/differences.js";

const parameter = (name, label) => ({ name, label, help: "", default: 0, options: [], texts: {} });
const catalog = {
  optimizers: {
    gd: { label: "Gradient descent", parameters: [parameter("lr", "Learning rate")] },
    adam: { label: "Adam", parameters: [parameter("lr", "Learning rate"), parameter("beta1", "β₁")] },
  },
  schedules: { constant: { label: "Constant", parameters: [] } },
  surfaces: { ellipse: { label: "Ellipse", parameters: [parameter("angle", "θ")] } },
  race: { steps: parameter("steps", "Steps") },
};
const known = { catalog, numbered: catalog.optimizers, parameters: catalog.race };
const differ = (from, to) => differences(known, new URLSearchParams(from), new URLSearchParams(to), ["view", "map"]);

test("a number that was changed stands by its label, from and to", () => {
  assert.equal(differ("surface=ellipse&surface.angle=45", "surface=ellipse&surface.angle=0"), "θ 45 → 0");
  assert.equal(differ("1=gd&1.lr=0.1", "1=gd&1.lr=-0.2"), "lane 1 Learning rate 0.1 → −0.2");
});

test("a switch is on or off, an option has its name, a list keeps its dashes, an input its own name", () => {
  const bias = { ...parameter("bias", "Bias correction"), options: [true, false] };
  const form = {
    ...parameter("form", "Form"),
    options: ["classic", "average"],
    texts: { classic: "Classic", average: "Average" },
  };
  const optimizers = { adam: { label: "Adam", parameters: [bias, form] } };
  const here = { catalog: { ...catalog, optimizers }, numbered: optimizers, parameters: {} };
  const differ = (from, to) => differences(here, new URLSearchParams(from), new URLSearchParams(to), []);
  assert.equal(differ("1=adam&1.bias=1", "1=adam&1.bias=0"), "lane 1 Bias correction on → off");
  assert.equal(differ("1=adam&1.form=classic", "1=adam&1.form=average"), "lane 1 Form Classic → Average");
  assert.equal(differ("seeds=0", "seeds=0-1-2"), "seeds 0 → 0-1-2");
  assert.equal(differ("in.x=-2", "in.x=1"), "x −2 → 1");
});

test("how it is looked at makes no difference", () => {
  assert.equal(differ("view=2d&map=heat&1.hidden=0&v=1", "view=3d&map=lines&1.hidden=1&v=2"), "");
});

test("of what is replaced, its own numbers are not told", () => {
  assert.equal(differ("1=gd&1.lr=0.1", "1=adam&1.lr=0.2&1.beta1=0.9"), "lane 1 Gradient descent → Adam");
});

test("of many differences the first are told, the others counted", () => {
  const keys = ["steps=1", "surface.angle=1", "1.lr=1", "2.lr=1"];
  const link = (last) => `surface=ellipse&1=gd&2=gd&${keys.map((key) => key.slice(0, -1) + last).join("&")}`;
  assert.match(differ(link(1), link(2)), /^Steps 1 → 2, θ 1 → 2, lane 1 Learning rate 1 → 2 and 1 more$/);
});

// The numbers of a rule: found as the server finds them, turned without touching the rest of the text.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { reach, ruleLines, ruleNumbers, withNumber } from "../../pages/ui/static/fields/rule_numbers.js";

const NUMBERS = JSON.parse(readFileSync(new URL("rule_numbers.json", import.meta.url), "utf8"));

test("a number that stands by itself is a dial, as for the server", () => {
  for (const [text, numbers] of Object.entries(NUMBERS)) {
    const found = ruleNumbers(text).map(({ name, value }) => [name, value]);
    assert.deepEqual(found, numbers, text);
  }
});

test("turning a dial rewrites its number and nothing else", () => {
  const text = "v = 0 # rho = 1\nrho  =  0.9 # friction\nv = rho*v - lr*g; x += v";
  assert.equal(withNumber(text, "rho", "1e-8"), text.replace("0.9", "1e-8"));
  assert.equal(withNumber(text, "v", "3"), text, "which is no dial");
  for (const each of Object.keys(NUMBERS))
    for (const { name } of ruleNumbers(each)) {
      const turned = ruleNumbers(withNumber(each, name, "-0.25"));
      assert.equal(turned.find((number) => number.name === name)?.value, -0.25, each);
      assert.equal(turned.length, ruleNumbers(each).length);
    }
});

test("a dial reaches its number, and what is usual about it", () => {
  for (const value of [0, 1e-8, 0.01, 0.5, 0.9, 0.9999, 1, 3, 500, -2]) {
    const { low, high } = reach(value);
    assert.ok(low <= value && value <= high, String(value));
  }
  assert.deepEqual([reach(0.9).low, reach(0.9).high, reach(0.9).log_complement], [0, 0.9999, true]);
});

test("the lines that tell rules apart are those without the numbers", () => {
  assert.deepEqual(ruleLines("rho = 0.9\n  v = rho*v   - lr*g # and so on\nx += v"), ["v = rho*v - lr*g", "x += v"]);
});

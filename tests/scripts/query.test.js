// A link as a query: what changing it gives.

import assert from "node:assert/strict";
import test from "node:test";

import { arranged, changed, keysOf, laneCount } from "../../pages/ui/static/core/query.js";

const RACE = new URLSearchParams("surface=ackley&surface.a=20&1=adam&1.lr=0.1&2=lion&2.hidden=1&10=x&lr=&v=1");

test("lanes are counted by their numbers alone", () => {
  assert.equal(laneCount(RACE), 3);
  assert.equal(laneCount(new URLSearchParams("1.lr=2&x=1")), 0);
});

test("keys of a name are itself and what stands under it", () => {
  assert.deepEqual(keysOf(RACE, "surface"), ["surface", "surface.a"]);
  assert.deepEqual(keysOf(RACE, "1"), ["1", "1.lr"]);
});

test("null deletes a key, and the query that was had stays as it was", () => {
  const before = RACE.toString();
  const after = changed(RACE, { "surface.a": null, lr: 0.5, step: "" });
  assert.equal(after.get("surface.a"), null);
  assert.equal(after.get("lr"), "0.5");
  assert.equal(after.get("step"), "");
  assert.equal(RACE.toString(), before);
});

test("lanes change places with all that is theirs", () => {
  const two = new URLSearchParams("1=adam&1.lr=0.1&2=lion&2.hidden=1&x=3");
  assert.equal(arranged(two, ([a, b]) => [b, a]).toString(), "1=lion&1.hidden=1&2=adam&2.lr=0.1&x=3");
  assert.equal(arranged(two, ([a]) => [a, a]).toString(), "1=adam&1.lr=0.1&2=adam&2.lr=0.1&x=3");
  assert.equal(arranged(two, (lanes) => [...lanes, [["", "sgd"]]]).get("3"), "sgd");
});

// What is said of a transfer: classes, cells, notes, and who leads where.

import assert from "node:assert/strict";
import test from "node:test";

import {
  cellText,
  classText,
  cutText,
  outcomeText,
  sizeText,
  spread,
} from "../../pages/ui/static/transfer/verdict_texts.js";

const few = { size: 5, best: "fine_tuning", accuracy: 0.7151, second: "scratch", lead: 0.0292, sure: true };
const many = { ...few, size: 1000, accuracy: 0.952, lead: 0.004, sure: false };
const found = (outcome, ways = ["last_layer", "fine_tuning", "scratch"]) => outcomeText({ outcome, ways });

test("digits are a range, classes with names are named", () => {
  assert.equal(classText(["5", "6", "7", "8", "9"]), "5–9");
  assert.equal(classText(["Bag", "Ankle boot"]), "Bag, Ankle boot");
});

test("a cell is the mean of the seeds that are known, with their range", () => {
  assert.equal(cellText([0.5, null, 0.6]), "55.0 % (50.0–60.0)");
  assert.equal(cellText([0.5]), "50.0 %");
  assert.equal(cellText([null]), "–");
  assert.equal(cellText(undefined), "–");
  assert.equal(spread([null]), null);
});

test("it is said of more examples than there are", () => {
  assert.equal(cutText([5, 139], 139), "");
  assert.match(cutText([5, 300], 139), /139 training images only: a larger number counts as 139/);
  assert.deepEqual([1, 5].map(sizeText), ["1 example a class", "5 examples a class"]);
});

test("who leads is said at the fewest and at the most examples, and with how many seeds", () => {
  const text = found({ few, many, since: null });
  assert.match(
    text,
    /^With 5 examples a class, fine-tuning leads: 71\.5 %, 2\.9 points more than .*scratch, with every/,
  );
  assert.match(
    text,
    /With 1,000 examples a class, fine-tuning is first on average: 95\.2 %, .* but not with every seed\./,
  );
  assert.match(text, /It is first at every number of examples\.$/);
  assert.match(found({ few, many, since: 100 }), /From 100 examples a class on it is first\.$/);
  assert.doesNotMatch(found({ few, many, since: 1000 }), /it is first/i);
});

test("nobody leads by nothing", () => {
  const level = { ...many, lead: 0.0004 };
  assert.match(found({ few, many: level, since: null }), /fine-tuning and training from scratch are level: 95\.2 % on/);
  assert.doesNotMatch(found({ few, many: level, since: 100 }), /first/);
  assert.match(found({ few: { ...few, lead: 0 }, many, since: 100 }), /^With 5 [^.]*are level.* it is first\.$/);
});

test("one way, or one number of examples, is compared with nothing", () => {
  const alone = { ...few, second: null };
  const text = found({ few: alone, many: { ...alone, size: 100 }, since: null }, ["fine_tuning"]);
  assert.equal(
    text,
    "With 5 examples a class, fine-tuning gets to 71.5 %. With 100 examples a class, fine-tuning gets to 71.5 %.",
  );
  assert.equal((found({ few, many: few, since: null }).match(/With/g) ?? []).length, 1);
  assert.equal(found(null), "");
});

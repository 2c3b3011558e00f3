// What is said is in the visitor's language, or in English where that cannot be had.

import assert from "node:assert/strict";
import test from "node:test";

const CATALOG = { Close: "닫기", "{n} of {all}": "{all} 중 {n}", "{n} step": ["{n} 스텝"], constructor: "생성자" };
let loaded = 0;

/** The module as a document in `language` loads it, which is answered so. */
function texts(language, answer) {
  globalThis.document = { documentElement: { lang: language } };
  globalThis.fetch = answer;
  return import(`../../pages/ui/static/core/texts.js?${(loaded += 1)}`);
}

const korean = () => texts("ko", async () => ({ ok: true, json: async () => CATALOG }));

test("a text is in the language of the document, with its values in that language's order", async () => {
  const { t } = await korean();
  assert.equal(t("Close"), "닫기");
  assert.equal(t("{n} of {all}", { n: 2, all: 5 }), "5 중 2");
  assert.equal(t("Not in it"), "Not in it");
  assert.equal(t("toString"), "toString");
});

test("a number chooses the form, and stands in it", async () => {
  const { tn } = await korean();
  assert.deepEqual(
    [1, 2, 12345].map((n) => tn("{n} step", "{n} steps", n)),
    ["1 스텝", "2 스텝", "12,345 스텝"],
  );
  assert.equal(tn("{n} of {all} lane", "{n} of {all} lanes", 2, { all: 3 }), "2 of 3 lanes");
});

test("English needs no catalog", async () => {
  const { t, tn } = await texts("en", () => assert.fail("nothing is to be loaded"));
  assert.equal(t("{n} of {all}", { n: "$&", all: 5 }), "$& of 5");
  assert.deepEqual(
    [0, 1, 2].map((n) => tn("{n} step", "{n} steps", n)),
    ["0 steps", "1 step", "2 steps"],
  );
});

test("without its catalog the page speaks English", async () => {
  for (const answer of [async () => ({ ok: false }), () => Promise.reject(new Error("no network"))]) {
    const { t, tn } = await texts("ko", answer);
    assert.equal(t("Close"), "Close");
    assert.equal(tn("{n} step", "{n} steps", 2), "2 steps");
  }
});

test("points, equations, units and Korean endings stay on one line", async () => {
  const { unbroken } = await korean();
  assert.equal(unbroken("at (2.97, −1.98), y = −0.5, 82 %"), "at (2.97,\u00a0−1.98), y\u00a0=\u00a0−0.5, 82\u00a0%");
  assert.equal(unbroken("(0, 0)까지"), "(0,\u00a00)\u2060까지");
  assert.equal(unbroken("(lane 2, a rule) and"), "(lane 2, a rule) and");
});

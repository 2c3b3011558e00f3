// The course on the home page: what is in it, in which order, and what a search finds.

import assert from "node:assert/strict";
import test from "node:test";

import { address, chapters, lessons } from "../../pages/ui/static/core/course.js";
import { found } from "../../pages/ui/static/home/search.js";

const preset = (/** @type {string} */ name, /** @type {string} */ topic) => ({ name, topic });
const catalog = /** @type {any} */ ({
  topics: ["first", "nothing", "second"].map((name) => ({ name, title: name, part: "one" })),
  pages: [
    { name: "race", path: "race" },
    { name: "lab", path: "mnist" },
  ],
  galleries: {
    lab: [preset("c", "first"), preset("d", "second")],
    race: [preset("a", "second"), preset("b", "first")],
  },
});

test("a chapter has the presets of all pages, in the pages' order; one that is empty is left out", () => {
  const told = chapters(catalog).map(({ name, lessons }) => [name, ...lessons.map((each) => each.name)]);
  assert.deepEqual(told, [
    ["first", "b", "c"],
    ["second", "a", "d"],
  ]);
  assert.deepEqual(lessons(catalog).map(address), [
    "race?preset=b",
    "mnist?preset=c",
    "race?preset=a",
    "mnist?preset=d",
  ]);
});

test("a search finds what has all its words, in any order and case", () => {
  const text = "Held at a saddle: gradient descent 안장점에 갇히다";
  for (const typed of ["", "saddle", "SADDLE held", "desc grad", "안장점", "안장점 gradient"])
    assert(found(typed, text), typed);
  for (const typed of ["saddles", "saddle adam", "모멘텀"]) assert(!found(typed, text), typed);
});

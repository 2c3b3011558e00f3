// A style sheet that did not load is told of until it has come after all.

import assert from "node:assert/strict";
import test from "node:test";

import { MissingStyles } from "../../pages/ui/static/core/missing_styles.js";

test("a sheet is missing from when it failed until it came, whatever others do", () => {
  const missing = new MissingStyles();
  const follow = (href, failed) => missing.follow({ href, failed });
  assert.equal(follow("page.css", false), false);
  assert.equal(follow("race.css", true), true);
  assert.equal(follow("race.css", true), true);
  assert.equal(follow("lanes.css", false), true, "another came");
  assert.equal(follow("media.css", true), true);
  assert.equal(follow("race.css", false), true, "one of two came");
  assert.equal(follow("media.css", false), false);
  assert.equal(follow("lanes.css", true), false, "it is there by another link");
});

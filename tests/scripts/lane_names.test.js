// What tells lanes apart is said in the same words here and on Python's pages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { laneName } from "../../pages/ui/static/lanes/lane_names.js";

const { catalog, cases } = JSON.parse(readFileSync(new URL("../gallery/lane_names.json", import.meta.url), "utf8"));

for (const { query, lanes } of cases) {
  test(`lanes of ${query}`, () => {
    for (const lane of lanes) assert.equal(laneName(catalog, lane), lane.name);
  });
}

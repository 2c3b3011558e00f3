// The vendored files are the ones their authors published, whose types the scripts are checked with.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const FILES = { "uPlot.min.js": "uPlot.iife.min.js", "uPlot.min.css": "uPlot.min.css" };

for (const [ours, theirs] of Object.entries(FILES)) {
  test(`${ours} is as published`, async () => {
    const [here, there] = await Promise.all([
      readFile(new URL(`../../pages/ui/static/vendor/${ours}`, import.meta.url)),
      readFile(new URL(`node_modules/uplot/dist/${theirs}`, import.meta.url)),
    ]);
    assert.deepEqual(here, there);
  });
}

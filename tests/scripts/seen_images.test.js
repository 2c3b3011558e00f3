// Which lanes change their training images, as their link says.

import assert from "node:assert/strict";
import test from "node:test";

import { changesImages } from "../../pages/ui/static/lab/seen_images.js";

/** @param {Record<string, string>} link */
const store = (link) => /** @type {any} */ ({ get: (/** @type {string} */ key) => link[key] ?? "" });

test("a lane changes its images by its own settings or by those of all", () => {
  const plain = { shift: "0", rotation: "0", scaling: "0", elastic: "0", mixup: "0", pooling: "none" };
  assert.equal(changesImages(store(plain), 1), false);
  for (const name of ["shift", "rotation", "scaling", "elastic", "mixup"]) {
    assert.equal(changesImages(store({ ...plain, [name]: "0.5" }), 1), true, name);
    assert.equal(changesImages(store({ ...plain, [`2.${name}`]: "0.5" }), 2), true, name);
    assert.equal(changesImages(store({ ...plain, [`2.${name}`]: "0.5" }), 1), false, name);
    assert.equal(changesImages(store({ ...plain, [name]: "0.5", [`1.${name}`]: "0" }), 1), false, name);
  }
  assert.equal(changesImages(store({ ...plain, pooling: "average" }), 1), true);
  assert.equal(changesImages(store({ ...plain, pooling: "average", "1.pooling": "none" }), 1), false);
});

// Chances too small for a number are told by their logarithm.

import assert from "node:assert/strict";
import { test } from "node:test";
import { powerOfTen } from "../../pages/ui/static/dimensions/chance.js";

test("a chance is read as a number, however small", () => {
  assert.equal(powerOfTen(Math.log10(0.5)), "0.5");
  assert.equal(powerOfTen(-2.6096), "0.00246");
  assert.equal(powerOfTen(-13.6448), "2.3·10⁻¹⁴");
  assert.equal(powerOfTen(-1209.6867), "2.1·10⁻¹²¹⁰");
  assert.equal(powerOfTen(-20.0000001), "10⁻²⁰");
});

// Networks that answer together: the axis they share, and their mean.

import assert from "node:assert/strict";
import test from "node:test";

import { meanOf, soFar, span } from "../../pages/ui/static/lab/ensemble.js";

test("the axis spans all members and averages, and stays among shares", () => {
  const team = (members, accuracy) => ({
    kind: "seeds",
    lane: 0,
    members,
    accuracy,
    mistakes: 0,
    mended: 0,
    spoiled: 0,
  });
  const { low, high } = span([team([0.9, 0.92], 0.95), team([0.8, 0.999], 1)]);
  assert.ok(low < 0.8 && low > 0.7 && high === 1);
  assert.ok(Math.abs(meanOf(team([0.9, 0.92], 0.95)) - 0.91) < 1e-12);
});

test("while it goes on, it is said how many networks answer and how far they have come", () => {
  const team = { kind: "seeds", lane: 0, of: 5, members: [0.8, 0.9], accuracy: 1, mistakes: 0, mended: 0, spoiled: 0 };
  assert.equal(soFar({ ...team, epochs: [1, 4] }), "So far: 2 of 5 networks, after epochs 1.0 to 4.0.");
  assert.equal(soFar({ ...team, epochs: [2, 2.01] }), "So far: 2 of 5 networks, after epoch 2.0.");
});

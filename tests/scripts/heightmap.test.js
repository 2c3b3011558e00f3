// Heights as they travel and as they are drawn: levels of 16 bits, a linear or a symmetric-logarithmic scale, its ticks.

import assert from "node:assert/strict";
import test from "node:test";

import { fromScale, surfaceColors, ticks, toScale, unpack } from "../../pages/ui/static/race/heightmap.js";

/** What the server sends. @param {object} header @param {number[]} levels */
function message(header, levels) {
  let json = JSON.stringify(header);
  while (json.length % 4) json += " "; // the server aligns what follows
  const bytes = new Uint8Array(4 + json.length + 2 * levels.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(new TextEncoder().encode(json), 4);
  bytes.set(new Uint8Array(Uint16Array.from(levels).buffer), 4 + json.length);
  return bytes.buffer;
}

const WINDOW = [
  [-2, 2],
  [-1, 3],
];

test("a message holds the header and the levels, row by row from the bottom", () => {
  const { z, ...header } = unpack(message({ window: WINDOW, n: 2, low: -1, high: 3 }, [0, 65534, 32767, 65535]));
  assert.deepEqual(header, { window: WINDOW, n: 2, low: -1, high: 3 });
  assert.deepEqual([...z], [0, 65534, 32767, 65535]);
});

test("the logarithmic scale is linear near the minimum, logarithmic far from it, and odd below it", () => {
  const of = (height) => toScale(height, { linear_threshold: 0.01 }, true);
  assert.equal(of(0), 0);
  assert.ok(Math.abs(of(1e-6) / of(5e-7) - 2) < 1e-3);
  assert.ok(Math.abs(of(1e6) - of(1e5) - 1) < 1e-6, "ten times as high is one more");
  assert.equal(of(-3), -of(3));
  assert.equal(of(0.09), 1);
});

test("what stands on a scale is read from it again", () => {
  for (const logarithmic of [true, false]) {
    for (const height of [0, 1e-9, 0.3, 17, 4e5, -2]) {
      const scale = { linear_threshold: 0.02 };
      const again = fromScale(toScale(height, scale, logarithmic), scale, logarithmic);
      assert.ok(Math.abs(again - height) <= 1e-9 * (Math.abs(height) + 0.02), `${height} ${again}`);
    }
  }
});

const written = (height, digits) => String(Number(height.toPrecision(digits)));

test("ticks are round heights of the surface, not above its minimum, and stand where these are", () => {
  const linear = { low: 0, high: 6, minimum: 10, linear_threshold: 1 };
  assert.deepEqual(ticks(linear, false, written), {
    tickvals: [0, 1, 2, 3, 4, 5, 6],
    ticktext: ["10", "11", "12", "13", "14", "15", "16"],
  });
  const logarithmic = { low: 0, high: 6, minimum: 0, linear_threshold: 1 };
  const { tickvals, ticktext } = ticks(logarithmic, true, written);
  assert.deepEqual(ticktext, ["0", "10", "100", "1000", "10000", "100000", "500000"]);
  ticktext.forEach((text, i) =>
    assert.ok(Math.abs(fromScale(tickvals[i], logarithmic, true) - text) < 1e-6 * text + 1e-9),
  );
});

test("ticks are inside the scale, several, in order, and no two read alike", () => {
  for (const minimum of [0, 100, -78.3323, -2]) {
    for (const high of [0.1, 1, 3.3, 40]) {
      for (const logarithmic of [true, false]) {
        const { tickvals, ticktext } = ticks({ low: 0, high, minimum, linear_threshold: 0.02 }, logarithmic, written);
        assert.ok(tickvals.length >= 1 && tickvals.length <= 8, `${ticktext}`);
        assert.deepEqual([...new Set(ticktext)], ticktext);
        assert.deepEqual(
          tickvals.toSorted((a, b) => a - b),
          tickvals,
        );
        for (const z of tickvals) assert.ok(z >= 0 && z <= high);
      }
    }
  }
});

test("each theme has a scale of colours from 0 to 1, another one", () => {
  for (const dark of [true, false]) {
    const shares = surfaceColors(dark).map(([share]) => share);
    assert.deepEqual([shares[0], shares.at(-1)], [0, 1]);
    assert.deepEqual(shares.toSorted(), shares);
  }
  assert.notDeepEqual(surfaceColors(true), surfaceColors(false));
});

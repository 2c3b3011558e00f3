// What of a link was put right is told in few, short, printable sentences, whatever stands in the link.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { sentences } from "../../pages/ui/static/core/notices.js";

const cases = JSON.parse(readFileSync(new URL("../links/notices.json", import.meta.url), "utf8"));
const kinds = [...new Set(cases.flatMap(({ notices }) => notices.map(({ kind }) => kind)))];

test("what was changed is told in one sentence for each kind of thing", () => {
  for (const { link, notices, sentence } of cases) assert.deepEqual(sentences(notices), [sentence], link);
});

test("a link that is in order is not spoken of", () => assert.deepEqual(sentences([]), []));

test("what is noted many times is told once", () => {
  const many = Array(500).fill({ kind: "repeated", key: "seed", given: "1", used: "" });
  assert.deepEqual(sentences(many), ["seed: given more than once; the first counts."]);
});

test("of many notices three are told", () => {
  const many = Array.from({ length: 92 }, (_, n) => ({ kind: "unknown_key", key: `k${n}`, given: "1", used: "" }));
  assert.deepEqual(sentences(many), ["Not known here and ignored: k0, k1, k2 and 89 more."]);
});

test("of many kinds of notices the first are told", () => {
  const every = kinds.map((kind) => ({ kind, key: "key", given: "given", used: "used" }));
  assert.equal(sentences(every.slice(0, 6)).length, 6);
  assert.equal(sentences(every.slice(0, 7)).length, 6);
  assert.equal(sentences(every).at(-1), `And ${every.length - 5} more changes.`);
});

const HOSTILE = [
  "\u202esurface\u202c",
  "ros\x00en\x1b[31mbrok\x07\r\nyou have won",
  "a\u2028b\u2029c\u200bd\ufeffe\u{e0041}",
  "\u202e\x00\n",
  "<img src=x onerror=alert(1)>",
  "{key} {given.__class__} {0} {examples}",
  "**bold** [here](http://example.com) $x$",
  "v".repeat(40),
  "🎈".repeat(20),
];

test("what a hostile link is answered is short and printable, and quotes it as it is", () => {
  for (const kind of kinds) {
    for (const text of HOSTILE) {
      for (const count of [1, 100]) {
        const notices = Array.from({ length: count }, (_, n) => ({
          kind,
          key: `${text}${n}`,
          given: text,
          used: text,
        }));
        const told = sentences(notices);
        assert.equal(told.length, 1);
        assert.ok(told[0].length <= 360, told[0]);
        assert.ok(!/[\p{C}\p{Zl}\p{Zp}]/u.test(told[0]), told[0]);
      }
    }
  }
  const [told] = sentences([{ kind: "not_an_option", key: "view", given: "\u202e*<b>*\x00{key}\n x", used: "2d" }]);
  assert.equal(told, "view: '*<b>*{key} x' is not an option; 2d is used.");
});

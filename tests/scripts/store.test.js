// The store of an open page: what it asks, what it writes to the address, and when.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { answer, asked, begin, entries, go } from "./one_visitor.js";

const { Store } = await import("../../pages/ui/static/core/store.js");

let store, updates;
beforeEach(async () => {
  begin("/race?b=2");
  updates = [];
  store = new Store("/api/race");
  store.addEventListener("update", ({ detail }) => updates.push(detail.opened));
  store.open("b=2");
  await answer();
});

test("a link that is opened is asked for, and the address stays as it is", () => {
  assert.deepEqual(entries, ["/race?b=2"]);
  assert.equal(store.get("a"), "1", "the draft is the full link");
  assert.deepEqual(updates, [true]);
});

test("what is dragged is asked for and written when it is let go: one entry, put right", async () => {
  store.beginDrag();
  store.set({ b: 3 });
  store.set({ b: 40 });
  store.set({ b: 50 });
  assert.deepEqual(entries, ["/race?b=2"]);
  assert.equal(asked.length, 2, "what was asked before is answered before the newest is asked");
  store.endDrag();
  store.commit();
  assert.deepEqual(entries, ["/race?b=2", "/race?b=50&a=1"], "at once, as it was set");
  await answer();
  await answer();
  assert.deepEqual(entries, ["/race?b=2", "/race?b=10"], "and as the server has put it right");
  assert.equal(asked.length, 3);
  assert.deepEqual(updates, [true, false, false]);
});

test("what is set meanwhile is asked for before an answer is drawn", async () => {
  const before = [];
  store.addEventListener("update", () => before.push(asked.length));
  store.beginDrag();
  store.set({ b: 3 });
  store.set({ b: 4 });
  await answer();
  assert.deepEqual(before, [3], "the link that was opened, b=3 and b=4");
  assert.equal(store.get("b"), "4", "what was answered is not the newest");
  await answer();
  assert.deepEqual(before, [3, 3]);
  assert.match(store.link, /b=4/);
});

test("a drag that is answered before it is let go is written short at once", async () => {
  store.beginDrag();
  store.set({ b: 3 });
  await answer();
  store.endDrag();
  store.commit();
  assert.deepEqual(entries, ["/race?b=2", "/race?b=3"]);
});

test("what is taken back writes nothing", async () => {
  store.beginDrag();
  store.set({ b: 3 });
  store.cancelDrag();
  store.commit();
  await answer();
  await answer();
  assert.equal(store.get("b"), "2");
  assert.deepEqual(entries, ["/race?b=2"]);
});

test("what a value on the way did to other keys is undone with it", () => {
  store.beginDrag();
  store.set({ b: 3, c: 1 });
  assert.equal(store.get("c"), "1");
  store.cancelDrag();
  assert.equal(store.get("c"), "");
});

test("choices faster than the server are entries of their own, and the ways back find them", async () => {
  for (const b of [3, 4]) {
    store.set({ b });
    store.commit();
  }
  assert.equal(entries.length, 3);
  go(-1);
  assert.equal(store.query.includes("b=4"), true, "until it is answered, what was set last is shown");
  await answer();
  await answer();
  assert.equal(store.get("b"), "3");
  assert.equal(entries.length, 3, "no way back adds an entry");
  go(1);
  await answer();
  assert.equal(store.get("b"), "4");
});

test("an answer that comes after Back is not written over the entry that one went back to", async () => {
  store.set({ b: 3 });
  store.commit();
  go(-1);
  await answer();
  await answer();
  assert.deepEqual(entries, ["/race?b=2", "/race?b=3&a=1"]);
  assert.equal(store.get("b"), "2");
});

test("what is set while a link is opened is set in that link", async () => {
  store.open("c=7", { push: true });
  store.set({ b: 5 });
  store.commit();
  await answer();
  await answer();
  assert.equal(store.get("c"), "7");
  assert.equal(store.get("b"), "5");
  assert.deepEqual(entries.slice(0, 2), ["/race?b=2", "/race?c=7"]);
});

test("what is set on a short link is not taken for the link in full, however many answers come between", async () => {
  store.set({ b: 3 });
  store.open("preset=other", { push: true });
  store.set({ step: 4 });
  assert.equal(store.get("a"), "1", "of what is shown");
  await answer(); // to what was set before
  assert.equal(store.get("a"), "1");
  assert.equal(store.get("preset"), "");
  assert.equal(asked.at(-1).query, "preset=other&step=4");
  store.beginDrag();
  store.set({ b: 5 });
  await answer(); // to the preset, while something is dragged in it
  store.set({ b: 6 });
  await answer();
  store.cancelDrag();
  await answer();
  assert.equal(asked.at(-1).query, "preset=other&step=4&a=1", "it says all, now that this is known");
});

test("a drag that begins before its link is answered is taken back to that link", async () => {
  store.open("preset=other", { push: true });
  store.beginDrag();
  store.set({ b: 5 });
  await answer(); // to the preset
  await answer(); // to b=5
  assert.equal(store.get("b"), "5");
  store.cancelDrag();
  await answer();
  assert.equal(asked.at(-1).query, "preset=other&a=1");
  assert.equal(store.get("b"), "");
});

test("so it is though that link is never asked for by itself", async () => {
  store.set({ c: 3 });
  store.open("preset=other", { push: true });
  store.beginDrag();
  store.set({ b: 5 });
  await answer(); // to c=3
  await answer(); // to b=5 in the preset
  store.set({ b: 6 });
  assert.equal(store.get("a"), "1", "what the preset stands for is not forgotten");
  store.cancelDrag();
  await answer();
  await answer();
  assert.equal(asked.at(-1).query, "preset=other");
  assert.equal(store.get("b"), "");
});

test("another surface begins anew, as a link does", async () => {
  store.openWith({ b: null, surface: "x" });
  store.set({ height: "linear" });
  assert.equal(store.get("height"), "linear", "what was chosen in it is known before it is answered");
  store.set({ height: null });
  await answer();
  assert.deepEqual(updates, [true, true]);
  assert.deepEqual(entries, ["/race?b=2", "/race?surface=x"]);
});

test("keys of the frame stay in the address and are no part of a link", async () => {
  entries[0] = "/race?b=2&embed=true&lang=ko";
  store.set({ b: 3 });
  store.commit();
  await answer();
  assert.equal(entries[1], "/race?b=3&embed=true&lang=ko");
  go(-1);
  assert.equal(asked.at(-1).query, "b=2");
});

test("a page that was left writes nothing", async () => {
  store.set({ b: 3 });
  globalThis.location.pathname = "/mnist";
  store.commit();
  await answer();
  assert.deepEqual(entries, ["/race?b=2"]);
  globalThis.location.pathname = "/race";
});

test("what is shown is what was answered, though another link is opened meanwhile", async () => {
  const shown = [];
  store.addEventListener("update", () => shown.push(store.get("b")));
  store.open("b=5");
  store.open("b=6");
  await answer();
  await answer();
  assert.deepEqual(shown, ["5", "6"]);
});

test("a link that is opened is not what is shown until it is answered", async () => {
  assert.equal(store.opening, false);
  store.open("b=4");
  assert.equal(store.opening, true);
  await answer();
  assert.equal(store.opening, false);
});

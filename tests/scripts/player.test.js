// The clock that every view follows: how fast it runs, where it stops, and what a person may do meanwhile.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

let now = 0;
let frames = [];
globalThis.requestAnimationFrame = (frame) => frames.push(frame);
Object.defineProperty(performance, "now", { value: () => now });

/** Lets time pass, a frame every `stride` milliseconds. */
function pass(milliseconds, stride = 10) {
  for (const end = now + milliseconds; now < end;) {
    now += stride;
    for (const frame of frames.splice(0)) frame(now);
  }
}

const { Player } = await import("../../pages/ui/static/player/player.js");

let player, steps;
beforeEach(() => {
  frames = [];
  steps = [];
  player = new Player();
  player.set({ length: 60 });
  player.addEventListener("step", () => steps.push(player.step));
});

test("it shows thirty steps a second, each once, and pauses at the end", () => {
  player.play();
  pass(1000);
  assert.ok(Math.abs(player.step - 30) <= 1, `${player.step}`);
  pass(2000);
  assert.deepEqual([player.step, player.playing], [60, false]);
  assert.deepEqual(
    steps,
    Array.from({ length: 60 }, (_, i) => i + 1),
  );
  assert.equal(frames.length, 0, "nothing runs on");
});

test("the speed is a factor", () => {
  player.set({ speed: 0.5 });
  player.play();
  pass(2000);
  assert.ok(Math.abs(player.step - 30) <= 1, `${player.step}`);
});

test("a tab that was hidden does not jump ahead", () => {
  player.play();
  pass(60_000, 60_000);
  assert.ok(player.step <= 8, `${player.step}`);
});

test("in a loop it rests at the end and begins again", () => {
  player.set({ loop: true });
  player.play();
  pass(2500);
  assert.deepEqual([player.step, player.playing], [60, true]);
  pass(1000);
  assert.ok(player.step < 30 && player.playing, `${player.step}`);
});

test("a step that is sought is shown and stays", () => {
  player.play();
  pass(500);
  player.seek(42.4);
  pass(500);
  assert.deepEqual([player.step, player.playing], [42, false]);
  player.seek(-5);
  assert.equal(player.step, 0);
  player.seek(1e9);
  assert.equal(player.step, 60);
});

test("at the end it plays from the start", () => {
  player.seek(60);
  player.play();
  pass(100);
  assert.ok(player.step < 10, `${player.step}`);
});

test("a race that became shorter is shown at its end", () => {
  player.seek(50);
  player.set({ length: 20 });
  assert.equal(player.step, 20);
  player.set({ length: 60 });
  assert.equal(player.step, 20, "and stays there when it is longer again");
});

test("playing twice runs no faster", () => {
  player.play();
  player.play();
  pass(1000);
  assert.ok(Math.abs(player.step - 30) <= 1, `${player.step}`);
});

test("a race without steps does not play", () => {
  player.set({ length: 0 });
  player.play();
  assert.equal(player.playing, false);
});

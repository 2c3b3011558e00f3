// A training as a browser watches it: rows are put together, and what was asked for is asked again on a new connection.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { TrainingSocket } from "../../pages/ui/static/lab/training_socket.js";

/** @type {FakeSocket[]} */
let sockets = [];

class FakeSocket extends EventTarget {
  static OPEN = 1;
  readyState = 0;
  /** @type {any[]} */
  sent = [];

  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    sockets.push(this);
  }

  open() {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }

  /** @param {object} header @param {number[]} values */
  tell(header, values = []) {
    const text = JSON.stringify(header);
    const json = new TextEncoder().encode(text + " ".repeat((4 - (text.length % 4)) % 4));
    const buffer = new ArrayBuffer(4 + json.length + 4 * values.length);
    new DataView(buffer).setUint32(0, json.length, true);
    new Uint8Array(buffer, 4).set(json);
    new Float32Array(buffer, 4 + json.length).set(values);
    this.dispatchEvent(new MessageEvent("message", { data: buffer }));
  }
}

beforeEach(() => {
  sockets = [];
  globalThis.WebSocket = /** @type {any} */ (FakeSocket);
  mock.timers.enable({ apis: ["setTimeout"] });
});

afterEach(() => mock.timers.reset());

/** The rows of 12 and 14 columns, in which each value is `100 * column + row`.
 * @param {number} columns @param {number} first @param {number} count */
const rows = (columns, first, count) =>
  Array.from({ length: columns * count }, (_, i) => 100 * Math.floor(i / count) + first + (i % count));

/** @param {number} steps @param {number} first @param {number} count */
const lane = (steps, first, count) => ({
  steps: { rows: steps, first, count },
  evaluations: { rows: 1, first: 1, count: 0 },
});

function watching() {
  const socket = new TrainingSocket("ws://here");
  socket.train("1=adam");
  sockets[0].open();
  sockets[0].tell(
    {
      run: "a",
      state: "running",
      revision: 1,
      lanes: [{ ...lane(2, 0, 2), evaluations: { rows: 1, first: 0, count: 1 } }],
    },
    [...rows(12, 0, 2), ...rows(14, 0, 1)],
  );
  return socket;
}

test("rows that come are put to those that were there", () => {
  const socket = watching();
  sockets[0].tell({ run: "a", state: "running", revision: 2, lanes: [lane(4, 1, 3)] }, rows(12, 1, 3));
  const [{ steps, evaluations }] = socket.snapshot.lanes;
  assert.deepEqual([...steps.step], [0, 1, 2, 3]);
  assert.deepEqual([...steps.seconds], [1100, 1101, 1102, 1103]);
  assert.deepEqual([...evaluations.testAccuracyHigh], [1000]);
  sockets[0].tell({ run: "b", state: "running", revision: 1, lanes: [{ ...lane(1, 0, 1) }] }, rows(12, 5, 1));
  assert.deepEqual([...socket.snapshot.lanes[0].steps.loss], [105], "another run has nothing of the one before");
});

test("predictions are those of the run that is shown", () => {
  const socket = watching();
  const found = { lane: 0, step: 10 };
  sockets[0].tell({ run: "a", state: "running", revision: 2, lanes: [lane(2, 2, 0)], predictions: found });
  assert.deepEqual(socket.predictions.get(0), found);
  sockets[0].tell({ run: "a", state: "running", revision: 1, lanes: [lane(2, 2, 0)] });
  assert.equal(socket.predictions.size, 0, "it has begun anew");
});

test("what was asked for is asked again, and a stop that was lost", () => {
  const socket = watching();
  const heard = [];
  for (const name of ["disconnected", "connected"]) socket.addEventListener(name, () => heard.push(name));
  socket.select(2, 40);
  socket.select(3, null);
  mock.timers.tick(100);
  assert.deepEqual(sockets[0].sent.slice(1), [{ do: "look", lane: 3, step: null }], "once for a pointer that moves");
  sockets[0].close();
  socket.stop();
  mock.timers.tick(1000);
  sockets[1].open();
  assert.deepEqual(sockets[1].sent, [
    { do: "look", lane: 3, step: null },
    { do: "watch", link: "1=adam" },
    { do: "stop" },
  ]);
  assert.deepEqual(heard, ["disconnected", "connected"]);
  sockets[1].tell({ run: "a", state: "stopped" });
  sockets[1].close();
  mock.timers.tick(1000);
  sockets[2].open();
  assert.deepEqual(sockets[2].sent, [{ do: "look", lane: 3, step: null }], "what was stopped is asked for no more");
});

test("what has ended does not begin again with a new connection", () => {
  watching();
  sockets[0].tell({ run: "a", state: "finished" });
  sockets[0].close();
  mock.timers.tick(1000);
  sockets[1].open();
  assert.deepEqual(sockets[1].sent, [{ do: "watch", link: "1=adam" }]);
});

test("what was to be trained while there was no connection begins with the next one", () => {
  const socket = watching();
  const heard = [];
  socket.addEventListener("disconnected", () => heard.push("disconnected"));
  sockets[0].tell({ run: "a", state: "finished" });
  sockets[0].close();
  socket.train("1=lion");
  sockets.at(-1).close(); // there is no server yet
  assert.deepEqual(heard, ["disconnected"], "and it is said");
  mock.timers.tick(1000);
  sockets.at(-1).close();
  mock.timers.tick(1000);
  sockets.at(-1).open();
  assert.deepEqual(sockets.at(-1).sent, [{ do: "train", link: "1=lion" }]);
});

test("a silent connection is given up while it trains", () => {
  watching();
  mock.timers.tick(19_999);
  assert.equal(sockets[0].readyState, FakeSocket.OPEN);
  mock.timers.tick(1);
  assert.equal(sockets[0].readyState, 3);
});

test("a training that the server has forgotten keeps its curves", () => {
  const socket = watching();
  let found = "";
  socket.addEventListener("notFound", (event) => (found = /** @type {CustomEvent} */ (event).detail.run));
  sockets[0].tell({ run: "a", state: "none" });
  assert.equal(found, "a");
  socket.lose("a");
  assert.ok(socket.snapshot.lost && socket.snapshot.lanes && !socket.active);
  sockets[0].tell({ run: "a", state: "queued", revision: 0, lanes: [lane(0, 0, 0)] });
  assert.ok(!socket.snapshot.lost, "until somebody trains it");
});

test("what was stopped before its turn has nothing to show", () => {
  const socket = new TrainingSocket("ws://here");
  socket.show("1=adam");
  sockets[0].open();
  sockets[0].tell({
    run: "a",
    state: "stopped",
    revision: 0,
    lanes: [{ ...lane(0, 0, 0), evaluations: { rows: 0, first: 0, count: 0 } }],
  });
  assert.equal(socket.snapshot.lanes, undefined);
});

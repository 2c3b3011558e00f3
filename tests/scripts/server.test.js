// How the server is asked: by requests, and over a socket while a person drags.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

globalThis.location = { href: "http://host/app/race" };
globalThis.document = { querySelector: () => null, documentElement: { dataset: {} } };

/** What was asked by a request. */
const asked = [];
globalThis.fetch = async (url) => (asked.push(String(url)), new Response('{"by": "request"}'));

/** A socket that opens and answers when it is told to. */
const sockets = [];
globalThis.WebSocket = class extends EventTarget {
  readyState = 0;
  sent = [];
  constructor(url) {
    super();
    this.url = String(url);
    sockets.push(this);
  }
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  send(text) {
    this.sent.push(text);
  }
  answer(text) {
    const data = new TextEncoder().encode(text).buffer;
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
  close() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }
};

const { Server } = await import("../../pages/ui/static/core/server.js");

/** Whose answer it is. */
const by = async (reply) => (await (await reply).json()).by;

let server;
beforeEach(() => {
  sockets.length = asked.length = 0;
  delete globalThis.document.documentElement.dataset.frame;
  server = new Server("http://host/app/api/race");
});
afterEach(() => server.leave());

test("a link is asked for by a request until somebody drags and the socket is open", async () => {
  assert.equal(await by(server.ask("b=1", "")), "request");
  assert.equal(sockets.length, 0);
  server.hurry();
  assert.equal(sockets[0].url, "ws://host/app/api/ask");
  assert.equal(await by(server.ask("b=2", "&_have=")), "request");
  sockets[0].open();
  const answer = server.ask("b=3", "&_have=");
  assert.deepEqual(sockets[0].sent, ["race?b=3&_have="], "at once");
  sockets[0].answer('{"by": "socket"}');
  assert.equal(await by(answer), "socket");
  server.hurry();
  assert.equal(sockets.length, 1, "the next drag finds it open");
  assert.deepEqual(asked.slice(1), ["http://host/app/api/race?b=2&_have="]);
});

test("what a socket does not answer is asked for by a request, and the next drag opens another", async () => {
  for (const fail of [(socket) => socket.answer(""), (socket) => socket.close()]) {
    server.hurry();
    const socket = sockets.at(-1);
    socket.open();
    const answer = server.ask("b=7", "");
    fail(socket);
    assert.equal(await by(answer), "request");
    assert.equal(asked.at(-1), "http://host/app/api/race?b=7");
  }
  server.hurry();
  assert.equal(sockets.length, 2, "one that said nothing stays, one that closed does not");
});

test("a socket that is silent for five seconds is closed, one that is not used after thirty", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  server.hurry();
  sockets[0].open();
  const answer = server.ask("b=7", "");
  context.mock.timers.tick(5000);
  assert.equal(await by(answer), "request");
  assert.equal(sockets[0].readyState, 3);
  server.hurry();
  sockets[1].open();
  context.mock.timers.tick(29000);
  assert.equal(sockets[1].readyState, 1);
  context.mock.timers.tick(1000);
  assert.equal(sockets[1].readyState, 3);
});

test("where no socket opens, none is tried again; a page without a frame tries none", async () => {
  server.hurry();
  sockets[0].close();
  server.hurry();
  assert.equal(sockets.length, 1);
  assert.equal(await by(server.ask("b=3", "")), "request");
  globalThis.document.documentElement.dataset.frame = "none";
  new Server("http://host/app/api/race").hurry();
  assert.equal(sockets.length, 1);
});

test("a page that is left closes its socket", () => {
  server.hurry();
  sockets[0].open();
  server.leave();
  assert.equal(sockets[0].readyState, 3);
});

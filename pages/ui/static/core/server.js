// How the server is asked what a link means: by a request, and over a socket while a person drags.
//
// A request costs a browser some five milliseconds, most answers less than that, and a message of a socket one.

import { consume } from "./prefetch.js";

const PATIENCE_MS = 5000; // with an answer, before it is asked for by a request
const QUIET_MS = 30000; // for which nothing is asked, before the socket is closed

/** @typedef {{ok: boolean, status: number, json: () => Promise<any>, arrayBuffer: () => Promise<ArrayBuffer>}} Reply */

export class Server {
  #endpoint;
  /** @type {WebSocket | null} */ #socket = null;
  #first = true; // nothing was asked yet
  #refused = false; // a socket did not open: none is tried again
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer; // until the socket is closed
  /** @type {((answer: ArrayBuffer | null) => void) | null} */ #heard = null;

  /** @param {string} endpoint the URL that answers a link */
  constructor(endpoint) {
    this.#endpoint = endpoint;
  }

  /** A drag begins. Its first answers come by requests, until the socket is open. */
  hurry() {
    if (this.#socket || this.#refused || document.documentElement.dataset?.frame === "none") return;
    const url = new URL("ask", new URL(this.#endpoint, location.href));
    url.protocol = url.protocol.replace("http", "ws");
    const socket = (this.#socket = new WebSocket(url));
    socket.binaryType = "arraybuffer";
    let opened = false;
    socket.addEventListener("open", () => {
      opened = true;
      this.#closeAfter(QUIET_MS);
    });
    socket.addEventListener("message", ({ data }) => this.#hear(data));
    socket.addEventListener("close", () => {
      this.#refused ||= !opened;
      if (this.#socket === socket) this.leave();
    });
  }

  /** The answer to a link; the page's own may have been asked for before anything else.
   * @param {string} query @param {string} more that is asked with it, beginning with `&`
   * @returns {Promise<Reply>} */
  ask(query, more) {
    const begun = this.#first ? consume(`${this.#endpoint}?${query}`) : null;
    this.#first = false;
    const socket = this.#socket;
    return begun ?? (socket?.readyState === 1 ? this.#over(socket, query + more) : this.#request(query + more));
  }

  /** @param {string} query @returns {Promise<Reply>} */
  #request(query) {
    return fetch(`${this.#endpoint}?${query}`);
  }

  /** By a request where the socket breaks, or gives no answer. @param {WebSocket} socket @param {string} query */
  async #over(socket, query) {
    this.#closeAfter(PATIENCE_MS);
    /** @type {Promise<ArrayBuffer | null>} */
    const heard = new Promise((resolve) => (this.#heard = resolve));
    socket.send(`${this.#endpoint.split("/").pop()}?${query}`);
    const answer = await heard;
    if (!answer?.byteLength) return this.#request(query);
    const json = async () => JSON.parse(new TextDecoder().decode(answer));
    return { ok: true, status: 200, json, arrayBuffer: async () => answer };
  }

  /** @param {ArrayBuffer | null} answer */
  #hear(answer) {
    this.#heard?.(answer);
    this.#heard = null;
    if (answer) this.#closeAfter(QUIET_MS);
  }

  /** @param {number} wait in milliseconds */
  #closeAfter(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.leave(), wait);
  }

  /** Closes the socket; the next drag opens one again. */
  leave() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    this.#hear(null);
    socket?.close();
  }
}

// Which training a page shows: that of its link, or of what was set before, as long as that goes on.

/** @typedef {Pick<import("./training_page.js").TrainingPage, "socket" | "store">} Watcher */

export class Following {
  #page;
  /** @type {string | null} */ #opened = null; // the run of a link from outside, of which nothing has been seen yet
  #asked = false; // whether the link asked to train it

  /** @param {Watcher} page */
  constructor(page) {
    this.#page = page;
  }

  /** Trains what is set, or stops what goes on. @param {boolean} stops */
  press(stops) {
    const { socket, store } = this.#page;
    if (stops) socket.stop();
    else socket.train(store.query); // what was typed a moment ago counts, too
    this.#opened = null;
    store.set({ run: stops ? 0 : 1 });
    store.commit("replace");
  }

  /** Other settings: by a link, they show their own run; by hand, what runs goes on until another is begun.
   * @param {{run: string} | null} before @param {boolean} opened */
  follow(before, opened) {
    const { socket, store } = this.#page;
    const run = store.plan?.run ?? "";
    const other = before?.run !== run;
    const asks = store.get("run") === "1";
    if (opened && other) this.#opened = run;
    if (opened && asks && (other || !this.#asked)) socket.train(store.link);
    else if (other && (opened || (!socket.active && !(asks && socket.trains)))) socket.show(store.link);
    this.#asked = asks;
  }

  /** Nobody has trained this. What came by a link shows nothing then; what is set by hand keeps the curves before.
   * @param {string} run */
  notFound(run) {
    const { socket, store } = this.#page;
    if (run === store.plan?.run && this.#opened === run) socket.clear();
    else socket.lose(run);
  }

  /** Something is seen of a run. */
  seen() {
    if (this.#page.socket.snapshot?.run === this.#opened) this.#opened = null;
  }
}

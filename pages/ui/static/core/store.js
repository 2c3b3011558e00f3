// The state of an open page: a link. It is changed here alone; the server says what a link means, in numbers.
//
//                 open (mounted, Back, Forward, a preset)        set (a drag, a switch, a typed number)
//                                  |                                     |
//                                  v                                     v
//        +------+    asks    +---------+   answered, nothing newer   +------+
//        | idle | ---------> | waiting | --------------------------> | idle |     every answer is an `update`
//        +------+            +---------+                             +------+
//                              |     ^
//               not answered   v     |  a second later
//                            +---------+
//                            | offline |
//                            +---------+
//
// While it waits, only the newest link counts: what was asked before is not asked again. What is let go (`commit`) is
// written to the address at once, as it was set, and again as the server has put it right, if the address is still of
// this entry of the history. So Back, Forward and a reload find every state that was committed, in any order and speed.

import { Address, link as linkHere } from "./address.js";
import { LatestOnly } from "./latest_only.js";
import { arranged, changed, keysOf, laneCount } from "./query.js";
import { Server } from "./server.js";

const SOON_MS = 400;

/** @typedef {import("./query.js").Changes} Changes */
/** @typedef {{query: string, changed: string[], opened: boolean}} Asked */
/** @typedef {{link: string, full: string, detail: object}} Answer */

/** A page's own store says what an answer holds (`read`) and what else to ask (`extras`).
 *
 * Events: `update` (an answer is in; detail: what `read` gave, and `opened`: by a link, not by hand), `offline`,
 * `online`, `slow` (an answer is awaited), `idle`. */
export class Store extends EventTarget {
  dragging = false; // a pointer is down on something that sets keys
  link = ""; // of the newest answer, as short as it can be

  #server;
  #address = new Address(() => this.open(linkHere())); // then what was under way counts no more
  #draft = new URLSearchParams(); // the full link with what was set since the newest answer
  /** @type {string | null} */ #opening = null; // a link that was opened and not yet answered
  #short = true; // that one may be
  /** @type {LatestOnly<Asked, Answer>} */ #asking = new LatestOnly({
    ask: ({ query, changed }) => this.#server.ask(query, this.extras(changed)),
    read: (reply) => this.read(reply),
    take: (answer, asked) => this.#take(answer, asked),
    tell: (what) => this.dispatchEvent(new Event(what)),
  });
  #committed = ""; // the full link of this entry of the history, as far as that is known
  /** @type {number | undefined} */ #soon; // the timer of commitSoon
  /** @type {{link: string, full: boolean} | null} */ #before = null; // the link before a drag, and whether that says all
  /** @type {Changes} */ #dragged = {}; // the keys that were set since

  /** @param {string} endpoint the URL that answers a link */
  constructor(endpoint) {
    super();
    this.#server = new Server(endpoint);
  }

  /** What else is asked with a link: more of a query, beginning with `&`. @param {string[]} _changed keys, since then */
  extras(_changed) {
    return "";
  }

  /** @param {import("./server.js").Reply} answer @returns {Promise<Answer>} */
  async read(answer) {
    const { link, full, ...detail } = await answer.json();
    return { link, full, detail };
  }

  /** The page is left. */
  leave() {
    clearTimeout(this.#soon);
    this.#address.leave();
    this.#server.leave();
    this.#asking.leave();
  }

  /** A key of the link as it stands now, what is being dragged included. @param {string} key */
  get(key) {
    return this.#draft.get(key) ?? "";
  }

  /** The link in full as it stands now, whether the server has read it yet or not. */
  get query() {
    return this.#draft.toString();
  }

  /** Whether a link was opened that is not answered yet: what is shown is of another. */
  get opening() {
    return this.#opening !== null;
  }

  /** Whether the address is still of this page. */
  get isHere() {
    return this.#address.isHere;
  }

  /** How many lanes the link has. */
  get count() {
    return laneCount(this.#draft);
  }

  /** The keys of the link that are `name` or begin with `name.`. @param {string} name */
  keys(name) {
    return keysOf(this.#draft, name);
  }

  /** Follows a link, and writes it as a new entry of the history (`push`) where it is not that of the address.
   * @param {string} query @param {{push?: boolean, short?: boolean}} [how] `short`: it need not say all */
  open(query, { push = false, short = true } = {}) {
    this.endDrag();
    this.#soon = void clearTimeout(this.#soon);
    this.#opening = query;
    this.#short = short;
    this.#committed = "";
    if (push) this.#address.write("push", query, true);
    this.#want(query, [], true);
  }

  /** Follows the link with some keys changed: as of another surface. @param {Changes} changes */
  openWith(changes) {
    const short = this.#unread;
    this.open(changed(this.#edited(), changes).toString(), { push: true, short });
  }

  /** A pointer goes down on something that sets keys. What a value on the way does to others is undone with it. */
  beginDrag() {
    if (this.#soon) this.commit(); // what keys did before is not part of this
    this.#soon = void clearTimeout(this.#soon);
    this.dragging = true;
    this.#server.hurry();
    this.#before = { link: this.#edited().toString(), full: !this.#unread };
    this.#dragged = {};
  }

  /** The pointer is up: what was set stays. */
  endDrag() {
    this.dragging = false;
    this.#before = null;
  }

  /** The pointer is up where it went down, or was meant to scroll the page: all is as before. */
  cancelDrag() {
    const before = this.#before;
    this.endDrag();
    if (before === null || !Object.keys(this.#dragged).length) return;
    this.#edit(new URLSearchParams(before.link), [], !before.full);
  }

  /** Sets keys of the link and shows the outcome soon. @param {Changes} changes */
  set(changes) {
    let from = this.#edited();
    if (this.#before !== null) {
      from = new URLSearchParams(this.#before.link);
      changes = Object.assign(this.#dragged, changes);
    }
    this.#edit(changed(from, changes), Object.keys(changes), this.#before?.full === false);
  }

  /** Whether a link was opened of which the server has not yet said all that it stands for. */
  get #unread() {
    return this.#opening !== null && this.#short;
  }

  /** What a short link stands for is not known until the server has read it: what is shown stays.
   * @param {URLSearchParams} link @param {string[]} keys @param {boolean} short */
  #edit(link, keys, short) {
    const unread = short || this.#unread;
    this.#opening = unread ? link.toString() : null;
    if (!unread) this.#draft = link;
    this.#want(link.toString(), keys);
  }

  /** Writes what was set to the address: as a new entry of the history, or in place. @param {"push" | "replace"} how */
  commit(how = "push") {
    const query = this.#edited().toString();
    if (query === this.#committed) return;
    this.#committed = query;
    this.#address.write(how, this.#asking.busy ? query : this.link, this.#asking.busy);
  }

  /** Commits once nothing was set for a moment: for keys held down. */
  commitSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      this.commit();
    }, SOON_MS);
  }

  /** Puts the lanes in another order, or others in their place.
   * @param {(lanes: import("./query.js").LaneKeys[]) => import("./query.js").LaneKeys[]} arrange
   * @param {Changes} [changes] of other keys, that go with it */
  arrange(arrange, changes = {}) {
    if (this.#opening !== null) return; // its lanes are not known yet
    this.endDrag();
    this.#draft = changed(arranged(this.#draft, arrange), changes);
    this.#want(this.#draft.toString());
    this.commit();
  }

  /** What is changed by hand: of a link that is being opened, that link. */
  #edited() {
    return new URLSearchParams(this.#opening ?? this.#draft);
  }

  /** @param {string} query */
  #want(query, /** @type {string[]} */ changed = [], opened = false) {
    opened ||= this.#asking.wanted?.opened ?? false;
    this.#asking.want({ query, changed, opened });
  }

  /** @param {Answer} answer @param {Asked} asked */
  #take({ link, full, detail }, { query, opened }) {
    this.link = link;
    if (this.#address.answered(query, link) || (opened && !this.#committed)) {
      this.#committed = new URLSearchParams(full).toString();
    }
    if (this.#before?.full === false && this.#before.link === new URLSearchParams(query).toString()) {
      this.#before = { link: full, full: true };
    }
    const isNewest = !this.#asking.goesOn;
    // until a link that was opened is answered, the draft is of what is shown, which this is now
    if (isNewest || this.#opening !== null) this.#draft = new URLSearchParams(full);
    if (isNewest) this.#opening = null;
    this.dispatchEvent(new CustomEvent("update", { detail: { ...detail, opened } }));
  }
}

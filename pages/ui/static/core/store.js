// A page's state as this browser knows it: a link. What is dragged sets keys of the link and asks the server what that
// means; what is let go is written to the address bar and told to Python.

import { consume } from "./prefetch.js";

const RETRY_MS = 1000;
const SLOW_MS = 250; // an answer that takes longer, as when something compiles, is worth a sign
const AGAIN_MS = 2000; // between two attempts to tell Python
const SOON_MS = 400;

/** A page's own store says what an answer holds (`read`), what else to ask (`extras`), and its `early` name.
 *
 * Events: `news` (an answer is in; detail: what `read` gave, and `opened`), `offline`, `online`,
 * `slow` (an answer is awaited), `settled`, `told` and `heard` (Python of the newest link). */
export class Store extends EventTarget {
  dragging = false; // a pointer is down on something that sets keys
  link = null;

  #door;
  #wanted = null; // the newest query not yet asked for
  #busy = false;
  #byHand = false; // the newest query was set by hand, not by a link
  #settling = null; // "push" or "replace" once what is wanted should be written down
  #told = null; // the link that Python was told and has not shown that it heard
  #telling = 0;
  #soon; // the timer of settleSoon
  #known = false; // the server has answered once
  #path = location.pathname;
  #draft = new URLSearchParams(); // the full link with what is being dragged
  #held = null; // the full link before it was dragged
  #dragged = {}; // the keys that were set since

  /** `door`: URL that answers a link with numbers. `early`: what early.js may have asked it already.
   * `tell(link)` hands a link to Python. */
  constructor(door, early, tell) {
    super();
    this.#door = door;
    this.early = early;
    this.tell = tell;
    addEventListener("popstate", this.#back);
  }

  /** What else is asked with a link: more of a query, beginning with `&`. `changed`: keys, since the last link. */
  extras(_changed) {
    return "";
  }

  /** What an answer holds: {link, full, detail}. */
  async read(answer) {
    const { link, full, ...detail } = await answer.json();
    return { link, full, detail };
  }

  /** The page is left. */
  leave() {
    clearInterval(this.#telling);
    clearTimeout(this.#soon);
    removeEventListener("popstate", this.#back);
    this.#path = null;
  }

  /** A key of the link as it stands now, what is being dragged included. */
  get(key) {
    return this.#draft.get(key) ?? "";
  }

  /** The link in full as it stands now, whether the server has read it yet or not. */
  get query() {
    return this.#draft.toString();
  }

  /** How many lanes the link has. */
  get count() {
    return [...this.#draft.keys()].filter((key) => /^\d+$/.test(key)).length;
  }

  /** The keys of the link that are `name` or begin with `name.`. */
  keys(name) {
    return [...this.#draft.keys()].filter((key) => key === name || key.startsWith(`${name}.`));
  }

  /** A pointer goes down on something that sets keys. What a value on the way does to others is undone with it. */
  beginDrag() {
    if (this.#soon) this.commit(); // what keys did before is not part of this
    this.#soon = clearTimeout(this.#soon);
    this.dragging = true;
    this.#held = this.#draft.toString();
    this.#dragged = {};
  }

  /** The pointer is up: what was set stays. */
  endDrag() {
    this.dragging = false;
    this.#held = null;
  }

  /** The pointer is up where it went down, or was meant to scroll the page: all is as before. */
  cancelDrag() {
    const held = this.#held;
    this.endDrag();
    if (held === null || !Object.keys(this.#dragged).length) return;
    this.#draft = new URLSearchParams(held);
    this.#want(held);
  }

  /** Sets keys of the link and shows the outcome soon. Null deletes a key. */
  set(changes) {
    if (this.#held !== null) {
      this.#draft = new URLSearchParams(this.#held);
      changes = Object.assign(this.#dragged, changes);
    }
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) this.#draft.delete(key);
      else this.#draft.set(key, value);
    }
    this.#want(this.#draft.toString(), Object.keys(changes));
  }

  /** Writes what was set to the address bar: as a new entry of the history, or ("replace") in place. */
  commit(how = "push") {
    if (this.#settling !== "push") this.#settling = how;
    this.#pump();
  }

  /** Settles once nothing was set for a moment: for keys held down. */
  commitSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      this.commit();
    }, SOON_MS);
  }

  /** Lanes as lists of [key without its number, value], put in another order by `arrange(lists)`. */
  arrange(arrange) {
    this.endDrag();
    const lists = [];
    const rest = [];
    for (const [key, value] of this.#draft) {
      const found = /^(\d+)(\..*)?$/.exec(key);
      if (found) (lists[found[1] - 1] ??= []).push([found[2] ?? "", value]);
      else rest.push([key, value]);
    }
    const lanes = arrange(lists).flatMap((list, i) => list.map(([key, value]) => [`${i + 1}${key}`, value]));
    this.#draft = new URLSearchParams([...lanes, ...rest]);
    this.#want(this.#draft.toString());
    this.commit();
  }

  /** The link of Python's page, short and in full, and the link that it was told last (`heard`).
   * Ignored while something newer was set here, or told and not yet heard of. */
  adopt({ link, full, heard }) {
    if (heard === this.#told) {
      this.#told = null;
      clearInterval(this.#telling);
      if (link === this.link) this.#address("replace"); // Python wrote what it was told before, if that was a moment ago
      this.dispatchEvent(new Event("heard"));
    }
    const ours = this.#settling || this.#soon || ((this.#busy || this.#wanted) && this.#byHand);
    if (this.#told !== null || link === this.link || ours || this.dragging) return;
    this.link = link;
    this.#draft = new URLSearchParams(full); // what a person changes from now on is changed in this race
    this.#want(link, [], true);
  }

  /** Back and Forward: what was under way counts no more. Python may hear of that after it went back, so it is told. */
  #back = () => {
    if (location.pathname !== this.#path) return;
    this.endDrag();
    this.#soon = clearTimeout(this.#soon);
    clearInterval(this.#telling);
    this.#told = null;
    this.#settling = "replace";
    this.#want(location.search.slice(1), [], true);
  };

  /** Says it until it is heard: what is told while Streamlit has no connection is lost. */
  #tellPython() {
    this.#told = this.link;
    this.dispatchEvent(new Event("told"));
    this.tell(this.link);
    clearInterval(this.#telling);
    this.#telling = setInterval(() => this.tell(this.#told), AGAIN_MS);
  }

  /** `opened`: by a link, not by hand. */
  #want(query, changed = [], opened = false) {
    this.#byHand = !opened;
    this.#wanted = { query, changed, opened };
    this.#pump();
  }

  async #pump() {
    if (this.#busy) return;
    this.#busy = true;
    const slow = setTimeout(() => this.dispatchEvent(new Event("slow")), SLOW_MS);
    while (this.#wanted) {
      const asked = this.#wanted;
      this.#wanted = null;
      try {
        const first = !this.#known && consume(this.early); // of the address bar, as the first link is
        const answer = await (first || fetch(`${this.#door}?${asked.query}${this.extras(asked.changed)}`));
        if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
        this.#consume(await this.read(answer), asked.opened);
        this.#online(true);
      } catch (error) {
        this.#online(false, error);
        this.#wanted ??= asked;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.#busy = false;
    clearTimeout(slow);
    this.dispatchEvent(new Event("idle"));
    if (this.#settling && this.#known) this.#write();
  }

  #online(yes, error) {
    if (yes !== (this.connected ?? true))
      this.dispatchEvent(new CustomEvent(yes ? "online" : "offline", { detail: error }));
    this.connected = yes;
  }

  #consume({ link, full, detail }, opened) {
    this.#known = true;
    this.link = link;
    if (!this.#wanted) this.#draft = new URLSearchParams(full);
    this.dispatchEvent(new CustomEvent("update", { detail: { ...detail, opened } }));
  }

  #write() {
    const how = this.#settling;
    this.#settling = null;
    if (location.pathname !== this.#path) return; // Back to another page comes before this one is left
    this.#address(how);
    this.#tellPython();
  }

  /** Puts the link into the address bar, by "push" or "replace". */
  #address(how) {
    if (location.pathname !== this.#path) return;
    const frame = [...new URLSearchParams(location.search)].filter(([key]) => key.startsWith("embed"));
    const query = [this.link, ...frame.map(([key, value]) => `${key}=${encodeURIComponent(value)}`)].join("&");
    const url = `${location.pathname}?${query}${location.hash}`;
    if (`?${query}` !== location.search) history[`${how}State`](history.state, "", url);
  }
}

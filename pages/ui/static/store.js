// The race as this browser knows it. Its state is a link; what is dragged sets keys of the link and fetches the
// numbers; what is let go is written to the address bar and told to Python.

import { take } from "./early.js";
import { opened } from "./relief.js";

const COLUMNS = ["x", "y", "excess", "gx", "gy", "rate"];
const RETRY_MS = 1000;
const SLOW_MS = 250; // an answer that takes longer, as when something compiles, is worth a sign
const AGAIN_MS = 2000; // between two attempts to tell Python
const SOON_MS = 400;

/** Events: `race` (new numbers; detail: {before, relief, adopted}), `offline`, `online`,
 * `slow` (an answer is awaited), `settled`, `told` and `heard` (Python of the newest link). */
export class Store extends EventTarget {
  header = null;
  dragging = false; // a pointer is down on something that sets keys
  lanes = []; // of the header, each with its `values`, a Float32Array by column

  #door;
  #wanted = null; // the newest query not yet asked for
  #busy = false;
  #settling = null; // "push" or "replace" once what is wanted should be written down
  #told = null; // the link that Python was told and has not shown that it heard
  #telling = 0;
  #remembered = new Map(); // columns by lane key
  #soon = 0;
  #adopting = false; // what is wanted came from Python
  #draft = new URLSearchParams(); // the full link with what is being dragged

  /** `door`: URL of the race door. `tell(link)` hands a link to Python. `frame()` gives the visible window. */
  constructor(door, { tell, frame }) {
    super();
    this.#door = door;
    this.tell = tell;
    this.frame = frame;
    this.link = null;
  }

  /** The page is left. */
  leave() {
    clearInterval(this.#telling);
  }

  /** A key of the link as it stands now, what is being dragged included. */
  get(key) {
    return this.#draft.get(key) ?? "";
  }

  /** The keys of the link that are `name` or begin with `name.`. */
  keys(name) {
    return [...this.#draft.keys()].filter((key) => key === name || key.startsWith(`${name}.`));
  }

  /** Sets keys of the link and shows the outcome soon. Null deletes a key. */
  set(changes) {
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) this.#draft.delete(key);
      else this.#draft.set(key, value);
    }
    const surface = Object.keys(changes).some((key) => key.startsWith("surface."));
    this.#want(this.#draft.toString(), surface);
  }

  /** Writes what was set to the address bar: as a new entry of the history, or ("replace") in place. */
  settle(how = "push") {
    if (this.#settling !== "push") this.#settling = how;
    this.#pump();
  }

  /** Settles once nothing was set for a moment: for keys held down. */
  settleSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.settle(), SOON_MS);
  }

  /** Lanes as lists of [key without its number, value], put in another order by `arrange(lists)`. */
  arrange(arrange) {
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
    this.settle();
  }

  /** The race of Python's page: its link, short and in full, and the link that it was told last (`heard`).
   * Ignored while something newer is under way here, or told and not yet heard of. */
  adopt({ link, full, heard }) {
    if (heard === this.#told) {
      this.#told = null;
      clearInterval(this.#telling);
      this.dispatchEvent(new Event("heard"));
    }
    if (this.#told !== null || link === this.link || this.#busy || this.#wanted || this.dragging) return;
    this.link = link;
    this.#adopting = true;
    this.#draft = new URLSearchParams(full); // what a person changes from now on is changed in this race
    this.#want(link);
  }

  /** Says it until it is heard: what is told while Streamlit has no connection is lost. */
  #tellPython() {
    this.#told = this.link;
    this.dispatchEvent(new Event("told"));
    this.tell(this.link);
    clearInterval(this.#telling);
    this.#telling = setInterval(() => this.tell(this.#told), AGAIN_MS);
  }

  #want(query, relief = false) {
    this.#wanted = { query, relief };
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
        const first = this.header === null && take("race"); // of the address bar, as the first link is
        const answer = await (first || fetch(`${this.#door}?${asked.query}&${this.#extras(asked)}`));
        if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
        this.#take(await answer.arrayBuffer());
        this.#online(true);
      } catch (error) {
        this.#online(false, error);
        this.#wanted ??= asked;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.#busy = false;
    clearTimeout(slow);
    this.dispatchEvent(new Event("settled"));
    if (this.#settling && this.header) this.#write();
  }

  #extras({ relief }) {
    const keys = this.lanes.map((lane) => lane.key).join(".");
    return `_have=${keys}` + (relief ? `&_window=${this.frame().flat().join("~")}` : "");
  }

  #online(yes, error) {
    if (yes !== (this.connected ?? true)) this.dispatchEvent(new CustomEvent(yes ? "online" : "offline", { detail: error }));
    this.connected = yes;
  }

  #take(buffer) {
    const { header, begin } = opened(buffer);
    let at = begin;
    const rows = header.steps + 1;
    for (const lane of header.lanes) {
      if (lane.sent) {
        lane.values = {};
        for (const name of COLUMNS.slice(0, lane.columns)) {
          lane.values[name] = new Float32Array(buffer, at, rows);
          at += 4 * rows;
        }
        this.#remembered.set(lane.key, lane.values);
      } else {
        lane.values = this.#remembered.get(lane.key);
      }
    }
    const kept = new Set(header.lanes.map((lane) => lane.key));
    for (const key of this.#remembered.keys()) if (!kept.has(key)) this.#remembered.delete(key);
    const before = this.header;
    this.header = header;
    this.lanes = header.lanes;
    this.link = header.link;
    if (!this.#wanted) this.#draft = new URLSearchParams(header.full);
    const relief = header.relief && { ...header.relief, z: new Uint16Array(buffer, at) };
    const adopted = this.#adopting;
    this.#adopting = false;
    this.dispatchEvent(new CustomEvent("race", { detail: { before, relief, adopted } }));
  }

  #write() {
    const how = this.#settling;
    this.#settling = null;
    const frame = [...new URLSearchParams(location.search)].filter(([key]) => key.startsWith("embed"));
    const query = [this.link, ...frame.map(([key, value]) => `${key}=${encodeURIComponent(value)}`)].join("&");
    const url = `${location.pathname}?${query}${location.hash}`;
    if (`?${query}` !== location.search) history[`${how}State`](history.state, "", url);
    this.#tellPython();
  }
}

// The whole of the race page below its choices: picture, bar, lanes, curves, scoreboard, around one store.

import { Board } from "./board.js";
import { Curves } from "./curves.js";
import { take } from "./early.js";
import { fill, h, persist, script, speak, theme } from "./dom.js";
import { Lanes } from "./lanes.js";
import { Picture } from "./picture.js";
import { Player } from "./player.js";
import { Store } from "./store.js";
import { Transport } from "./transport.js";

const DETAILS_MS = 100;

const stages = new WeakMap();

/** Called by Streamlit with every new data, and when the theme changes; the elements stay. */
export function mount({ data, parentElement, setTriggerValue }, urls) {
  const root = parentElement.querySelector(".race");
  let stage = stages.get(root);
  if (!stage) {
    stage = new Stage(root, urls);
    stages.set(root, stage);
  }
  stage.tell = (link) => setTriggerValue("link", link);
  stage.follow(data);
  return () => stage.leave();
}

class Stage {
  player = new Player();
  catalog = null;
  words = {};

  constructor(root, urls) {
    this.root = root;
    this.heights = urls.api + "heights";
    this.uplot = urls.uplot;
    this.colors = theme(root);
    this.trouble = h("p", { className: "trouble", role: "status", hidden: true });
    root.append(this.trouble);
    const failing = () => this.#say(this.data.offline);
    this.plotly = persist(() => script(urls.plotly, () => window.Plotly), failing).then(() => window.Plotly);
    this.ready = persist(() => (take("catalog") ?? fetch(urls.api + "catalog")).then((answer) => answer.json()), failing)
      .then((catalog) => this.#build(catalog, urls));
  }

  async follow(data) {
    this.data = data;
    await this.ready;
    const colors = theme(this.root);
    if (JSON.stringify(colors) !== JSON.stringify(this.colors)) {
      this.colors = colors;
      if (this.store.header) this.#redraw();
    }
    this.store.adopt(data);
  }

  /** Streamlit also calls this for a mounting that newer data has overtaken: then nobody leaves. */
  leave() {
    if (this.root.isConnected) return;
    this.player.pause();
    this.store?.leave();
  }

  /** A setting of how the race is looked at, or another key of the link. */
  view(key) {
    return this.store.get(key);
  }

  hidden(index) {
    return this.store.get(`${index + 1}.hidden`) === "1";
  }

  /** What lane `index` is called. */
  name(index) {
    return this.catalog.optimizers[this.store.get(`${index + 1}`)]?.label ?? "";
  }

  /** Where the heights of the surface over a window are to be had. */
  heightsOf(window) {
    const { store } = this;
    const query = new URLSearchParams();
    for (const key of store.keys("surface")) query.set(key, store.get(key));
    query.set("height", store.get("height"));
    query.set("_land", this.catalog.land); // browsers keep the answer for ever
    query.set("_window", window.flat().map((edge) => edge.toPrecision(7)).join("~"));
    return `${this.heights}?${query}`;
  }

  hint(name) {
    return fill(this.words[`hint_${name}`] ?? "", { tolerance: this.store.header.tolerance });
  }

  fit() {
    this.picture.reset();
    this.space?.reset();
  }

  painted() {
    this.root.dataset.stage = "ready";
  }

  #build(catalog, urls) {
    this.catalog = catalog;
    this.words = catalog.words;
    speak(this.words);
    const part = (name, properties = {}) => h("div", { className: name, ...properties });
    const picture = part("picture", { tabIndex: 0, role: "group", "aria-label": this.words.picture });
    const [bar, lanes, curves, board] = ["bar", "lanes", "curves", "board"].map((name) => part(name));
    this.#say("");
    this.root.replaceChildren(this.trouble,
      h("div", { className: "body" }, h("div", { className: "view" }, picture, bar), lanes, curves, board));
    this.store = new Store(urls.api + "race", {
      tell: (link) => this.tell(link),
      frame: () => (this.view("view") === "3d" ? this.store.header.box : this.picture.plane.window),
    });
    this.space = null;
    this.picture = new Picture(picture, this);
    this.picture.resize();
    this.transport = new Transport(bar, this);
    this.transport.keys(picture);
    this.transport.keys(bar);
    this.lanes = new Lanes(lanes, this);
    this.curves = new Curves(curves, this);
    this.board = new Board(board, this);
    this.store.addEventListener("race", (event) => this.#show(event.detail));
    this.store.addEventListener("offline", () => this.#say(this.data.offline));
    this.store.addEventListener("online", () => this.#say(""));
    this.store.addEventListener("told", () => (this.root.dataset.told = "waiting"));
    this.store.addEventListener("heard", () => (this.root.dataset.told = "heard"));
    this.store.addEventListener("slow", () => this.root.classList.add("waiting"));
    this.store.addEventListener("settled", () => {
      this.root.classList.remove("waiting");
      this.picture.rest();
      this.space?.rest();
    });
    this.player.addEventListener("step", () => this.#step());
    if (document.activeElement === document.body) {
      picture.classList.add("quiet"); // the keys work from the start; the frame is drawn once one is pressed
      picture.addEventListener("keydown", () => picture.classList.remove("quiet"), { once: true });
      picture.focus({ preventScroll: true });
    }
  }

  #say(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  #show({ before, relief, adopted }) {
    const { header } = this.store;
    if (before?.steps !== header.steps) this.player.set({ length: header.steps });
    if (adopted) this.#begin(before);
    this.lanes.show();
    this.#pictures(before, relief);
    this.#detailsSoon();
    this.root.dataset.revision = Number(this.root.dataset.revision ?? 0) + 1;
    this.root.dataset.link = this.store.link;
    if (header.notices.length && !adopted) this.#say(header.notices.join(" "));
    else this.#say("");
  }

  /** The player of a race that came by a link: at the link's step, or running. */
  #begin(before) {
    const { player, store } = this;
    player.set({ speed: Number(store.get("speed")), loop: store.get("loop") === "1" });
    const step = store.get("step");
    if (step !== "") player.seek(Number(step));
    else if (!before && matchMedia("(prefers-reduced-motion: reduce)").matches) player.seek(player.length);
    else if (!before || before.surface !== store.header.surface) player.restart();
  }

  async #pictures(before, relief) {
    const solid = this.view("view") === "3d";
    this.root.classList.toggle("solid", solid);
    if (solid && !this.space) {
      const { Space } = await import("./space.js");
      this.space ??= new Space(this.picture.root, this);
    }
    if (solid) this.space.show(before, relief);
    this.picture.show(before, relief);
  }

  /** Curves and scoreboard cost more than the paths and are not what the finger follows: ten times a second do. */
  #detailsSoon() {
    if (this.detailing) return;
    this.detailing = setTimeout(() => {
      this.detailing = 0;
      this.board.show();
      this.curves.show();
    }, this.store.dragging ? DETAILS_MS : 0);
  }

  #step() {
    this.picture.draw();
    this.space?.draw();
    this.curves.step();
    this.board.step();
    this.lanes.score();
  }

  #redraw() {
    this.lanes.show();
    this.picture.repaint();
    this.space?.repaint();
    this.curves.show();
    this.board.show();
  }
}

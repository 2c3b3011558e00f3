// The race from above: Plotly draws the axes and the land, a canvas over it the paths, at every frame.

import { fill, h, look, marker, short, star } from "./dom.js";
import { Plane, gestures } from "./plane.js";
import { grid, land, ticks, unpack } from "./relief.js";

const FAR = 4000; // pixels beyond which a path's lines are cut, as a canvas draws longer ones wrongly
const REGRID_MS = 150; // how long the window rests before its heights are fetched

export class Picture {
  plane = new Plane();
  relief = null;

  #size = "";
  #drawn = null; // the URL of the heights that are drawn
  #boxed = null; // the surface whose box was shown last
  #traces = []; // per lane: {key, left, top} in pixels
  #timer = 0;
  #hover = null;

  constructor(root, stage) {
    Object.assign(this, { root, stage });
    this.plot = h("div", { className: "plot" });
    this.canvas = h("canvas", { className: "paths", "aria-hidden": "true" });
    this.ground = h("div", { className: "ground" });
    this.handle = h("button", { className: "start", type: "button", title: stage.words.start_hint,
      "aria-label": stage.words.start_hint });
    this.tip = h("div", { className: "tip", hidden: true });
    this.scale = h("div", { className: "scale", "aria-hidden": "true" });
    root.append(this.plot, this.scale, this.canvas, this.ground, this.handle, this.tip);
    gestures(this.ground, this.plane, {
      moved: () => this.moved(),
      picked: ([x, y]) => this.#start(x, y, true),
      hovered: (place) => { this.#hover = place; this.#point(); },
    });
    this.ground.addEventListener("dblclick", () => this.reset());
    this.#draggable();
    new ResizeObserver(() => this.resize()).observe(root);
  }

  get active() {
    return this.stage.view("view") !== "3d";
  }

  /** The whole box again. */
  reset() {
    if (!this.stage.store.header) return;
    this.plane.show(this.stage.store.header.box);
    this.moved();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    const size = `${width} x ${height} x ${window.devicePixelRatio}`;
    if (!width || !height || size === this.#size) return;
    this.#size = size;
    this.size = { width, height }; // asking the page for them costs a layout each time
    const narrow = width < 520;
    const margin = { l: narrow ? 34 : 44, r: narrow ? 6 : 72, t: 6, b: 26 };
    this.margin = margin;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.plane.resize({ left: margin.l, top: margin.t, width: width - margin.l - margin.r, height: height - margin.t - margin.b });
    if (this.#boxed && !this.touched) this.plane.show(this.stage.store.header.box);
    if (this.#boxed) this.moved(false);
  }

  /** New numbers: of the same surface, or of another. */
  show(before, coarse) {
    const { header } = this.stage.store;
    const name = this.stage.view("surface");
    if (this.#boxed !== name) {
      this.#boxed = name;
      this.touched = false;
      this.plane.show(header.box);
    }
    if (coarse && this.active) {
      this.#drawn = null;
      this.#paint(coarse);
    }
    this.#traces = [];
    if (this.stage.heightsOf(this.plane.window) !== this.#drawn) this.#regrid(coarse ? REGRID_MS : 0);
    this.draw();
  }

  /** Nothing is dragged any more: the fine heights take the place of the coarse ones. */
  rest() {
    if (this.relief && this.stage.heightsOf(this.plane.window) !== this.#drawn) this.#regrid(0);
  }

  /** The window moved: the axes at once, the heights a little later. */
  moved(byHand = true) {
    if (byHand) this.touched = true;
    this.#traces = [];
    if (this.relief && this.active) this.#axes();
    this.draw();
    this.#regrid(REGRID_MS);
  }

  #regrid(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (!this.active || this.stage.store.dragging) return;
      const url = this.stage.heightsOf(this.plane.window);
      if (url === this.#drawn) return;
      try {
        const answer = await fetch(url);
        if (!answer.ok) return;
        const fine = unpack(await answer.arrayBuffer());
        if (url !== this.stage.heightsOf(this.plane.window)) return;
        this.#drawn = url;
        await this.#paint(fine);
      } catch { /* the paths are drawn all the same; the next change asks again */ }
    }, wait);
  }

  /** Draws the land anew in the theme's colours. */
  async repaint() {
    if (this.relief && this.active) await this.#paint(this.relief);
    this.#traces = [];
    this.draw();
  }

  async #paint(relief) {
    this.relief = relief;
    const Plotly = await this.stage.plotly;
    const { colors } = this.stage;
    const heat = this.stage.view("map") === "heat";
    this.#legend(relief, colors);
    const trace = {
      type: heat ? "heatmap" : "contour", ...grid(relief), colorscale: land(colors.dark), hoverinfo: "skip",
      zmin: relief.low, zmax: relief.high, showscale: false,
    };
    if (heat) trace.zsmooth = "best";
    else {
      Object.assign(trace, { autocontour: true, ncontours: 26, contours: { coloring: "fill" } });
      trace.line = { smoothing: relief.n > 100 ? 1 : 0, width: 0.7, color: colors.dark ? "rgba(160,190,215,.35)" : "rgba(60,90,120,.38)" };
    }
    await Plotly.react(this.plot, [trace], this.#layout(colors), { staticPlot: true, displayModeBar: false });
    this.draw();
    this.stage.painted();
  }

  /** The colours' heights, beside the land: Plotly's own colour bar would cost as much as the land. */
  #legend(relief, colors) {
    const shades = land(colors.dark).map(([share, color]) => `${color} ${100 * share}%`);
    const { tickvals, ticktext } = ticks(relief, this.stage.view("height") === "log", short);
    const height = (z) => (100 * (z - relief.low)) / (relief.high - relief.low || 1);
    this.scale.hidden = this.margin.r < 50;
    this.scale.style.background = `linear-gradient(to top, ${shades.join(", ")})`;
    this.scale.replaceChildren(...tickvals.map((z, i) => {
      const tick = h("span", {}, ticktext[i]);
      tick.style.bottom = `${height(z)}%`;
      return tick;
    }));
  }

  async #axes() {
    const Plotly = await this.stage.plotly;
    await Plotly.relayout(this.plot, this.#layout(this.stage.colors));
  }

  #layout(colors) {
    const axis = { gridcolor: "rgba(0,0,0,0)", zeroline: false, ticks: "outside", ticklen: 3, tickcolor: colors.line, fixedrange: true };
    return {
      margin: this.margin, ...this.size,
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: colors.text, family: colors.font, size: 11 },
      xaxis: { ...axis, range: [...this.plane.x] }, yaxis: { ...axis, range: [...this.plane.y] },
    };
  }

  /** The paths up to the player's step, faintly beyond it. */
  draw() {
    const { store, player } = this.stage;
    if (!store.header || !this.active) return;
    const pen = this.canvas.getContext("2d");
    const ratio = window.devicePixelRatio || 1;
    const { colors } = this.stage;
    const { left, top, width, height } = this.plane.area;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.save();
    pen.beginPath();
    pen.rect(left, top, width, height);
    pen.clip();
    for (const [x, y] of store.header.minima) this.#minimum(pen, x, y, colors);
    const shown = store.lanes.map((lane, index) => ({ lane, index })).filter(({ index }) => !this.stage.hidden(index));
    for (const { lane, index } of shown) this.#path(pen, lane, index, player.step, colors);
    pen.restore();
    for (const { lane, index } of shown) this.#tip(pen, lane, index, player.step, colors);
    this.#placeHandle();
    this.#point();
  }

  #trace(lane, index) {
    const known = this.#traces[index];
    if (known?.key === lane.key) return known;
    const { x, y } = lane.values;
    const left = new Float32Array(x.length);
    const top = new Float32Array(x.length);
    for (let i = 0; i < x.length; i++) {
      left[i] = this.plane.left(lane.origin[0] + x[i]);
      top[i] = this.plane.top(lane.origin[1] + y[i]);
    }
    return (this.#traces[index] = { key: lane.key, left, top });
  }

  #path(pen, lane, index, step, colors) {
    const { left, top } = this.#trace(lane, index);
    const { color, dash } = look(index, colors.dark);
    pen.lineJoin = pen.lineCap = "round";
    const stroke = (from, to, style, width, alpha, dashes) => {
      pen.globalAlpha = alpha;
      pen.strokeStyle = style;
      pen.lineWidth = width;
      pen.setLineDash(dashes);
      trail(pen, left, top, from, to);
      pen.stroke();
    };
    stroke(step, left.length - 1, color, 1.2, 0.28, []);
    stroke(0, step, colors.background, 4.5, 0.65, []);
    stroke(0, step, color, 2.3, 1, dash);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    pen.fillStyle = color;
    for (let i = Math.max(1, step - 400); i < step; i++) {
      if (Math.hypot(left[i] - left[i - 1], top[i] - top[i - 1]) < 7) continue;
      pen.beginPath(); // iterates far enough apart to be told from one another
      pen.arc(left[i], top[i], 2.6, 0, 2 * Math.PI);
      pen.fill();
    }
  }

  /** The lane's marker where it is, or an arrow at the edge towards where it went. */
  #tip(pen, lane, index, step, colors) {
    const { left, top } = this.#trace(lane, index);
    const { color } = look(index, colors.dark);
    let at = step;
    while (at > 0 && !(Number.isFinite(left[at]) && Number.isFinite(top[at]))) at--;
    const area = this.plane.area;
    const [x, y] = [left[at], top[at]];
    pen.fillStyle = color;
    pen.strokeStyle = colors.background;
    pen.lineWidth = 1.5;
    const inside = x >= area.left && x <= area.left + area.width && y >= area.top && y <= area.top + area.height;
    if (inside && at === step) {
      marker(pen, index, x, y, 6.5);
      pen.fill();
      pen.stroke();
      return;
    }
    const middle = [area.left + area.width / 2, area.top + area.height / 2];
    const [dx, dy] = [x - middle[0], y - middle[1]];
    const reach = Math.min((area.width / 2 - 12) / Math.abs(dx || 1e-9), (area.height / 2 - 12) / Math.abs(dy || 1e-9));
    pen.save();
    pen.translate(middle[0] + dx * Math.min(reach, 1), middle[1] + dy * Math.min(reach, 1));
    pen.rotate(Math.atan2(dy, dx));
    pen.beginPath();
    pen.moveTo(11, 0);
    pen.lineTo(-6, -8);
    pen.lineTo(-2, 0);
    pen.lineTo(-6, 8);
    pen.closePath();
    pen.fill();
    pen.stroke();
    pen.restore();
  }

  #minimum(pen, x, y, colors) {
    const [left, top] = [this.plane.left(x), this.plane.top(y)];
    pen.beginPath();
    star(5, 9, 4).forEach(([dx, dy], i) => pen[i ? "lineTo" : "moveTo"](left + dx, top + dy));
    pen.closePath();
    pen.fillStyle = colors.dark ? "#ffe27a" : "#fff3b0";
    pen.strokeStyle = colors.dark ? "#15181d" : "#4a4a4a";
    pen.lineWidth = 1.2;
    pen.setLineDash([]);
    pen.fill();
    pen.stroke();
  }

  /** What stands under the pointer: the nearest iterate of a visible lane. */
  #point() {
    const nearest = this.#hover && this.#nearest(...this.#hover);
    this.tip.hidden = !nearest;
    if (!nearest) return;
    const { lane, index, i } = nearest;
    const { x, y, excess, gx, gy } = lane.values;
    this.tip.textContent = fill(this.stage.words.hover, {
      lane: `${index + 1} ${this.stage.name(index)}`, step: i,
      x: short(lane.origin[0] + x[i]), y: short(lane.origin[1] + y[i]),
      value: short((this.stage.store.header.floor ?? 0) + excess[i]),
      gx: short(gx[i], 3), gy: short(gy[i], 3), norm: short(Math.hypot(gx[i], gy[i]), 3),
    });
    const right = this.#hover[0] > this.root.clientWidth / 2;
    this.tip.style.cssText = `top:${Math.max(4, this.#hover[1] - 70)}px;` +
      (right ? `right:${this.root.clientWidth - this.#hover[0] + 14}px` : `left:${this.#hover[0] + 14}px`);
  }

  #nearest(px, py) {
    let best = null;
    let reach = 14;
    this.stage.store.lanes.forEach((lane, index) => {
      if (this.stage.hidden(index)) return;
      const { left, top } = this.#trace(lane, index);
      for (let i = 0; i <= this.stage.player.step; i++) {
        const distance = Math.hypot(left[i] - px, top[i] - py);
        if (distance < reach) [best, reach] = [{ lane, index, i }, distance];
      }
    });
    return best;
  }

  #placeHandle() {
    const [x, y] = [this.stage.store.get("x"), this.stage.store.get("y")].map(Number);
    this.handle.hidden = !this.plane.holds(x, y);
    this.handle.style.transform = `translate(${this.plane.left(x)}px, ${this.plane.top(y)}px)`;
  }

  /** The start, rounded to about a pixel so that links stay short. */
  #start(x, y, settle) {
    const digits = Math.max(0, Math.ceil(-Math.log10((this.plane.x[1] - this.plane.x[0]) / this.plane.area.width)));
    this.stage.store.set({ x: Number(x.toFixed(digits)), y: Number(y.toFixed(digits)) });
    this.#placeHandle();
    if (settle) this.stage.store.settle();
  }

  #draggable() {
    const { handle, stage } = this;
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      stage.store.dragging = true;
      event.stopPropagation();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const edge = this.root.getBoundingClientRect();
      this.#start(...this.plane.at(event.clientX - edge.left, event.clientY - edge.top));
    });
    handle.addEventListener("lostpointercapture", () => {
      stage.store.dragging = false;
      stage.store.settle();
    });
    handle.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      const move = moves[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const unit = ((this.plane.x[1] - this.plane.x[0]) / 100) * (event.shiftKey ? 5 : 1);
      this.#start(Number(stage.store.get("x")) + move[0] * unit, Number(stage.store.get("y")) + move[1] * unit);
      stage.store.settleSoon();
    });
  }
}

/** The lines from iterate `from` to `to`; the parts far outside the picture, or not finite, are left out. */
export function trail(pen, left, top, from, to) {
  pen.beginPath();
  let down = false;
  for (let i = from + 1; i <= to; i++) {
    const part = within(left[i - 1], top[i - 1], left[i], top[i]);
    if (!part) {
      down = false;
      continue;
    }
    const [x0, y0, x1, y1, whole] = part;
    if (!down) pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    down = whole;
  }
}

/** The part of a line that lies less than FAR pixels out: its ends, and whether its own end is among them. */
function within(x0, y0, x1, y1) {
  if (Math.abs(x0) < FAR && Math.abs(y0) < FAR && Math.abs(x1) < FAR && Math.abs(y1) < FAR) {
    return [x0, y0, x1, y1, true];
  }
  if (![x0, y0, x1, y1].every(Number.isFinite)) return null;
  let [enter, leave] = [0, 1];
  for (const [at, by] of [[x0, x1 - x0], [y0, y1 - y0]]) {
    if (by === 0) {
      if (Math.abs(at) > FAR) return null;
      continue;
    }
    const ends = [(-FAR - at) / by, (FAR - at) / by].sort((a, b) => a - b);
    enter = Math.max(enter, ends[0]);
    leave = Math.min(leave, ends[1]);
  }
  if (enter >= leave) return null;
  const at = (share) => [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share];
  return [...at(enter), ...at(leave), leave === 1];
}

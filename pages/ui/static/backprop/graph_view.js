// The graph as a picture: boxes for operations, values above them in one colour, gradients below in another.

import { svg, write } from "../core/dom.js";
import { label } from "./labels.js";
import { layout } from "./layout.js";
import { lines, read } from "./messages.js";

const COLUMN = 118; // between the middles of two columns
const ROW = 76;
const [BOX, HEIGHT] = [64, 34]; // of an operation's box; an input is round
const MARGIN = 58;
const NAMED = 18; // more at the right, for the name of the result
const LINE = 18; // of a vector or a matrix from the next
const MATRICES = { column: 132, row: 118, top: 66 };

/** @typedef {import("./messages.js").Graph} Graph */
/** @typedef {import("./timeline.js").Known} Known */
/** @typedef {import("./timeline.js").Event} Event */
/** @typedef {{value: SVGElement, gradient: SVGElement, box: SVGElement, group: SVGElement}} Drawn */

/** Draws into `root`, which scrolls where it is too narrow to read the graph whole. */
export class GraphView {
  #shape = "";
  /** @type {Event | null} */ #event = null; // that is shown
  #observer = new ResizeObserver(() => {
    this.#followed = ""; // styles come later than the page, and windows turn
    this.#follow(this.#event);
  });
  #followed = ""; // the event that was scrolled to
  /** @type {(Drawn | null)[]} */ #nodes = [];
  /** @type {{from: number, to: number, line: SVGElement, text: SVGElement}[]} */ #edges = [];

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  leave() {
    this.#observer.disconnect();
  }

  /**
   * @param {Graph} graph
   * @param {Known} known
   * @param {Event | null} event that was the last
   * @param {boolean[]} asked nodes whose gradient is yet to be guessed
   */
  show({ nodes }, known, event, asked) {
    const shape = JSON.stringify(
      nodes.map(({ op, inputs, name, value }) => [op, inputs, name, op === "number" && value]),
    );
    if (shape !== this.#shape) {
      this.#build(nodes);
      this.#followed = "";
    }
    this.#shape = shape;
    this.#nodes.forEach((drawn, i) => {
      if (!drawn) return;
      writeLines(drawn.value, known.values[i] ? lines(nodes[i].value) : [], -1);
      const gradient = known.gradients[i];
      writeLines(drawn.gradient, asked[i] ? ["?"] : gradient === null ? [] : lines(gradient), 1);
      drawn.gradient.classList.toggle("partial", !known.complete[i]);
      drawn.group.classList.toggle("now", event?.node === i);
    });
    this.#event = event;
    this.#follow(event);
    for (const { from, to, line, text } of this.#edges) {
      const part = known.parts[from].find((each) => each.from === to);
      const now = event?.node === to;
      line.classList.toggle("forward", now && event?.kind === "forward");
      line.classList.toggle("backward", now && event?.kind === "backward");
      const several = this.#edges.filter((edge) => edge.from === from).length > 1;
      write(text, part && several && !asked[from] ? read(part.part) : "");
    }
  }

  /** Where it is too narrow, it scrolls to what happens. @param {Event | null} event */
  #follow(event) {
    const followed = JSON.stringify(event);
    if (followed === this.#followed) return; // it is asked for the places of elements only then
    this.#followed = followed;
    const box = event && this.#nodes[event.node]?.box.getBoundingClientRect();
    const frame = this.root.getBoundingClientRect();
    if (!box || (box.left >= frame.left && box.right <= frame.right)) return;
    this.root.scrollLeft += (box.left + box.right - frame.left - frame.right) / 2;
  }

  /** @param {import("./messages.js").GraphNode[]} nodes */
  #build(nodes) {
    const { places, columns, rows } = layout(nodes);
    const { column, row, top } = nodes.some(({ shape }) => shape) ? MATRICES : { column: COLUMN, row: ROW, top: 48 };
    const [width, height] = [2 * MARGIN + NAMED + (columns - 1) * column, rows * row + top - 36];
    /** @param {number} i */
    const at = (i) => {
      const place = /** @type {import("./layout.js").Place} */ (places[i]);
      return [MARGIN + place.column * column, top + place.row * row];
    };
    const picture = svg("svg", {
      viewBox: `0 0 ${width} ${height}`,
      class: "graph",
      role: "img",
      "aria-hidden": "true",
    });
    picture.classList.toggle(
      "layers",
      nodes.some(({ shape }) => shape),
    );
    picture.style.setProperty("--natural", `${width}px`);
    picture.style.setProperty("--ratio", String(width / height));
    this.#edges = nodes.flatMap(({ inputs }, to) =>
      [...new Set(inputs)].flatMap((from) => {
        if (!places[from] || !places[to]) return [];
        const [[x1, y1], [x2, y2]] = [at(from), at(to)];
        const [start, end] = [x1 + BOX / 2, x2 - BOX / 2];
        const bend = Math.min(46, (end - start) / 2);
        const d = `M${start} ${y1} C${start + bend} ${y1} ${end - bend} ${y2} ${end} ${y2}`;
        const line = svg("path", { d, class: "edge" });
        const share = 0.62;
        const text = svg("text", {
          x: start + (end - start) * share,
          y: y1 + (y2 - y1) * share - 4,
          class: "sent",
        });
        return [{ from, to, line, text }];
      }),
    );
    this.#nodes = nodes.map((node, i) => {
      if (!places[i]) return null;
      const [x, y] = at(i);
      const leaf = !node.inputs.length;
      const box = svg("rect", {
        x: x - BOX / 2,
        y: y - HEIGHT / 2,
        width: BOX,
        height: HEIGHT,
        rx: leaf ? HEIGHT / 2 : 6,
        class: leaf ? "leaf" : "operation",
      });
      const text = label(nodes, i);
      const name = svg("text", { x, y: y + 6, class: "name", "data-length": Math.min(9, text.length) });
      name.textContent = text;
      const value = svg("text", { x, y: y - HEIGHT / 2 - 5, class: "value" });
      const gradient = svg("text", { x, y: y + HEIGHT / 2 + 17, class: "gradient" });
      const group = svg("g", { "data-node": i }, box, name, value, gradient);
      const beside = [leaf ? "" : node.name, (node.shape ?? []).join(" × ")].filter(Boolean).join(", ");
      if (beside) {
        const of = svg("text", { x: x + BOX / 2 + 3, y: y - HEIGHT / 2 - 5, class: "line-name" });
        of.textContent = beside;
        group.append(of);
      }
      return { group, box, value, gradient };
    });
    picture.append(
      ...this.#edges.map(({ line }) => line),
      ...this.#nodes.flatMap((drawn) => (drawn ? [drawn.group] : [])),
      ...this.#edges.map(({ text }) => text),
    );
    this.root.replaceChildren(picture);
    this.#observer.disconnect();
    for (const each of [this.root, picture]) this.#observer.observe(each);
  }
}

/**
 * Lines one below the other: upwards from where the text stands (`way` -1), or downwards.
 * @param {SVGElement} text @param {string[]} rows @param {-1 | 1} way
 */
function writeLines(text, rows, way) {
  if (rows.length < 2) return write(text, rows[0] ?? "");
  if (text.childElementCount === rows.length && text.textContent === rows.join("")) return;
  const [x, above] = [text.getAttribute("x") ?? 0, way < 0 ? (1 - rows.length) * LINE : 0];
  text.replaceChildren(
    ...rows.map((row, i) => {
      const line = svg("tspan", { x, dy: i ? LINE : above });
      line.textContent = row;
      return line;
    }),
  );
}

// Small things that every module of the page needs: elements, numbers in words, a lane's look.

/** An element with properties, attributes (names with a dash, or `role`), listeners (`on...`) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const ICONS = {
  play: [["M8 5v14l11-7z", true]],
  pause: [["M7 5h3v14H7z", true], ["M14 5h3v14h-3z", true]],
  stop: [["M6 6h12v12H6z", true]],
  done: [["M5 13l5 5 9-11"]],
  restart: [["M6 5v14"], ["M19 5v14L9 12z", true]],
  back: [["M17 5v14"], ["M13 6l-7 6 7 6"]],
  forward: [["M7 5v14"], ["M11 6l7 6-7 6"]],
  loop: [["M17 2l4 4-4 4"], ["M3 11V9a3 3 0 0 1 3-3h15"], ["M7 22l-4-4 4-4"], ["M21 13v2a3 3 0 0 1-3 3H3"]],
  fit: [["M4 9V4h5"], ["M20 9V4h-5"], ["M4 15v5h5"], ["M20 15v5h-5"]],
  copy: [["M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.7 1.7"], ["M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.7-1.7"]],
  close: [["M6 6l12 12"], ["M18 6L6 18"]],
  shown: [["M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"], ["M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z", true]],
  hidden: [["M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"], ["M4 20L20 4"]],
};

/** A picture for a button: no font is trusted to have one. */
export function icon(name) {
  const make = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const picture = make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  picture.append(...ICONS[name].map(([d, full]) => make("path", full ? { d, class: "full" } : { d })));
  return picture;
}

const said = { not_a_number: "", beyond: "" };

/** The page's words for what is no number. */
export function speak({ not_a_number, beyond }) {
  Object.assign(said, { not_a_number, beyond });
}

/** A number for reading: four significant digits, a power of ten where it is large or small. */
export function short(value, digits = 4) {
  if (Number.isNaN(value)) return said.not_a_number;
  if (!Number.isFinite(value)) return fill(said.beyond, { limit: value > 0 ? "3.4e38" : "−3.4e38" });
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5)
      ? value.toExponential(digits - 1).replace(/\.?0+e/, "e").replace("e+", "e")
      : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−").replace("e−", "e-");
}

/** A share in percent. */
export const percent = (share, digits = 1) => (Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : "–");

/** `text` with its {names} filled in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const LIGHT = ["#0072b2", "#d55e00", "#00845f", "#b0468a", "#b57f00", "#2b8fd0", "#7a5c00", "#333333"];
const DARK = ["#5db2ff", "#ff8a4c", "#2fd6a3", "#f29bcb", "#ffc533", "#9bd8ff", "#d8c27a", "#f0f0f0"];
const DASHES = [[], [9, 4], [2, 3], [12, 3, 2, 3], [16, 4], [5, 5], [2, 5], [8, 3, 2, 3, 2, 3]];

/** The colour and dash of lane `index`; the colours of Okabe and Ito, darkened or lightened for the theme. */
export function look(index, dark) {
  return { color: (dark ? DARK : LIGHT)[index % 8], dash: DASHES[index % 8] };
}

/** Traces the marker of lane `index`, about `r` in radius, as a path on a canvas. */
export function marker(pen, index, x, y, r) {
  pen.beginPath();
  const polygon = (...points) => {
    points.forEach(([dx, dy], i) => pen[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
    pen.closePath();
  };
  switch (index % 8) {
    case 0: pen.arc(x, y, r, 0, 2 * Math.PI); break;
    case 1: polygon([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]); break;
    case 2: polygon([0, -1.15], [1.05, 0.8], [-1.05, 0.8]); break;
    case 3: polygon([0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]); break;
    case 4: polygon([0, 1.15], [1.05, -0.8], [-1.05, -0.8]); break;
    case 5: polygon(...[0, 1, 2, 3, 4].map((i) => around(i / 5, 1.15))); break;
    case 6: polygon(...star(5, 1.3, 0.55)); break;
    default: polygon(...star(4, 1.3, 0.5));
  }
}

const around = (turn, r) => [r * Math.sin(2 * Math.PI * turn), -r * Math.cos(2 * Math.PI * turn)];

/** The corners of a star with `n` points. */
function star(n, outer, inner) {
  return Array.from({ length: 2 * n }, (_, i) => around(i / (2 * n), i % 2 ? inner : outer));
}

/** Draws a minimum's star, about `r` in radius; nothing where that is no place on the canvas. */
export function minimum(pen, x, y, r, dark) {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  pen.beginPath();
  star(5, r, 0.44 * r).forEach(([dx, dy], i) => pen[i ? "lineTo" : "moveTo"](x + dx, y + dy));
  pen.closePath();
  pen.setLineDash([]);
  Object.assign(pen, { fillStyle: dark ? "#ffe27a" : "#fff3b0", strokeStyle: dark ? "#15181d" : "#4a4a4a", lineWidth: 1.2 });
  pen.fill();
  pen.stroke();
}

/** The look of lane `index` as a small picture: its dash with its marker on it. */
export function swatch(index, dark) {
  const ratio = window.devicePixelRatio || 1;
  const canvas = h("canvas", { width: 34 * ratio, height: 16 * ratio, className: "swatch", "aria-hidden": "true" });
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  const { color, dash } = look(index, dark);
  pen.strokeStyle = pen.fillStyle = color;
  pen.lineWidth = 2.5;
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(0, 8);
  pen.lineTo(34, 8);
  pen.stroke();
  marker(pen, index, 17, 8, 5.5);
  pen.fill();
  return canvas;
}

/** The theme's colours, as they are at `root` now. */
export function theme(root) {
  const style = getComputedStyle(root);
  const of = (name, otherwise) => style.getPropertyValue(`--st-${name}`).trim() || otherwise;
  const background = of("background-color", "#ffffff");
  return {
    dark: brightness(background) < 0.5,
    background,
    panel: of("secondary-background-color", "#f0f2f6"),
    text: of("text-color", "#31333f"),
    line: of("border-color", "#ccccd4"),
    font: of("font", "sans-serif"),
  };
}

function brightness(color) {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

/** What `attempt` gives, however often it takes; `failing` hears of every attempt that failed. */
export async function persist(attempt, failing) {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      failing(error);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }
}

/** A script by its full URL, loaded once; `made` tells whether it has run. The page may have begun it itself. */
export function script(url, made) {
  if (made()) return Promise.resolve();
  let element = [...document.scripts].find(({ src }) => src === url);
  if (element && !element.loading && document.readyState === "complete") {
    element.remove(); // the page's own failed
    element = null;
  }
  if (element?.loading) return element.loading;
  const begun = Boolean(element);
  element ??= h("script", { src: url, async: true });
  element.loading = new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove(); // so that a later attempt loads it again
      reject(new Error(`could not load ${url}`));
    });
  });
  if (!begun) document.head.append(element);
  return element.loading;
}

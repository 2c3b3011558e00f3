// A multi-layer perceptron as a picture: a column of units for each layer, lines for the weights between them.

import { count } from "../core/numbers.js";
import { t } from "../core/texts.js";

const MAX_UNITS = 7; // of a layer that are drawn; of more there are dots between
const [WIDTH, HEIGHT, RADIUS] = [112, 170, 6]; // of a layer; of a unit

/** @typedef {{units: number, text: string}} Layer */

/**
 * The layers of a network, from the image to the classes, each with what stands below it.
 * @param {number} pixels
 * @param {number[]} hidden
 * @param {string} activation its name
 * @param {number} classes
 * @returns {Layer[]}
 */
export const layersOf = (pixels, hidden, activation, classes) => [
  { units: pixels, text: t("{n} pixels", { n: count(pixels) }) },
  ...hidden.map((units) => ({ units, text: t("{n} {activation}", { n: count(units), activation }) })),
  { units: classes, text: t("{n} classes", { n: count(classes) }) },
];

/** How many weights and biases there are between the layers. @param {Layer[]} layers */
export const weightsOf = (layers) =>
  layers.slice(1).reduce((sum, { units }, i) => sum + (layers[i].units + 1) * units, 0);

/**
 * Where the drawn units of a layer stand, from 0 to 1; the middle is left free where not all are drawn.
 * @param {number} units
 */
export function heightsOf(units) {
  const drawn = Math.min(units, MAX_UNITS);
  const places = Array.from({ length: drawn }, (_, i) => (drawn === 1 ? 0.5 : i / (drawn - 1)));
  return units > MAX_UNITS ? places.filter((_, i) => i !== (MAX_UNITS - 1) / 2) : places;
}

/** @param {Layer[]} layers */
export function networkPicture(layers) {
  const width = WIDTH * layers.length;
  const label = layers.map(({ text }) => text).join(" – ");
  const picture = svg("svg", { viewBox: `0 0 ${width} ${HEIGHT + 30}`, role: "img", "aria-label": label });
  picture.setAttribute("class", "network");
  picture.setAttribute("width", String(width));
  const columns = layers.map(({ units }, i) =>
    heightsOf(units).map((at) => ({ x: (i + 0.5) * WIDTH, y: 12 + at * (HEIGHT - 24) })),
  );
  columns.slice(1).forEach((column, i) => {
    for (const from of columns[i])
      for (const to of column) picture.append(svg("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y }));
  });
  layers.forEach(({ units, text }, i) => {
    for (const { x, y } of columns[i]) picture.append(svg("circle", { cx: x, cy: y, r: RADIUS }));
    const x = (i + 0.5) * WIDTH;
    if (units > MAX_UNITS)
      for (const shift of [-9, 0, 9])
        picture.append(svg("circle", { class: "more", cx: x, cy: HEIGHT / 2 + shift, r: 2 }));
    const words = svg("text", { x, y: HEIGHT + 20, "text-anchor": "middle" });
    words.textContent = text;
    picture.append(words);
  });
  return picture;
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
function svg(tag, attributes) {
  const element = /** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", tag));
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

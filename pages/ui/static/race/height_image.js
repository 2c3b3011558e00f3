// Heights as pixels: bands of colour with a line wherever one height is passed, or colours that flow. Pure.
//
// Every pixel is computed from the heights around it. That costs the same for any surface, a few milliseconds for a
// whole picture, where tracing the lines costs ten times that on a hilly one.

import { roundUp } from "../charts/ticks.js";
import { LEVELS, NOT_FINITE } from "./heightmap.js";

const MAX_BANDS = 26;
const SHADES = 1024; // of colours that flow
const COVERS = 16; // strengths of a line's pixels
const CLOSE = [1.5, 5]; // pixels from line to line: below, none is drawn; above, all are, in full
const FLAT = 1e-9; // bands in a pixel; flatter is no slope

/** @typedef {import("./heightmap.js").Colorscale} Colorscale */
/** @typedef {import("./messages.js").Heightmap} Heightmap */
/** @typedef {[red: number, green: number, blue: number, alpha: number]} Rgba each from 0 to 1 */
/**
 * Where the pixels lie on the plane: the middle of the first one at the top left, and how far the next one is to the
 * right, and below.
 * @typedef {{x: number, y: number, right: number, down: number, columns: number, rows: number}} Raster
 */
/** @typedef {{colors: Colorscale, line: Rgba, width: number}} Ink `width` of a line in pixels; 0 for colours that flow */

/** How high a band is on the heightmap's scale, a round number. @param {Pick<Heightmap, "low" | "high">} heightmap */
export const bandHeight = ({ low, high }) => roundUp((high - low || 1) / MAX_BANDS, [1, 2, 2.5, 5]);

/**
 * The pixels row by row from the top, each four bytes: red, green, blue, alpha. Nothing is drawn where no height is known.
 * @param {Heightmap} heightmap
 * @param {Raster} raster
 * @param {Ink} ink
 * @param {Uint32Array} pixels to be drawn in
 */
export function heightImage(heightmap, raster, ink, pixels = new Uint32Array(raster.columns * raster.rows)) {
  const { window, n, low, high, z } = heightmap;
  const [[left, right], [bottom, top]] = window;
  const { columns, rows } = raster;
  pixels.fill(0);
  const flowing = ink.width === 0;
  const band = flowing ? (high - low || 1) / SHADES : bandHeight(heightmap);
  const first = Math.floor(low / band);
  const [reach, most] = [ink.width / 2 + 0.5, Math.min(1, ink.width)];
  const palette = flowing ? shades(ink.colors) : bands(heightmap, band, first, ink);
  // a height in bands, above the foot of the first
  const scale = (high - low) / LEVELS / band;
  const offset = low / band - first;
  const [perX, perY] = [(n - 1) / (right - left), (n - 1) / (top - bottom)];
  const [across, along] = [raster.right * perX, raster.down * perY]; // from pixel to pixel, in cells of the grid
  const begin = (raster.x - left) * perX;
  const [row, slope] = [new Float32Array(n), new Float32Array(n)]; // along the pixels' row: heights, and how they change

  for (let j = 0; j < rows; j++) {
    const gy = (raster.y - j * raster.down - bottom) * perY;
    if (!(gy >= 0 && gy <= n - 1)) continue;
    const below = Math.min(Math.floor(gy), n - 2);
    for (let i = 0, at = below * n; i < n; i++, at++) {
      const [a, b] = [z[at], z[at + n]];
      const known = a !== NOT_FINITE && b !== NOT_FINITE;
      row[i] = known ? offset + scale * (a + (b - a) * (gy - below)) : NaN;
      slope[i] = scale * (b - a) * along;
    }
    for (let cell = 0; cell < n - 1; cell++) {
      const from = Math.max(0, Math.ceil((cell - begin) / across));
      const last = cell === n - 2 ? Math.floor((n - 1 - begin) / across) + 1 : Math.ceil((cell + 1 - begin) / across);
      const to = Math.min(columns, last);
      const rise = row[cell + 1] - row[cell];
      if (from >= to || Number.isNaN(rise)) continue;
      const step = rise * across;
      let height = row[cell] + (begin + from * across - cell) * rise;
      let at = j * columns + from;
      const end = j * columns + to;
      if (flowing) {
        for (; at < end; at++, height += step) pixels[at] = palette[height | 0];
        continue;
      }
      const fall = (slope[cell] + slope[cell + 1]) / 2;
      const apart = 1 / (Math.sqrt(step * step + fall * fall) + FLAT); // pixels from line to line; hypot is slow
      const strength = Math.min(1, Math.max(0, (apart - CLOSE[0]) / (CLOSE[1] - CLOSE[0]))) * (COVERS - 1);
      // Most cells lie within one band, far from its lines.
      const [least, highest] = step < 0 ? [height + (to - from) * step, height] : [height, height + (to - from) * step];
      const foot = least | 0;
      if ((highest | 0) === foot && (least - foot) * apart > reach && (foot + 1 - highest) * apart > reach) {
        pixels.fill(palette[foot * COVERS], at, end);
        continue;
      }
      for (; at < end; at++, height += step) {
        const index = height | 0;
        const above = height - index;
        const away = (above < 0.5 ? above : 1 - above) * apart;
        // The first band's foot, at or below the lowest height, is no line.
        let cover = away < reach && (index > 0 || above > 0.5) ? reach - away : 0;
        if (cover > most) cover = most;
        pixels[at] = palette[index * COVERS + ((cover * strength + 0.5) | 0)];
      }
    }
  }
  return pixels;
}

/** The colour at a share of the scale. @param {Colorscale} colors @param {number} share @returns {Rgba} */
export function colorAt(colors, share) {
  const after = Math.max(
    1,
    colors.findIndex(([at]) => at >= share),
  );
  const [[from, a], [to, b]] = [colors[after - 1], colors[after]];
  const part = Math.max(0, Math.min(1, (share - from) / (to - from)));
  const [here, there] = [rgb(a), rgb(b)];
  const [red, green, blue] = here.map((value, i) => value + (there[i] - value) * part);
  return [red, green, blue, 1];
}

/** @param {string} hex as in #ffffff @returns {number[]} */
const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);

/** @param {Colorscale} colors */
function shades(colors) {
  return Uint32Array.from({ length: SHADES + 1 }, (_, i) => packed(colorAt(colors, i / SHADES)));
}

/** Of each band its colour, without a line and with ever more of one.
 * @param {Heightmap} heightmap @param {number} band @param {number} first @param {Ink} ink */
function bands({ low, high }, band, first, { colors, line }) {
  const count = Math.floor(high / band) - first + 1;
  const palette = new Uint32Array((count + 1) * COVERS);
  for (let index = 0; index <= count; index++) {
    const [begin, end] = [Math.max(low, (first + index) * band), Math.min(high, (first + index + 1) * band)];
    const color = colorAt(colors, ((begin + end) / 2 - low) / (high - low || 1));
    for (let cover = 0; cover < COVERS; cover++) {
      palette[index * COVERS + cover] = packed(over(color, line, cover / (COVERS - 1)));
    }
  }
  return palette;
}

/** @param {Rgba} color @param {Rgba} line @param {number} cover @returns {Rgba} */
function over([red, green, blue], [lineRed, lineGreen, lineBlue, alpha], cover) {
  const part = alpha * cover;
  return [red + (lineRed - red) * part, green + (lineGreen - green) * part, blue + (lineBlue - blue) * part, 1];
}

/** As a canvas holds it, on machines of the usual order of bytes. @param {Rgba} color */
export function packed([red, green, blue, alpha]) {
  const byte = (/** @type {number} */ value) => Math.round(255 * value);
  return ((byte(alpha) << 24) | (byte(blue) << 16) | (byte(green) << 8) | byte(red)) >>> 0;
}

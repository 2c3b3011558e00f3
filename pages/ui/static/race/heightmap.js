// Heights as they travel and as they are drawn: the colours of a surface, its scale, the scale's ticks.

import { roundTicks, roundest } from "../charts/ticks.js";
import { decode } from "../core/wire.js";

/** @typedef {import("./messages.js").Heightmap} Heightmap */
/** @typedef {[share: number, color: string][]} Colorscale */

/** @type {Record<"light" | "dark", Colorscale>} */
const SURFACE_COLORS = {
  light: [
    [0, "#7fa9cc"],
    [0.25, "#b4cfe3"],
    [0.55, "#e2ebec"],
    [0.8, "#f3f1e8"],
    [1, "#f6ecdc"],
  ],
  dark: [
    [0, "#38709c"],
    [0.25, "#2a5070"],
    [0.55, "#1e3346"],
    [0.8, "#192430"],
    [1, "#1c1e24"],
  ],
};
export const NOT_FINITE = 65535; // stands for a height that is not finite
export const LEVELS = 65534;
const TICKS = 7; // at most
const NEAR = 0.35; // how far a round height may lie from where a tick would stand, in distances of ticks

/** @param {boolean} dark */
export const surfaceColors = (dark) => SURFACE_COLORS[dark ? "dark" : "light"];

/** What `/api/heights` answers. @param {ArrayBuffer} buffer @returns {Heightmap} */
export function unpack(buffer) {
  const { header, begin } = decode(buffer);
  return { ...header, z: new Uint16Array(buffer, begin) };
}

/**
 * Where a height above the minimum stands on the heightmap's scale: as it is, or symmetric-logarithmic.
 * @param {number} suboptimality
 * @param {Pick<Heightmap, "linear_threshold">} heightmap
 * @param {boolean} logarithmic
 */
export function toScale(suboptimality, { linear_threshold }, logarithmic) {
  if (!logarithmic) return suboptimality;
  return Math.sign(suboptimality) * Math.log10(1 + Math.abs(suboptimality) / linear_threshold);
}

/** The height above the minimum that stands there. @type {typeof toScale} */
export function fromScale(z, { linear_threshold }, logarithmic) {
  return logarithmic ? Math.sign(z) * linear_threshold * (10 ** Math.abs(z) - 1) : z;
}

/**
 * Round heights for ticks: evenly spaced on the linear scale, about so on the logarithmic one; none reads as another.
 * @param {Pick<Heightmap, "low" | "high" | "minimum" | "linear_threshold">} heightmap
 * @param {boolean} logarithmic
 * @param {(height: number, digits: number) => string} write
 * @returns {{tickvals: number[], ticktext: string[]}} where on the scale, and what they are
 */
export function ticks(heightmap, logarithmic, write) {
  const { low, high, minimum } = heightmap;
  /** @type {Map<string, number>} */ const byText = new Map();
  const heights = logarithmic ? roundHeights(heightmap) : roundTicks(minimum + low, minimum + high, TICKS - 1);
  for (const height of heights) {
    const z = toScale(height - minimum, heightmap, logarithmic);
    const text = write(height, 3);
    if (z >= low && z <= high && !byText.has(text)) byText.set(text, z);
  }
  return { tickvals: [...byText.values()], ticktext: [...byText.keys()] };
}

/** Of each part of the logarithmic scale the roundest height. @param {Parameters<typeof ticks>[0]} heightmap */
function roundHeights(heightmap) {
  const { low, high, minimum } = heightmap;
  const apart = (high - low) / (TICKS - 1);
  const height = (/** @type {number} */ z) => minimum + fromScale(Math.max(low, Math.min(high, z)), heightmap, true);
  return Array.from({ length: TICKS }, (_, i) => {
    const z = low + i * apart;
    return roundest(height(z - NEAR * apart), height(z + NEAR * apart));
  });
}

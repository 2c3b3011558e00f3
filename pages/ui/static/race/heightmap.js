// Heights as Plotly draws them: the colours of the surface, the ticks of the height's scale, the grid's rows.

import { decode } from "../core/wire.js";

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
const INFINITE = 65535; // stands for a height that is not finite
const LEVELS = 65534;

/** An answer of /api/heights as {window, n, low, high, minimum, linear_threshold, z: Uint16Array}. */
export function unpack(buffer) {
  const { header, begin } = decode(buffer);
  return { ...header, z: new Uint16Array(buffer, begin) };
}

/** The grid's rows and coordinates as Plotly takes them, every `stride`-th of them. */
export function grid({ window: [[left, right], [bottom, top]], n, low, high, z }, stride = 1) {
  const lines = Array.from({ length: Math.ceil(n / stride) }, (_, i) => i * stride);
  const scale = (high - low) / LEVELS;
  return {
    x: lines.map((i) => left + ((right - left) * i) / (n - 1)),
    y: lines.map((i) => bottom + ((top - bottom) * i) / (n - 1)),
    z: lines.map((row) =>
      lines.map((column) => {
        const level = z[row * n + column];
        return level === INFINITE ? null : low + level * scale;
      }),
    ),
  };
}

/** Where a height above the minimum stands on the heightmap's scale. */
export function toScale(suboptimality, { linear_threshold }, logarithmic) {
  return logarithmic
    ? Math.sign(suboptimality) * Math.log10(1 + Math.abs(suboptimality) / linear_threshold)
    : suboptimality;
}

/** Heights worth a tick, as {tickvals: where on the heightmap's scale, ticktext: what they are}. */
export function ticks({ low, high, minimum, linear_threshold }, logarithmic, write) {
  const height = (z) => minimum + (logarithmic ? Math.sign(z) * linear_threshold * (10 ** Math.abs(z) - 1) : z);
  const rounded = new Map();
  for (let i = 0; i <= 6; i++) {
    const z = low + ((high - low) * i) / 6;
    rounded.set(write(height(z), 2), z);
  }
  return { tickvals: [...rounded.values()], ticktext: [...rounded.keys()] };
}

export function surfaceColors(dark) {
  return SURFACE_COLORS[dark ? "dark" : "light"];
}

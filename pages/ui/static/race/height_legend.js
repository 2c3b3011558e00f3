// Which colour is which height, beside the surface: Plotly's own colour bar would cost as much as the surface.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { surfaceColors, ticks } from "./heightmap.js";

export class HeightLegend {
  element = h("div", { className: "height-legend", "aria-hidden": "true" });

  /**
   * @param {import("./messages.js").Heightmap} heightmap
   * @param {boolean} logarithmic
   * @param {boolean} dark
   */
  show(heightmap, logarithmic, dark) {
    const shades = surfaceColors(dark).map(([share, color]) => `${color} ${100 * share}%`);
    const { tickvals, ticktext } = ticks(heightmap, logarithmic, number);
    const { low, high } = heightmap;
    this.element.style.background = `linear-gradient(to top, ${shades.join(", ")})`;
    this.element.replaceChildren(
      ...tickvals.map((z, i) => {
        const tick = h("span", {}, ticktext[i]);
        tick.style.bottom = `${(100 * (z - low)) / (high - low || 1)}%`;
        return tick;
      }),
    );
  }
}

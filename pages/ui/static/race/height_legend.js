// Which colour is which height, beside the surface.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { surfaceColors, ticks } from "./heightmap.js";

export class HeightLegend {
  element = h("div", { className: "height-legend", "aria-hidden": "true" });
  #shown = "";

  /** Beside the area of the surface; nowhere where that is null. @param {import("./viewport.js").Area | null} area @param {number} font */
  place(area, font) {
    const { style } = this.element;
    this.element.hidden = !area;
    if (!area) return;
    Object.assign(style, { left: `${area.left + area.width + 8}px`, top: `${area.top}px`, height: `${area.height}px` });
    style.fontSize = `${font}px`;
  }

  /**
   * @param {import("./messages.js").Heightmap} heightmap
   * @param {boolean} logarithmic
   * @param {boolean} dark
   */
  show(heightmap, logarithmic, dark) {
    const shades = surfaceColors(dark).map(([share, color]) => `${color} ${100 * share}%`);
    const { tickvals, ticktext } = ticks(heightmap, logarithmic, number);
    const { low, high } = heightmap;
    const shown = JSON.stringify([low, high, ticktext, dark]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.style.background = `linear-gradient(to top, ${shades.join(", ")})`;
    this.element.replaceChildren(
      ...tickvals.map((z, i) => {
        const tick = h("span", {}, ticktext[i]);
        const share = (z - low) / (high - low || 1);
        tick.style.bottom = `${100 * share}%`;
        if (share < 0.02 || share > 0.98) tick.className = share < 0.5 ? "lowest" : "highest";
        return tick;
      }),
    );
  }
}

// The theme's colours.

import { context } from "./dom.js";

/** @typedef {ReturnType<typeof theme>} Colors */

/** Those of paper, but for the font. */
export const PAPER = {
  dark: false,
  background: "#ffffff",
  panel: "#f3f5f8",
  text: "#1a1f26",
  line: "#b9c0ca",
};

/** The theme's colours, as they are at `root` now. @param {Element} root */
export function theme(root) {
  const style = getComputedStyle(root);
  /** @param {string} name @param {string} otherwise */
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

/** From 0 to 1. @param {string} color */
function brightness(color) {
  const ctx = context(document.createElement("canvas"), { willReadFrequently: true });
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, 1, 1);
  const [r, g, b] = ctx.getImageData(0, 0, 1, 1).data;
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

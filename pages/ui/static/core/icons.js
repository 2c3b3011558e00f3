// Pictures for buttons: no font is trusted to have one.

import { svg } from "./dom.js";

/** By name: paths, and which of them are filled. @satisfies {Record<string, [path: string, filled?: boolean][]>} */
const ICONS = {
  play: [["M8 5v14l11-7z", true]],
  pause: [
    ["M7 5h3v14H7z", true],
    ["M14 5h3v14h-3z", true],
  ],
  stop: [["M6 6h12v12H6z", true]],
  done: [["M5 13l5 5 9-11"]],
  restart: [["M6 5v14"], ["M19 5v14L9 12z", true]],
  back: [["M17 5v14"], ["M13 6l-7 6 7 6"]],
  forward: [["M7 5v14"], ["M11 6l7 6-7 6"]],
  previous: [["M15 5l-7 7 7 7"]],
  next: [["M9 5l7 7-7 7"]],
  loop: [["M17 2l4 4-4 4"], ["M3 11V9a3 3 0 0 1 3-3h15"], ["M7 22l-4-4 4-4"], ["M21 13v2a3 3 0 0 1-3 3H3"]],
  full: [["M4 9V4h5"], ["M20 9V4h-5"], ["M4 15v5h5"], ["M20 15v5h-5"]],
  whole: [["M4 4v6h6"], ["M4.5 15a8 8 0 1 0 1-8L4 10"]],
  copy: [
    ["M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.7 1.7"],
    ["M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.7-1.7"],
  ],
  close: [["M6 6l12 12"], ["M18 6L6 18"]],
  shown: [["M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"], ["M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z", true]],
  hidden: [["M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"], ["M4 20L20 4"]],
};

/** @typedef {keyof typeof ICONS} IconName */

/** A picture for a button. @param {IconName} name */
export function icon(name) {
  const picture = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  picture.append(...ICONS[name].map(([d, filled]) => svg("path", filled ? { d, class: "full" } : { d })));
  return picture;
}

// Printing: what stands on the screen, in colours for paper, and the link to it.

import { h } from "./dom.js";
import { PAPER } from "./theme.js";

/**
 * Makes a page ready for paper when it is about to be printed, and what it was again.
 * @param {import("./page.js").Page} page
 * @returns {() => void} ends that
 */
export function printable(page) {
  const address = h("p", { className: "on-paper" });
  page.root.append(address);
  const media = matchMedia("print");
  const before = () => {
    address.textContent = location.href;
    if (page.colors.dark) page.recolor({ ...PAPER, font: page.colors.font });
  };
  const change = () => (media.matches ? before() : page.followTheme());
  addEventListener("beforeprint", before);
  addEventListener("afterprint", change);
  media.addEventListener("change", change);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", change);
    media.removeEventListener("change", change);
  };
}

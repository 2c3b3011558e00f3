// What draws the curves, loaded when it is needed; a sentence where it cannot be had.

import { h, script } from "../core/dom.js";
import { t } from "../core/texts.js";

const FAILED = "uplot-failed";
const WITH_TABLE = t("The curves cannot be drawn: a part of this page did not load. Their values are in the table.");

/**
 * Whether uPlot is there. Where it is not, `root` says so, and the next call tries again.
 * @param {string} url
 * @param {HTMLElement} root
 * @param {string} text what it says
 */
export async function uplotLoads(url, root, text = WITH_TABLE) {
  const said = root.querySelector(`.${FAILED}`);
  try {
    if (!window.uPlot) nameLanguage();
    await script(url, () => window.uPlot);
    if (!window.uPlot) throw new Error(`${url} has not run`);
    said?.remove();
    return true;
  } catch {
    if (!said) root.prepend(h("p", { className: `banner error ${FAILED}`, role: "status" }, text));
    return false;
  }
}

/** uPlot formats numbers in the browser's language, which is "C" where nobody has chosen one: no language at all. */
function nameLanguage() {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: "en", configurable: true });
  }
}

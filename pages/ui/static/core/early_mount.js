// Mounts the document's page before Streamlit has begun: what a person came for is there while the frame still loads.

import { begin, chosenTheme } from "./early_place.js";

const script = /** @type {HTMLElement} */ (document.querySelector("script[data-early]"));
const at = (/** @type {string} */ path) => new URL(path, document.baseURI).href;

/** What Streamlit keeps of the theme that was chosen; nothing in a browser that keeps nothing. */
function stored() {
  try {
    return localStorage.getItem(`stActiveTheme-${location.pathname}-v2`);
  } catch {
    return null;
  }
}

/** The document may still be on its way. Once it is there, Streamlit's scripts run, and only then is it "loaded". */
const parsed = () =>
  document.readyState === "loading"
    ? new Promise((resolve) => document.addEventListener("readystatechange", resolve, { once: true }))
    : null;

/** Sizes are measured: the styles are there, or will not come. */
const styled = () =>
  Promise.all(
    [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-early]"))]
      .filter(({ sheet }) => !sheet)
      .map((link) => new Promise((go) => ["load", "error"].forEach((event) => link.addEventListener(event, go)))),
  );

try {
  const [page] = await Promise.all([import(at(script.dataset.early ?? "")), parsed(), styled()]);
  const stand = document.getElementById("early");
  const root = /** @type {HTMLElement | null | undefined} */ (stand?.querySelector(".page"));
  if (stand && root && !document.querySelector("#root .page")) {
    stand.dataset.theme = chosenTheme(location.search, stored());
    stand.hidden = false;
    const setStateValue = (/** @type {string} */ _, /** @type {string} */ value) => void (root.dataset.untold = value);
    const urls = { api: at("api/"), uplot: at(script.dataset.uplot ?? "") };
    begin(stand, page.mount({ parentElement: stand, setStateValue }, urls));
  } else stand?.remove();
} catch {
  document.getElementById("early")?.remove(); // Streamlit's component tries again, and says why it cannot
}

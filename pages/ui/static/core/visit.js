// Links from page to page: followed without loading the app again.

import { isEarly } from "./early_place.js";

/** Whether the document is a page by itself, without Streamlit around it. */
export const isPlain = () => document.documentElement.dataset.frame === "none";

/**
 * Follows a link as Streamlit follows Back: it looks where the address leads, and runs that page.
 * @param {MouseEvent} event a click on a link of ours
 */
export function visit(event) {
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  const simple = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!simple || isPlain() || isEarly() || event.defaultPrevented || link.origin !== location.origin) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
}

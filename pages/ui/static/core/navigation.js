// Links from page to page: followed without loading the app again.

import { isEarly } from "./early_place.js";

/** Whether the document is a page by itself, without Streamlit around it. */
const isPlain = () => document.documentElement.dataset.frame === "none";

/** What an open page hears when its address is that of another of its links, which Streamlit has no need to know. */
export const VISIT = "visit";

/**
 * Follows a link: to another page as Streamlit follows Back, which looks where the address leads, and runs that page.
 * On the same page it would run for nothing, and put this page's path into the address of one that is visited meanwhile.
 * @param {MouseEvent} event a click on a link of ours
 */
export function visit(event) {
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  const simple = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!simple || isPlain() || isEarly() || event.defaultPrevented || link.origin !== location.origin) return;
  event.preventDefault();
  const stays = link.pathname === location.pathname;
  history.pushState(null, "", link.href);
  dispatchEvent(stays ? new Event(VISIT) : new PopStateEvent("popstate", { state: null }));
}

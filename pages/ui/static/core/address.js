// The address bar: which of its keys are the page's link, and which are the frame's.

/** Keys that belong to the frame around the page: they stay in the address and are no part of a link. */
const isFrames = (/** @type {string} */ key) => key.startsWith("embed") || key === "lang";

/** @param {string} search as `location.search` */
function split(search) {
  const link = new URLSearchParams();
  const frame = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(search)) (isFrames(key) ? frame : link).append(key, value);
  return { link, frame };
}

/** The page's link as it stands in the address. */
export const link = () => split(location.search).link.toString();

/**
 * The address of this page with another link, from its path on; keys of the frame stay.
 * @param {string} link a query, written as links are: with the characters that URLs carry as they are
 */
export function withLink(link) {
  const frame = split(location.search).frame.toString();
  return `${location.pathname}?${[link, frame].filter(Boolean).join("&")}${location.hash}`;
}

// What the page needs first, asked for as soon as this runs: the document runs it beside Streamlit's own start.

import { link } from "./address.js";

const api = new URL("../../../api/", import.meta.url);
const script = globalThis.document?.querySelector("script[data-prefetch]"); // says what answers the page's link
const endpoint = script?.getAttribute("data-prefetch");
/** @type {Map<string, Promise<Response>>} by URL */
const begun = new Map();
for (const path of ["catalog", ...(endpoint ? [`${endpoint}?${link()}`] : [])]) {
  const answer = fetch(new URL(path, api));
  answer.catch(() => {}); // whoever consumes it hears of it
  begun.set(new URL(path, api).href, answer);
}

/** The answer that was asked for early, once; null for whoever comes later, or asks for something else. @param {string} url */
export function consume(url) {
  const answer = begun.get(url) ?? null;
  begun.delete(url);
  return answer;
}

// The address bar: which of its keys are the page's link, and which are the frame's.

import { VISIT } from "./navigation.js";

const MOVES = ["popstate", VISIT]; // after which the address is another

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

/** The address of another page; keys of the frame stay. @param {string} url */
export function framed(url) {
  const frame = split(location.search).frame.toString();
  return frame ? url + (url.includes("?") ? "&" : "?") + frame : url;
}

/** The address of a page that stands beside this one, with a link. @param {string} path @param {string} link */
export const toPage = (path, link) => framed(new URL(`${path}?${link}`, document.baseURI).href);

/** The address of an open page, as its store writes it. Elsewhere nothing is written. */
export class Address {
  #path = location.pathname;
  /** @type {string | null} */ #provisional = null; // what stands in this entry of the history, if it was not answered yet

  #moved;

  /** @param {() => void} opened Back, Forward or a link to the same page led to another link of it */
  constructor(opened) {
    this.#moved = () => {
      this.#provisional = null;
      if (this.isHere) opened();
    };
    for (const moves of MOVES) addEventListener(moves, this.#moved);
  }

  /** Whether the address is the page's own: Back to another page comes before this one is left. */
  get isHere() {
    return location.pathname === this.#path;
  }

  /** Nothing is written any more, and nothing heard. */
  leave() {
    this.#path = "";
    for (const moves of MOVES) removeEventListener(moves, this.#moved);
  }

  /**
   * Puts a link into the address, in place or as a new entry of the history.
   * @param {"push" | "replace"} how
   * @param {string} query
   * @param {boolean} provisional the server has not answered it yet
   */
  write(how, query, provisional) {
    if (!this.isHere) return;
    const url = withLink(query);
    const here = location.pathname + location.search + location.hash;
    if (url !== here) history[`${how}State`](history.state, "", url);
    this.#provisional = provisional ? query : null;
  }

  /** The server's answer takes the place of what was asked. Gives whether that stood there. @param {string} query @param {string} link */
  answered(query, link) {
    const stood = query === this.#provisional;
    if (stood) this.write("replace", link, false);
    return stood;
  }
}

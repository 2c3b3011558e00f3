// Elements, and scripts that are loaded once.

const RETRY_MS = 1500;

/**
 * An element with properties, attributes (names with a dash, `role`, `for`) and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} properties what is null or undefined is left out
 * @param {...(Node | string | null | undefined)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * An element of a picture, with attributes and children.
 * @param {string} tag @param {Record<string, unknown>} attributes @param {...Node} children
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Keys work from the start; the ring is drawn once one is pressed. @param {HTMLElement} element */
export function focusQuietly(element) {
  element.classList.add("no-focus-ring");
  element.addEventListener("keydown", () => element.classList.remove("no-focus-ring"), { once: true });
  element.focus({ preventScroll: true });
}

/** Writes a text where it is another: to write the same again would lay the element out anew.
 * @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of an element look as others do. What is the same stays, and costs no layout; so does what listens
 * there: who listens must ask the element what it stands for.
 * @param {Element} parent @param {...(Node | string)} fresh
 */
export function morph(parent, ...fresh) {
  fresh.forEach((each, i) => {
    const node = typeof each === "string" ? new Text(each) : each;
    const old = parent.childNodes[i];
    if (!old) parent.append(node);
    else if (old.isEqualNode(node)) return;
    else if (old instanceof Text && node instanceof Text) old.data = node.data;
    else if (old instanceof Element && node instanceof Element && alike(old, node)) {
      for (const { name } of [...old.attributes]) if (!node.hasAttribute(name)) old.removeAttribute(name);
      for (const { name, value } of node.attributes) {
        if (old.getAttribute(name) !== value) old.setAttribute(name, value);
      }
      morph(old, ...node.childNodes);
    } else old.replaceWith(node);
  });
  while (parent.childNodes.length > fresh.length) parent.lastChild?.remove();
}

/** Whether one can become the other: what is drawn on a canvas cannot be read from it. @param {Element} a @param {Element} b */
const alike = (a, b) => a.tagName === b.tagName && a.tagName !== "CANVAS";

let rem = 0; // pixels; 0 where that is to be asked again: once a frame, as the style sheet may come later than the page

/** As many whole pixels of this window as `pixels` of a screen on which a rem is 16 of them. @param {number} pixels */
export function scaled(pixels) {
  if (!rem) {
    rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    requestAnimationFrame(() => (rem = 0));
  }
  return Math.round((pixels * rem) / 16);
}

/** What draws on a canvas. @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings] */
export function context(canvas, settings) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", settings)); // null only for another kind
}

/**
 * What `attempt` gives, however often it takes; `failing` hears of every attempt that failed.
 * @template T
 * @param {() => Promise<T>} attempt
 * @param {(error: unknown) => void} failing
 */
export async function retry(attempt, failing) {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      failing(error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** @type {WeakMap<HTMLScriptElement, Promise<void>>} */
const loading = new WeakMap();

/**
 * A script by its full URL, loaded once; `hasRun` tells whether it has run. The document may have begun it itself.
 * @param {string} url
 * @param {() => unknown} hasRun
 */
export function script(url, hasRun) {
  if (hasRun()) return Promise.resolve();
  let begun = [...document.scripts].find(({ src }) => src === url);
  const loads = begun && loading.get(begun);
  if (loads) return loads;
  if (begun && document.readyState === "complete") {
    begun.remove(); // the document's own failed
    begun = undefined;
  }
  const element = begun ?? h("script", { src: url, async: true });
  /** @type {Promise<void>} */
  const loaded = new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      element.remove(); // so that a later attempt loads it again
      reject(new Error(`could not load ${url}`));
    });
  });
  loading.set(element, loaded);
  if (!begun) document.head.append(element);
  return loaded;
}

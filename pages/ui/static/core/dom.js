// Elements, and scripts that are loaded once.

const RETRY_MS = 1500;

/** @type {WeakMap<HTMLScriptElement, Promise<unknown>>} */
const loading = new WeakMap();

/**
 * An element with properties, attributes (names with a dash, or `role`) and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {(Node | string | null | undefined)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
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
 * What `attempt` gives, however often it takes; `failing` hears of every attempt that failed.
 * @template Result
 * @param {() => Promise<Result>} attempt
 * @param {(error: unknown) => void} failing
 * @returns {Promise<Result>}
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

/**
 * A script by its full URL, loaded once; `made` tells whether it has run. The page may have begun it itself.
 * @param {string} url
 * @param {() => unknown} made
 * @returns {Promise<unknown>}
 */
export function script(url, made) {
  if (made()) return Promise.resolve();
  let begun = [...document.scripts].find(({ src }) => src === url);
  const awaited = begun && loading.get(begun);
  if (awaited) return awaited;
  if (begun && document.readyState === "complete") {
    begun.remove(); // the page's own failed
    begun = undefined;
  }
  const element = begun ?? h("script", { src: url, async: true });
  const loaded = new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove(); // so that a later attempt loads it again
      reject(new Error(`could not load ${url}`));
    });
  });
  loading.set(element, loaded);
  if (!begun) document.head.append(element);
  return loaded;
}

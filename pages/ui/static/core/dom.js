// Elements, and scripts that are loaded once.

/** An element with properties, attributes (names with a dash, or `role`), listeners (`on...`) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** What `attempt` gives, however often it takes; `failing` hears of every attempt that failed. */
export async function retry(attempt, failing) {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      failing(error);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }
}

/** A script by its full URL, loaded once; `made` tells whether it has run. The page may have begun it itself. */
export function script(url, made) {
  if (made()) return Promise.resolve();
  let element = [...document.scripts].find(({ src }) => src === url);
  if (element && !element.loading && document.readyState === "complete") {
    element.remove(); // the page's own failed
    element = null;
  }
  if (element?.loading) return element.loading;
  const begun = Boolean(element);
  element ??= h("script", { src: url, async: true });
  element.loading = new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove(); // so that a later attempt loads it again
      reject(new Error(`could not load ${url}`));
    });
  });
  if (!begun) document.head.append(element);
  return element.loading;
}

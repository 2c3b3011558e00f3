// Says so where a style sheet of ours did not load: the page works, but is not what it is meant to be.
//
// Every document runs this before its pages. A sheet stands in the document, and again in the page's own frame.

const STYLE =
  "position: fixed; inset: auto 1rem 1rem; z-index: 999990; margin: 0 auto; width: fit-content; max-width: 50rem; " +
  "padding: .5rem 1rem; border: 2px solid #b3261e; border-radius: 6px; background: #fff; color: #1a1f26; " +
  "font: 1rem/1.5 sans-serif";

/** The sheets that failed and did not come from elsewhere in the document, before or since. Pure. */
export class MissingStyles {
  /** @type {Set<string>} */ #failed = new Set();
  /** @type {Set<string>} */ #came = new Set();

  /** Whether any is missing, after one came or failed. @param {{href: string, failed: boolean}} sheet */
  follow({ href, failed }) {
    (failed ? this.#failed : this.#came).add(href);
    return [...this.#failed].some((each) => !this.#came.has(each));
  }
}

/** Whether it is a style sheet of ours that is used, not only fetched ahead. @param {unknown} element
 * @returns {element is HTMLLinkElement} */
const isOurs = (element) =>
  element instanceof HTMLLinkElement && element.rel === "stylesheet" && element.href.includes("/assets/");

/** Whether it has settled without a rule: none of ours is so, and Chromium gives one that failed an empty sheet.
 * @param {HTMLLinkElement} link */
function isEmpty({ sheet }) {
  try {
    return !sheet?.cssRules.length;
  } catch {
    return true; // rules that may not be read are not of this server
  }
}

function begin() {
  const missing = new MissingStyles();
  const line = document.createElement("p");
  line.style.cssText = STYLE;
  line.setAttribute("role", "alert");
  /** @param {unknown} link @param {boolean} failed */
  const follow = (link, failed) => {
    if (!isOurs(link)) return;
    if (!missing.follow({ href: link.href, failed })) return line.remove();
    line.textContent = document.querySelector("script[data-failed]")?.getAttribute("data-failed") ?? "";
    if (!line.isConnected) document.body.append(line);
  };
  document.addEventListener("error", ({ target }) => follow(target, true), { capture: true });
  document.addEventListener("load", ({ target }) => follow(target, false), { capture: true }); // no window hears it
  // those of the document itself may have failed before; without a frame, all are
  const own = document.documentElement.dataset.frame === "none" ? document : document.head;
  const look = () => {
    for (const link of own.querySelectorAll("link")) if (isOurs(link) && isEmpty(link)) follow(link, true);
  };
  if (document.readyState === "complete") look();
  else addEventListener("load", look);
}

if (globalThis.document) begin();

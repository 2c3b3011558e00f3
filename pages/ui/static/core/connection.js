// Says what is wrong where the page's socket does not open: without it Streamlit shows grey boxes for ever.
//
// Every document runs this beside Streamlit. It loads nothing else as long as all is well.

const PATIENCE_MS = 5000; // for Streamlit to connect
const PROBE_MS = 3000; // for a socket of our own, and for the server's answer
const AGAIN_MS = 2000;

const STYLE =
  "position: fixed; inset: 4rem 1rem auto; z-index: 999990; margin: 0 auto; max-width: 50rem; padding: 1rem 1.5rem; " +
  "border: 2px solid #b3261e; border-radius: 6px; background: #fff; color: #1a1f26; font: 1.125rem/1.5 sans-serif";

const LOST_STYLE =
  "position: fixed; inset: .3rem 1rem auto; z-index: 999990; margin: 0 auto; width: fit-content; max-width: 50rem; " +
  "padding: .3rem 1rem; border: 2px solid #b3261e; border-radius: 6px; background: #fff; color: #1a1f26; " +
  "font: 1rem/1.5 sans-serif; pointer-events: none"; // over the menu, which does nothing meanwhile
const BLINK_MS = 1000; // a connection that is back sooner is not worth a word
const LOOK_MS = 50;
const SOON_MS = 250;

const api = new URL("../../../api/", import.meta.url);

/** Whether Streamlit's page has its socket. */
export function isConnected() {
  return (
    document.querySelector("[data-test-connection-state]")?.getAttribute("data-test-connection-state") === "CONNECTED"
  );
}

/** Whether a socket to the server opens: a filter may swallow what would open it. @returns {Promise<boolean>} */
function opens() {
  return new Promise((resolve) => {
    const socket = new WebSocket(new URL("watch", api));
    const end = (/** @type {boolean} */ opened) => {
      resolve(opened);
      socket.close();
    };
    socket.addEventListener("open", () => end(true));
    socket.addEventListener("error", () => end(false));
    setTimeout(() => end(false), PROBE_MS);
  });
}

/**
 * What is wrong, once it is known: the server refuses this address, or something on the way holds sockets up. Null
 * where a socket opens after all, and where the server does not answer: Streamlit says that.
 * @returns {Promise<"refused" | "blocked" | null>}
 */
async function trouble() {
  if (await opens()) return null;
  try {
    const url = new URL(`connection?origin=${encodeURIComponent(location.origin)}`, api);
    const answer = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) });
    const { allowed } = await answer.json();
    return allowed ? "blocked" : "refused";
  } catch {
    return null;
  }
}

/** @param {"refused" | "blocked"} what */
async function sentence(what) {
  const { t } = await import("./texts.js");
  return what === "refused"
    ? t(
        "The server answers, but does not let a page of {origin} open the connection (WebSocket) that this page needs. Whoever runs the server finds what to set in its README under “Behind a forwarding host”.",
        { origin: location.origin },
      )
    : t(
        "The server answers, but the connection (WebSocket) that this page needs does not get through: a proxy or a filter of the network holds it up. Another network, or whoever runs this one, can help.",
      );
}

/** The same without the connection, where that can be shown. @param {HTMLElement} line */
async function offerPlain(line) {
  const path = document.querySelector("script[data-plain]")?.getAttribute("data-plain");
  if (!path) return;
  const { t } = await import("./texts.js");
  const link = document.createElement("a");
  link.href = new URL(path, document.baseURI).href + location.search;
  link.textContent = t("Go on without it");
  link.style.cssText = "display: block; margin-top: .5rem; color: #1d5fbf";
  line.append(link);
}

/** Until Streamlit is connected, which it goes on trying. */
async function tell() {
  const what = isConnected() ? null : await trouble();
  const text = what && (await sentence(what));
  if (!text || isConnected()) return void (isConnected() || setTimeout(tell, AGAIN_MS));
  const line = document.createElement("p");
  line.style.cssText = STYLE;
  line.setAttribute("role", "alert");
  line.textContent = text;
  await offerPlain(line);
  document.body.prepend(line);
  const waiting = setInterval(() => {
    if (!isConnected()) return;
    clearInterval(waiting);
    line.remove();
  }, AGAIN_MS);
}

/** After a connection was lost: a line, in place of Streamlit's dialog, which veils the page and takes the keys. */
async function bridge() {
  const { t } = await import("./texts.js");
  const line = document.createElement("p");
  line.style.cssText = LOST_STYLE;
  line.setAttribute("role", "status");
  document.body.append(line);
  const begun = performance.now();
  const waiting = setInterval(() => {
    if (isConnected()) {
      clearInterval(waiting);
      return line.remove();
    }
    /** @type {HTMLElement | null} */ (document.querySelector("[role=dialog] button[aria-label=Close]"))?.click();
    const isTold = document.querySelector(".page > .banner.error:not([hidden])");
    line.hidden = Boolean(isTold) || performance.now() - begun < BLINK_MS;
    const text = t("No connection to the server. Nothing is lost; it goes on as soon as it answers.");
    if (line.textContent !== text) line.textContent = text;
  }, LOOK_MS);
}

/** From the first connection on. */
function follow() {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app || !isConnected()) return void setTimeout(follow, SOON_MS);
  let isLost = false;
  const changed = () => {
    if (!isLost && !isConnected()) bridge();
    isLost = !isConnected();
  };
  new MutationObserver(changed).observe(app, { attributeFilter: ["data-test-connection-state"] });
}

setTimeout(tell, PATIENCE_MS);
follow();

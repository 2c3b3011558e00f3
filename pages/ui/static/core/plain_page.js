// Mounts a page in a document of its own, without Streamlit: with what a component would be handed.

import { link } from "./address.js";

const script = /** @type {HTMLElement} */ (document.querySelector("script[data-script]"));
const at = (/** @type {string} */ path) => new URL(path, document.baseURI).href;

try {
  const page = await import(at(script.dataset.script ?? ""));
  const component = { parentElement: document.querySelector("main"), setStateValue: () => {} };
  const mount = () => page.mount(component, { api: at("../api/"), uplot: at(script.dataset.uplot ?? "") });
  mount();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", mount); // which follows the theme
} catch (error) {
  const said = document.querySelector("script[data-failed]")?.getAttribute("data-failed");
  const page = document.querySelector("main .page");
  if (page) page.textContent = said ?? String(error);
}

// The link is read when it is followed: it changes with the page.
for (const other of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-do=again]"))) {
  const app = other.href;
  other.addEventListener("click", () => (other.href = link() ? `${app}?${link()}` : app));
}

// What stands beside the picture: the lanes, the curves and the table, one at a time where there is no room for all.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

const TABS = { lanes: t("Lanes"), curves: t("Curves"), board: t("Table") };

/** @typedef {keyof typeof TABS} Name */

/**
 * Its parts, by name, each a panel of its own; the style sheet shows the one that is chosen, or all.
 * @param {Record<Name, HTMLElement>} parts
 */
export function sidePanel(parts) {
  const names = /** @type {Name[]} */ (Object.keys(TABS));
  const root = h("div", { className: "side", "data-tab": names[0] });
  const tabs = names.map((name) => {
    const tab = h(
      "button",
      { type: "button", role: "tab", className: "tab", id: `tab-${name}`, "data-show": name },
      TABS[name],
    );
    tab.addEventListener("click", () => choose(name));
    return tab;
  });
  const list = h("div", { className: "tabs", role: "tablist", "aria-label": t("Beside the picture") }, ...tabs);
  list.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = (tabs.findIndex((tab) => tab === document.activeElement) + by + tabs.length) % tabs.length;
    choose(names[next]);
    tabs[next].focus();
  });
  /** @param {Name} chosen */
  function choose(chosen) {
    root.dataset.tab = chosen;
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(names[i] === chosen));
      tab.tabIndex = names[i] === chosen ? 0 : -1;
    });
  }
  for (const name of names) {
    parts[name].setAttribute("role", "tabpanel");
    parts[name].tabIndex = 0; // arrow keys scroll it
    parts[name].setAttribute("aria-labelledby", `tab-${name}`);
  }
  choose(names[0]);
  root.append(list, ...names.map((name) => parts[name]));
  return root;
}

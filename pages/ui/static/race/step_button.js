// The way from a race into one of its steps: a button of the bar.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

/** The step that follows the one shown, of the first lane that is drawn. @param {import("./page.js").Race} page */
export function insideButton(page) {
  const button = h("button", { type: "button", className: "inside", "data-do": "inside" }, t("Inside this step"));
  button.addEventListener("click", () => {
    const { store, player, catalog } = page;
    const query = new URLSearchParams(store.query);
    const lane = Array.from({ length: store.count }, (_, index) => index).find((index) => !page.hidden(index)) ?? 0;
    for (const key of [...query.keys()]) {
      if (catalog.view_keys.race.includes(key) || key.endsWith(".hidden")) query.delete(key);
    }
    query.set("lane", String(lane + 1));
    query.set("at", String(Math.min(player.step, player.length - 1)));
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) query.set("lang", lang);
    location.assign(`${new URL("step", location.href).pathname}?${query}`);
  });
  return button;
}

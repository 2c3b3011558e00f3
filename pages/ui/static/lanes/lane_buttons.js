// What is done to a lane as a whole: hidden and shown, duplicated, moved, removed.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/texts.js";

/** @typedef {import("../core/page.js").Page} Page */
/** @typedef {import("./lanes.js").Part} Part */
/** @typedef {[key: string, value: string][]} Keys of a lane in the link, without its number */
/** @typedef {{name: string, text: string, possible: boolean, arrange: (lanes: Keys[]) => Keys[]}} Action */

/**
 * The button that hides a lane.
 * @param {Page} page
 * @param {number} index
 * @returns {Part}
 */
export function hider({ store }, index) {
  const key = `${index + 1}.hidden`;
  const element = h("button", { type: "button", className: "icon", "data-focus": key, "data-hide": index + 1 });
  element.addEventListener("click", () => {
    store.set({ [key]: store.get(key) === "1" ? 0 : 1 });
    store.commit("replace");
  });
  const refresh = () => {
    const hidden = store.get(key) === "1";
    element.replaceChildren(icon(hidden ? "hidden" : "shown"));
    element.title = hidden ? t("Show") : t("Hide");
    element.setAttribute("aria-label", `${element.title}, ${index + 1}`);
    element.setAttribute("aria-pressed", String(hidden));
    element.closest(".lane")?.classList.toggle("hidden", hidden);
  };
  return { element, refresh };
}

/**
 * The menu of what else is done to lane `index` of `count`.
 * @param {Page} page
 * @param {number} index
 * @param {number} count
 */
export function menu({ catalog, store }, index, count) {
  const actions = actionsOn(index, count, catalog.most_lanes);
  const title = t("Duplicate, move or remove");
  const select = h(
    "select",
    {
      className: "menu",
      "aria-label": `${title}, ${index + 1}`,
      title,
      "data-focus": `menu${index}`,
      "data-menu": index + 1,
    },
    h("option", { value: "" }, "⋯"),
    ...actions.map(({ name, text, possible }) => h("option", { value: name, disabled: !possible }, text)),
  );
  select.addEventListener("change", () => {
    const action = actions.find(({ name }) => name === select.value);
    select.value = "";
    if (action) store.arrange(action.arrange);
  });
  return select;
}

/**
 * @param {number} index
 * @param {number} count
 * @param {number} most
 * @returns {Action[]}
 */
function actionsOn(index, count, most) {
  /** @param {number} by @returns {Action["arrange"]} */
  const move = (by) => (lanes) => {
    lanes.splice(index + by, 0, ...lanes.splice(index, 1));
    return lanes;
  };
  return [
    {
      name: "duplicate",
      text: t("Duplicate"),
      possible: count < most,
      arrange: (lanes) => lanes.toSpliced(index + 1, 0, lanes[index]),
    },
    { name: "move_up", text: t("Move up"), possible: index > 0, arrange: move(-1) },
    { name: "move_down", text: t("Move down"), possible: index < count - 1, arrange: move(1) },
    { name: "remove", text: t("Remove"), possible: count > 1, arrange: (lanes) => lanes.toSpliced(index, 1) },
  ];
}

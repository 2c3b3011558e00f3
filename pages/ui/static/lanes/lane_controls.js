// What changes a lane as a whole, or the order of lanes: which optimizer, hide, duplicate, move, remove, add.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/texts.js";

/** @typedef {import("../core/store.js").Store} Store */
/** @typedef {import("../core/query.js").LaneKeys} LaneKeys */
/** @typedef {import("../core/toolbar.js").Control} Control */

/**
 * A list to pick an entry of the catalog from; `choose` takes its name.
 * @param {string} key of the link
 * @param {string} label
 * @param {number} index of the lane
 * @param {HTMLOptionElement[]} options
 * @param {string} chosen
 * @param {(name: string) => void} choose
 */
export function entryList(key, label, index, options, chosen, choose) {
  const hooks = { "data-choice": key, "data-focus": key };
  const select = h("select", { "aria-label": `${label}, ${index + 1}`, title: label, ...hooks }, ...options);
  select.value = chosen;
  select.addEventListener("change", () => choose(select.value));
  return select;
}

/** Hides a lane, or shows it again. @param {Store} store @param {number} index @returns {Control} */
export function hideButton(store, index) {
  const key = `${index + 1}.hidden`;
  const button = h("button", { type: "button", className: "icon", "data-focus": key, "data-hide": index + 1 });
  button.addEventListener("click", () => {
    store.set({ [key]: store.get(key) === "1" ? 0 : 1 });
    store.commit("replace");
  });
  const refresh = () => {
    const hidden = store.get(key) === "1";
    if (button.getAttribute("aria-pressed") === String(hidden)) return;
    button.replaceChildren(icon(hidden ? "hidden" : "shown"));
    button.title = hidden ? t("Show") : t("Hide");
    button.setAttribute("aria-label", `${button.title}, ${index + 1}`);
    button.setAttribute("aria-pressed", String(hidden));
    button.closest(".lane")?.classList.toggle("hidden", hidden);
  };
  return { element: button, refresh };
}

/**
 * Duplicates, moves or removes lane `index`.
 * @param {Store} store
 * @param {number} index
 * @param {number} maxLanes
 */
export function laneMenu(store, index, maxLanes) {
  /** @param {number} by @returns {(lanes: LaneKeys[]) => LaneKeys[]} */
  const move = (by) => (lanes) => {
    const others = lanes.toSpliced(index, 1);
    return others.toSpliced(index + by, 0, lanes[index]);
  };
  /** @type {{name: string, text: string, possible: boolean, arrange: (lanes: LaneKeys[]) => LaneKeys[]}[]} */
  const actions = [
    {
      name: "duplicate",
      text: t("Duplicate"),
      possible: store.count < maxLanes,
      arrange: (lanes) => lanes.toSpliced(index + 1, 0, lanes[index]),
    },
    { name: "move_up", text: t("Move up"), possible: index > 0, arrange: move(-1) },
    { name: "move_down", text: t("Move down"), possible: index < store.count - 1, arrange: move(1) },
    {
      name: "remove",
      text: t("Remove"),
      possible: store.count > 1,
      arrange: (lanes) => lanes.toSpliced(index, 1),
    },
  ];
  const title = t("Duplicate, move or remove");
  const hooks = { "data-focus": `menu${index}`, "data-menu": index + 1 };
  const menu = h(
    "select",
    { className: "menu", "aria-label": `${title}, ${index + 1}`, title, ...hooks },
    h("option", { value: "" }, "⋯"),
    ...actions.map(({ name, text, possible }) => h("option", { value: name, disabled: !possible }, text)),
  );
  opensFirst(menu);
  menu.addEventListener("change", () => {
    const action = actions.find(({ name }) => name === menu.value);
    menu.value = "";
    if (action) store.arrange(action.arrange);
  });
  return menu;
}

/** A list that does something does not do it at the first arrow or letter: that opens it, as the space bar does.
 * @param {HTMLSelectElement} list */
function opensFirst(list) {
  list.addEventListener("keydown", (event) => {
    const isOther =
      event.altKey || event.ctrlKey || event.metaKey || [" ", "Enter", "Escape", "Tab"].includes(event.key);
    if (isOther || event.key === "Shift") return;
    event.preventDefault();
    list.showPicker?.();
  });
}

/** Adds a lane with an entry at its defaults.
 * @param {Store} store @param {HTMLOptionElement[]} entries @param {string} title */
export function laneAdder(store, entries, title = t("+ Add a lane …")) {
  const select = h(
    "select",
    { className: "add", "aria-label": title, "data-focus": "add", "data-add": "" },
    h("option", { value: "" }, title),
    ...entries,
  );
  opensFirst(select);
  select.addEventListener("change", () => store.arrange((lanes) => [...lanes, [["", select.value]]]));
  return select;
}

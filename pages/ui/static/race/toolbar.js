// The choices above the race: a race of the gallery, the surface, and how it is looked at.

import { Toolbar, list, menu, switches } from "../core/toolbar.js";
import { t } from "../core/texts.js";

/** Ways of looking: the link's key, what it is, its options. @type {[string, string, string[][]][]} */
const WAYS = [
  [
    "view",
    t("View"),
    [
      ["2d", t("2-D")],
      ["3d", t("3-D")],
    ],
  ],
  [
    "map",
    t("Drawn as"),
    [
      ["contour", t("Contours")],
      ["heat", t("Heat map")],
    ],
  ],
  [
    "height",
    t("Height scale"),
    [
      ["log", t("Log height")],
      ["linear", t("Linear height")],
    ],
  ],
  [
    "loss",
    t("Loss scale"),
    [
      ["log", t("Log loss")],
      ["linear", t("Linear loss")],
    ],
  ],
];

/** @param {import("./page.js").Race} page */
export function raceToolbar(page) {
  const { surfaces } = page.catalog;
  const labels = Object.entries(surfaces).map(([name, { label }]) => [name, t(label)]);
  /** Another surface, with its own parameters, start and, unless one was chosen, scale of heights.
   * @param {string} surface */
  const choose = (surface) => {
    const { store } = page;
    const dropped = [...store.keys("surface"), "x", "y", "step"].map((key) => [key, null]);
    const follows = store.get("height") === surfaces[store.get("surface")]?.height_scale;
    const height = follows ? surfaces[surface].height_scale : store.get("height");
    page.captions.offer.expect();
    store.openWith({ ...Object.fromEntries(dropped), surface, height });
  };
  const [dimensions, ...ways] = WAYS.map(([key, label, options]) => switches(page, key, label, options));
  return new Toolbar(page, { name: "race", label: t("A race from the gallery") }, [
    list(page, "surface", t("Surface"), labels, choose),
    dimensions,
    menu(t("View"), ways),
  ]);
}

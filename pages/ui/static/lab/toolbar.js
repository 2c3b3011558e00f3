// The choices above the lab: a training of the gallery, the images, and how the curves are drawn.

import { Toolbar, list, switches } from "../core/toolbar.js";
import { t } from "../core/texts.js";

/** Ways of looking: the link's key, what it is, its options. @type {[string, string, string[][]][]} */
const WAYS = [
  [
    "axis",
    t("The curves over"),
    [
      ["epochs", t("Epochs")],
      ["steps", t("Steps")],
      ["examples", t("Examples")],
      ["seconds", t("Seconds")],
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
  [
    "accuracy",
    t("Accuracy scale"),
    [
      ["linear", t("Accuracy")],
      ["log", t("Log errors")],
    ],
  ],
];

/** @param {import("../core/page.js").Page} page */
export function labToolbar(page) {
  const { datasets } = page.catalog;
  const labels = Object.keys(datasets).map((name) => [name, t(datasets[name].label)]);
  /** Other images are another training, which nobody asked to run. @param {string} dataset */
  const choose = (dataset) => page.store.openWith({ dataset, run: 0 });
  return new Toolbar(page, { name: "lab", label: t("A training from the gallery") }, [
    list(page, "dataset", t("Images"), labels, choose),
    ...WAYS.map(([key, label, options]) => switches(page, key, label, options)),
  ]);
}

// The panels of the curves of a training: what each draws of which table, and what is said of its lines.

import { t } from "../core/texts.js";

/** @typedef {InstanceType<Window["uPlot"]>} Chart */
/** @typedef {ConstructorParameters<Window["uPlot"]>[0]} ChartOptions */
/** @typedef {NonNullable<ConstructorParameters<Window["uPlot"]>[1]>} ChartData */
/**
 * @typedef {object} Panel
 * @property {string} name
 * @property {string} title
 * @property {"steps" | "evaluations"} table
 * @property {string} column and of what lies around it, `low` and `high`
 * @property {string} low
 * @property {string} high
 * @property {"loss" | "accuracy" | "norm"} scale
 * @property {boolean} [large]
 * @property {boolean} [marks] whether it is marked which weights early stopping keeps
 */
/**
 * What is drawn, and how.
 * @typedef {object} CurveView
 * @property {import("./messages.js").Header & {lanes: import("./messages.js").Lane[]}} snapshot
 * @property {"epochs" | "steps" | "examples" | "seconds"} axis
 * @property {boolean} logLoss
 * @property {boolean} logAccuracy
 * @property {boolean} raw whether each mini-batch is drawn, too
 * @property {boolean} active whether it goes on
 * @property {(index: number) => boolean} hidden
 */

/** @type {Panel[]} */
export const PANELS = [
  {
    name: "training_loss",
    title: t("Training loss"),
    table: "steps",
    column: "loss",
    low: "low",
    high: "high",
    scale: "loss",
    large: true,
  },
  {
    name: "test_accuracy",
    title: t("Test accuracy"),
    table: "evaluations",
    column: "testAccuracy",
    low: "testAccuracyLow",
    high: "testAccuracyHigh",
    scale: "accuracy",
    large: true,
    marks: true,
  },
  {
    name: "validation_loss",
    title: t("Validation loss"),
    table: "evaluations",
    column: "validationLoss",
    low: "validationLossLow",
    high: "validationLossHigh",
    scale: "loss",
    marks: true,
  },
  {
    name: "validation_accuracy",
    title: t("Validation accuracy"),
    table: "evaluations",
    column: "validationAccuracy",
    low: "validationAccuracyLow",
    high: "validationAccuracyHigh",
    scale: "accuracy",
    marks: true,
  },
  {
    name: "gradient_norm",
    title: t("Gradient norm"),
    table: "steps",
    column: "norm",
    low: "normLow",
    high: "normHigh",
    scale: "norm",
  },
  {
    name: "learning_rate",
    title: t("Learning rate"),
    table: "steps",
    column: "rate",
    low: "rate",
    high: "rate",
    scale: "norm",
  },
];

/** What the x axis counts. */
export const AXES = { epochs: t("Epoch"), steps: t("Step"), examples: t("Examples seen"), seconds: t("Seconds") };

/**
 * Whether some lane may be stopped early, and keeps its best weights.
 * @param {CurveView} view
 */
export const stopsEarly = ({ snapshot }) => snapshot.lanes.some(({ best }) => best !== null);

/**
 * Whether there are no images to validate on.
 * @param {CurveView} view
 */
export function holdsNothingOut({ snapshot }) {
  const { validationLoss } = snapshot.lanes[0].evaluations;
  return validationLoss?.length > 0 && Number.isNaN(validationLoss[0]);
}

/**
 * Whether anything is drawn around the lines: each mini-batch, or the lowest and highest of the seeds.
 * @param {Panel} panel
 * @param {CurveView} view
 */
export function hasBands({ name, table }, { snapshot, raw }) {
  return name !== "learning_rate" && (snapshot.seeds > 1 || (table === "steps" && raw));
}

/**
 * Of what the curve is: why the training loss may lie above the validation loss.
 * @param {Panel} panel
 */
export const remarkOf = ({ name }) =>
  name === "training_loss" ? t("of each mini-batch before its step: dropout on, nothing smoothed or added") : "";

/**
 * What a line and its faint surroundings are.
 * @param {Panel} panel
 * @param {CurveView} view
 */
export function captionOf({ table, name, marks }, view) {
  const { seeds, window } = view.snapshot;
  if (name === "learning_rate") return "";
  if (name.startsWith("validation") && holdsNothingOut(view)) return t("nothing is held out");
  const parts = [];
  if (marks && stopsEarly(view)) parts.push(seeds > 1 ? t("marker: kept by the first seed") : t("marker: kept"));
  if (table === "steps" && window > 1) parts.push(t("mean of the last {window} steps", { window }));
  if (seeds > 1) parts.push(t("mean of up to {seeds} seeds; band: lowest and highest", { seeds }));
  else if (table === "steps" && name !== "training_loss" && view.raw && window > 1)
    parts.push(t("each mini-batch (faint)"));
  return parts.join("; ");
}

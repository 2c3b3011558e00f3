// The panels of the curves of a training: what each draws of which table, and what is said of its lines.

import { t } from "../core/texts.js";

/** @typedef {InstanceType<Window["uPlot"]>} Chart */
/** @typedef {ConstructorParameters<Window["uPlot"]>[0]} ChartOptions */
/** @typedef {NonNullable<ConstructorParameters<Window["uPlot"]>[1]>} ChartData */
/**
 * A line that every lane has in a panel.
 * @typedef {object} Line
 * @property {"steps" | "evaluations"} table
 * @property {string} column and of what lies around it, `low` and `high`
 * @property {string} low
 * @property {string} high
 * @property {string} [title] what it is, beside another line
 * @property {"training" | "validation"} [part] which of two it is: one is thin, one has dots
 * @property {boolean} [noisy] whether each mini-batch may be drawn around it
 */
/**
 * @typedef {object} Panel
 * @property {string} name
 * @property {string} title
 * @property {Line[]} lines
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

/** @param {"steps" | "evaluations"} table @param {string} column @param {Partial<Line>} [more] @returns {Line} */
const line = (table, column, more) => ({ table, column, low: `${column}Low`, high: `${column}High`, ...more });

/** @type {Panel[]} */
export const PANELS = [
  {
    name: "loss",
    title: t("Loss"),
    lines: [
      line("steps", "loss", { part: "training", title: t("Training loss"), noisy: true }),
      line("evaluations", "validationLoss", { part: "validation", title: t("Validation loss") }),
    ],
    scale: "loss",
    large: true,
    marks: true,
  },
  {
    name: "accuracy",
    title: t("Accuracy"),
    lines: [
      line("steps", "accuracy", { part: "training", title: t("Training accuracy") }),
      line("evaluations", "validationAccuracy", { part: "validation", title: t("Validation accuracy") }),
    ],
    scale: "accuracy",
    large: true,
    marks: true,
  },
  {
    name: "test_accuracy",
    title: t("Test accuracy"),
    lines: [line("evaluations", "testAccuracy")],
    scale: "accuracy",
    marks: true,
  },
  {
    name: "second_accuracy",
    title: t("Even or odd: test accuracy"),
    lines: [line("evaluations", "secondAccuracy")],
    scale: "accuracy",
    marks: true,
  },
  { name: "gradient_norm", title: t("Gradient norm"), lines: [line("steps", "norm", { noisy: true })], scale: "norm" },
  {
    name: "learning_rate",
    title: t("Learning rate"),
    lines: [line("steps", "rate", { low: "rate", high: "rate" })],
    scale: "norm",
  },
];

/** The panels that there are: of a second head only where a lane has one. @param {CurveView} view */
export const panelsOf = ({ snapshot }) =>
  PANELS.filter(({ name }) => name !== "second_accuracy" || snapshot.lanes.some(({ second }) => second));

/**
 * The lines of a panel that there are: none of a validation where nothing is held out.
 * @param {Panel} panel
 * @param {CurveView} view
 */
export const linesOf = ({ lines }, view) => lines.filter(({ part }) => part !== "validation" || !holdsNothingOut(view));

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
  const known = snapshot.lanes.find(({ evaluations }) => evaluations.validationLoss?.length);
  return known !== undefined && Number.isNaN(known.evaluations.validationLoss[0]);
}

/**
 * Whether anything is drawn around a line: each mini-batch, or the lowest and highest of the seeds.
 * @param {Line} line
 * @param {CurveView} view
 */
export const hasBand = ({ noisy, low, column }, { snapshot, raw }) =>
  snapshot.seeds > 1 ? low !== column : Boolean(noisy && raw);

/** What the training curves are of: why the training loss may lie above the validation loss. */
export const remark = () =>
  t(
    "training: of each mini-batch before its step, dropout on, labels as given, without label smoothing and penalty: so its loss may lie above the validation loss",
  );

/**
 * What the lines of a panel and their faint surroundings are.
 * @param {Panel} panel
 * @param {CurveView} view
 */
export function captionOf(panel, view) {
  const { seeds, lanes } = view.snapshot;
  const windows = lanes.map(({ window }) => window);
  const [low, high] = [Math.min(...windows), Math.max(...windows)];
  const { lines, name, marks } = panel;
  if (name === "learning_rate") return "";
  const parts = [];
  if (linesOf(panel, view).length > 1) parts.push(t("thin: training; with dots: validation"));
  else if (lines.length > 1) parts.push(t("training; nothing is held out"));
  if (name === "gradient_norm" && view.snapshot.lanes.some(({ clip }) => clip))
    parts.push(t("dotted: clipped to this"));
  if (marks && stopsEarly(view)) parts.push(seeds > 1 ? t("marker: kept by the first seed") : t("marker: kept"));
  if (lines[0].table === "steps" && high > 1)
    parts.push(
      low === high
        ? t("mean of the last {window} steps", { window: high })
        : t("mean of the last {low} to {high} steps, as the mini-batches are", { low, high }),
    );
  if (seeds > 1) parts.push(t("mean of up to {seeds} seeds; band: lowest and highest", { seeds }));
  else if (lines.length === 1 && hasBand(lines[0], view) && high > 1) parts.push(t("each mini-batch (faint)"));
  return parts.join("; ");
}

// What the server says of a training in kinds and numbers, in words: how it stands, verdicts, cells of the table.

import { about, count, duration, number, percent } from "../core/numbers.js";
import { t } from "../core/texts.js";

/** @typedef {import("./messages.js").Header} Header */
/** @typedef {import("./messages.js").Verdict} Verdict */
/** @typedef {import("./messages.js").Row} Row */
/** @typedef {import("./messages.js").Accuracies} Accuracies */
/** @typedef {import("./messages.js").Reached} Reached */
/** @typedef {{datasets: Record<string, {title: string}>}} Catalog */

/**
 * How a training stands, in one sentence.
 * @param {Catalog} catalog
 * @param {Header} header
 */
export function stateText({ datasets }, header) {
  const { state, share, left, place, waiting, loading } = header;
  const part = percent(share, 0);
  const time = left === null ? "" : about(left);
  if (header.lost) return t("The server has ended this training. The curves are kept.");
  switch (state) {
    case "queued":
      return share > 0
        ? t("Others have their turn: number {place} of {waiting}, {share} done", { place, waiting, share: part })
        : t("Waiting for its turn: number {place} of {waiting}", { place, waiting });
    case "loading": {
      const title = t(datasets[header.dataset].title);
      const what = loading?.file ? `${title}: ${loading.file}` : title;
      return t("{what} is coming: {share}", { what, share: percent(loading?.share ?? 0, 0) });
    }
    case "running":
      if (share > 0) {
        return time
          ? t("Training: {share}, {time} left", { share: part, time })
          : t("Training: {share}", { share: part });
      }
      return time
        ? t("Beginning: the programs are compiled, {time} left", { time })
        : t("Beginning: the programs are compiled");
    case "finished":
      return t("Finished in {time}", { time: duration(header.seconds) });
    case "stopped":
      return t("Stopped after {share}", { share: part });
    case "failed":
      if (header.fault === "memory") return t("The server has too little memory for this training.");
      return t("This training failed. The reason is in the server's log.");
    case "left":
      return t("You have stopped watching. Others have it go on.");
    case "full":
      return t("So many trainings wait already that no other can. Try again in a minute.");
    default:
      return t("Nobody has trained this lately.");
  }
}

/** Why a data set cannot be had. @type {Record<string, string>} */
const REASONS = {
  certificate: t(
    "{wanted} cannot be had: the servers that have it show a certificate that this server does not trust. Trained on {used} instead.",
  ),
  disk: t("{wanted} cannot be had: this server has no folder with room for it. Trained on {used} instead."),
  answer: t(
    "{wanted} cannot be had: the servers that have it send something else, as in a network where one has to sign in. Trained on {used} instead.",
  ),
  network: t(
    "{wanted} cannot be had: this server does not reach any of the servers that have it. Trained on {used} instead.",
  ),
};

/**
 * That one data set stands in for another.
 * @param {Catalog} catalog
 * @param {Header["fallback"]} fallback
 */
export function fallbackText({ datasets }, fallback) {
  if (!fallback) return "";
  const [wanted, used] = [fallback.wanted, fallback.used].map((name) => t(datasets[name].title));
  return t(REASONS[fallback.reason], { wanted, used });
}

/**
 * How a lane stands.
 * @param {Verdict} verdict
 */
export function verdictText(verdict) {
  if (verdict.kind === "waiting") return t("Not begun");
  const { epochs } = verdict;
  const epoch = verdict.epoch.toFixed(1);
  const step = count(Math.round(verdict.step ?? 0));
  return ofSeeds(kindText(verdict.kind, { epoch, epochs, step }), verdict);
}

/**
 * @param {string} kind
 * @param {{epoch: string, epochs?: number, step: string}} values
 */
function kindText(kind, values) {
  switch (kind) {
    case "training":
      return t("Epoch {epoch} of {epochs}", values);
    case "diverged":
      return t("Diverged in epoch {epoch} (step {step})", values);
    case "dead_units":
      return t("Dead units since epoch {epoch}: a whole layer gives nothing but zeros", values);
    case "collapsed_to_chance":
      return t("Collapsed to chance in epoch {epoch}, when the loss shot up", values);
    case "not_learning":
      return t("Not learning: as good as guessing");
    case "learning_slowly":
      return t("Learning slowly: hardly better than guessing so far");
    case "stopped_early":
      return t("Stopped early in epoch {epoch} (step {step})", values);
    case "overfitting":
      return t("Overfitting since epoch {epoch}: the validation loss rises", values);
    case "still_improving":
      return t("Still improving");
    case "no_longer_improving":
      return t("No clear improvement in the last epoch");
    default:
      return kind;
  }
}

/**
 * How much of its learning rate a schedule leaves for the last step.
 * @param {number} left as a share
 */
export const rateLeftText = (left) =>
  left === 1
    ? t("In so short a training the schedule changes nothing.")
    : t("At the end {share} of the learning rate is left.", { share: percent(left, null) });

/** What batch normalization does to a mini-batch of one: its mean is the image itself. */
export const normalizesOneText = () =>
  t(
    "With one image in a mini-batch, batch normalization leaves nothing of the image: the weights before it have a gradient of zero and do not learn.",
  );

/**
 * The test accuracy that a lane has now; nothing before the first evaluation.
 * @param {Row} row
 */
export const accuracyText = ({ final }) => (final ? percent(final.mean ?? NaN, 2) : "");

/**
 * The cells of a lane's row.
 * @param {Row} row
 * @param {number | null} perEpoch how many steps an epoch has, where lanes' steps are not to be compared
 */
export const rowTexts = ({ final, second, best, pace, reached95, reached97 }, perEpoch = null) => ({
  final: second ? bothText(accuracies(final), accuracies(second)) : accuracies(final),
  best: accuracies(best),
  pace: pace === null ? "–" : pace < 10 ? t("{n} s", { n: number(pace, 2) }) : duration(pace),
  reached95: reached(reached95, perEpoch),
  reached97: reached(reached97, perEpoch),
});

/** Of a lane with a second head. @param {string} accuracy @param {string} second */
export const bothText = (accuracy, second) => t("{accuracy}; even or odd: {second}", { accuracy, second });

/** @param {Accuracies | null} found */
function accuracies(found) {
  if (!found || found.mean === null) return "–";
  const accuracy = percent(found.mean, 2);
  if (found.epoch !== undefined) {
    const epoch = found.epoch.toFixed(1).replace(/\.0$/, "");
    return t("{accuracy} (epoch {epoch})", { accuracy, epoch });
  }
  const range = found.count > 1 ? ` (${(100 * found.low).toFixed(2)}–${(100 * found.high).toFixed(2)})` : "";
  return ofSeeds(accuracy + range, found);
}

/** @param {Reached} found @param {number | null} perEpoch */
function reached(found, perEpoch) {
  if (found.kind === "never") return t("never");
  if (found.kind === "not_yet") return "–";
  const { mean, low, high } = found.step;
  if (perEpoch) {
    const [epoch, first, last] = [mean, low, high].map((step) => (step / perEpoch).toFixed(1).replace(/\.0$/, ""));
    const between = first === last ? "" : ` (${first}–${last})`;
    return ofSeeds(t("epoch {epoch}, {time}", { epoch: epoch + between, time: duration(found.seconds) }), found);
  }
  const range = low < high ? ` (${count(low)}–${count(high)})` : "";
  const step = count(Math.round(mean)) + range;
  return ofSeeds(t("step {step}, {time}", { step, time: duration(found.seconds) }), found);
}

/**
 * What holds for so many of a lane's seeds.
 * @param {string} text
 * @param {{count: number, seeds: number}} of
 */
const ofSeeds = (text, { count, seeds }) =>
  count === seeds ? text : t("{text}; {count} of {seeds} seeds", { text, count, seeds });

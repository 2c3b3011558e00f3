"""What is said of a lane of a training: its row in the table, and its verdict."""

import math
from collections.abc import Sequence
from statistics import mean

from optim_core.network import outcome
from optim_core.network.outcome import TrainingOutcome, reached
from optim_core.network.run import Run
from pages.ui.lab import texts as lab_texts


def verdict(
    runs: Sequence[Run], steps_per_epoch: int, epochs: int, goes_on: bool
) -> tuple[str, str]:
    """How a lane stands: the kind that most of its seeds have, and in words.

    While it goes on, only "dead_units", and how the runs that ended did so; otherwise how far
    it is, with the kind "training" or "waiting".
    """
    begun = [run for run in runs if run.steps]
    if not begun:
        return "waiting", lab_texts.WAITING
    found = [outcome.training_outcome(run, steps_per_epoch) for run in begun]
    kinds = [each.kind for each in found]
    kind = max(lab_texts.VERDICTS, key=kinds.count)  # of as many, the first of the table
    its = [run for run, each in zip(begun, found, strict=True) if each.kind == kind]
    sure = kind in lab_texts.SURE and (kind == "dead_units" or all(run.ended for run in its))
    if goes_on and not all(run.ended for run in runs) and not sure:
        epoch = mean(run.steps for run in begun) / steps_per_epoch
        text = lab_texts.TRAINING.format(epoch=f"{epoch:.1f}", epochs=epochs)
        return "training", _of_seeds(text, len(begun), len(runs))
    text = _told(found[kinds.index(kind)])
    return kind, _of_seeds(text, kinds.count(kind), len(runs))


def _told(found: TrainingOutcome) -> str:
    return lab_texts.VERDICTS[found.kind].format(epoch=f"{found.epoch:.1f}", step=f"{found.step:,}")


def finals(runs: Sequence[Run], keeps_best: bool) -> list[float]:
    """Of each seed that has begun the test accuracy of the weights that are kept.

    They are the last, or with early stopping those with the lowest validation loss.
    """
    begun = [run for run in runs if len(run.evaluated)]
    return [float(run.test_accuracy[run.best if keeps_best else -1]) for run in begun]


def row(runs: Sequence[Run], steps_per_epoch: int, keeps_best: bool) -> dict[str, str]:
    """A lane's row in the table, as texts: of several seeds the mean, and lowest to highest."""
    begun = [run for run in runs if len(run.evaluated)]
    final = finals(runs, keeps_best)
    best = [max(run.test_accuracy.tolist(), key=_or_nothing) for run in begun]
    row = {"final": _accuracies(final, len(runs)), "best": _accuracies(best, len(runs))}
    if len(runs) == len(begun) == 1 and best[0] == best[0]:
        step = begun[0].evaluated[begun[0].test_accuracy.tolist().index(best[0])]
        row["best"] += f" (epoch {_short(step / steps_per_epoch)})"
    for name, accuracy in (("reached95", 0.95), ("reached97", 0.97)):
        row[name] = _reached(runs, accuracy)
    return row


def _or_nothing(accuracy: float) -> float:
    return accuracy if accuracy == accuracy else -1.0


def accuracy(values: Sequence[float]) -> str:
    """The mean of some accuracies, without those that are NaN; nothing for none."""
    there = _there(values)
    return lab_texts.percent(mean(there) if there else math.nan) if values else ""


def _there(values: Sequence[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]


def _accuracies(values: Sequence[float], seeds: int) -> str:
    there = _there(values)
    text = accuracy(values) or "–"
    if len(there) > 1:
        text += f" ({100 * min(there):.2f}–{100 * max(there):.2f})"
    return _of_seeds(text, len(there), seeds) if there else text


def _of_seeds(text: str, count: int, seeds: int) -> str:
    """What holds for so many of a lane's seeds."""
    return text if count == seeds else lab_texts.SOME.format(text=text, count=count, seeds=seeds)


def _reached(runs: Sequence[Run], accuracy: float) -> str:
    found = [reached(run, accuracy) for run in runs]
    there = [each for each in found if each]
    if not there:
        return lab_texts.NEVER if runs and all(run.ended for run in runs) else "–"
    steps, seconds = [each.step for each in there], [each.seconds for each in there]
    text = f"step {mean(steps):,.0f}"
    if min(steps) < max(steps):
        text += f" ({min(steps):,}–{max(steps):,})"
    text += f", {lab_texts.duration(mean(seconds))}"
    return _of_seeds(text, len(there), len(runs))


def _short(epoch: float) -> str:
    return f"{epoch:.1f}".removesuffix(".0")

"""How a lane of a training stands, in kinds and numbers: its verdict, and its row in the table."""

import math
from collections.abc import Sequence
from statistics import mean
from typing import Any, get_args

from optim_core.network import outcome
from optim_core.network.outcome import TrainingOutcomeKind, reached
from optim_core.network.run import Run

SURE = "diverged", "dead_units", "stopped_early"  # what may be said before the end
REACHED = {"reached95": 0.95, "reached97": 0.97}  # by column of the table: a test accuracy


def verdict(
    runs: Sequence[Run], steps_per_epoch: int, epochs: int, goes_on: bool
) -> dict[str, Any]:
    """How a lane stands: {kind, step, epoch, count, seeds}, the kind that most of its seeds have.

    `step` and `epoch` are of the first of the `count` seeds that have it. While it goes on, only
    "dead_units", and how the runs that ended did so; otherwise the kind is "training" with the mean
    `epoch` of `epochs` of those that have begun, or "waiting".
    """
    begun = [run for run in runs if run.steps]
    if not begun:
        return {"kind": "waiting"}
    found = [outcome.training_outcome(run, steps_per_epoch) for run in begun]
    kinds = [each.kind for each in found]
    kind = max(get_args(TrainingOutcomeKind), key=kinds.count)  # of as many, the first of the table
    its = [run for run, each in zip(begun, found, strict=True) if each.kind == kind]
    sure = kind in SURE and (kind == "dead_units" or all(run.ended for run in its))
    if goes_on and not all(run.ended for run in runs) and not sure:
        epoch = mean(run.steps for run in begun) / steps_per_epoch
        about = {"kind": "training", "epoch": round(epoch, 4), "epochs": epochs}
        return about | {"count": len(begun), "seeds": len(runs)}
    first = found[kinds.index(kind)]
    about = {"kind": kind, "step": first.step, "epoch": round(first.epoch, 4)}
    return about | {"count": kinds.count(kind), "seeds": len(runs)}


def row(runs: Sequence[Run], steps_per_epoch: int, keeps_best: bool) -> dict[str, Any]:
    """A lane's row in the table; `final` is of the weights that are kept.

    They are the last, or with early stopping those with the lowest validation loss. `best` has its
    `epoch` where there is one seed. `pace` is in seconds of computing for each epoch, None before
    the first step.
    """
    begun = [run for run in runs if len(run.evaluated)]
    paces = [float(run.seconds[-1]) / run.steps for run in runs if run.steps]
    final = [float(run.test_accuracy[run.best if keeps_best else -1]) for run in begun]
    best = [max(run.test_accuracy.tolist(), key=_or_nothing) for run in begun]
    row: dict[str, Any] = {
        "final": _accuracies(final, len(runs)),
        "best": _accuracies(best, len(runs)),
    }
    if row["best"] and len(runs) == 1 and not math.isnan(best[0]):
        step = begun[0].evaluated[begun[0].test_accuracy.tolist().index(best[0])]
        row["best"]["epoch"] = round(float(step / steps_per_epoch), 4)
    row["pace"] = round(mean(paces) * steps_per_epoch, 6) if paces else None
    return row | {name: _reached(runs, accuracy) for name, accuracy in REACHED.items()}


def _or_nothing(accuracy: float) -> float:
    return -1.0 if math.isnan(accuracy) else accuracy


def _accuracies(values: Sequence[float], seeds: int) -> dict[str, Any] | None:
    """Mean, lowest and highest, of the `count` that are no NaN. None for none at all."""
    if not values:
        return None
    known = [value for value in values if not math.isnan(value)]
    spread = _spread(known) if known else dict.fromkeys(("mean", "low", "high"))
    return spread | {"count": len(known), "seeds": seeds}


def _reached(runs: Sequence[Run], accuracy: float) -> dict[str, Any]:
    """After how many steps and seconds; `kind` is "reached", "not_yet" or "never"."""
    found = [reached(run, accuracy) for run in runs]
    there = [each for each in found if each]
    if not there:
        return {"kind": "never" if runs and all(run.ended for run in runs) else "not_yet"}
    return {
        "kind": "reached",
        "step": _spread([each.step for each in there]),
        "seconds": round(mean(each.seconds for each in there), 4),
        "count": len(there),
        "seeds": len(runs),
    }


def _spread(values: Sequence[float]) -> dict[str, Any]:
    found = {"mean": mean(values), "low": min(values), "high": max(values)}
    return {name: round(value, 6) for name, value in found.items()}

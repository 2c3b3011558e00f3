"""Every word on the lab page that is not an entry's own: in one place, to be translated there."""

from collections.abc import Mapping, Sequence
from statistics import mean

from optim_core import learning
from optim_core.datasets import DATASETS as SOURCES
from optim_core.learning import Kind, Verdict, reached
from optim_core.run import Run

VERDICTS: Mapping[Kind, str] = {
    "diverged": "Diverged in epoch {epoch} (step {step})",
    "dead": "Dead units since epoch {epoch}: a whole layer is silent",
    "ruined": "Ruined in epoch {epoch}: the loss shot up, and it only guesses since",
    "not_learning": "Not learning: as good as guessing",
    "stopped_early": "Stopped early in epoch {epoch} (step {step})",
    "overfitting": "Overfitting since epoch {epoch}: the validation loss rises",
    "still_improving": "Still improving",
    "no_longer_improving": "No longer improving",
}
SURE = "diverged", "dead", "stopped_early", "overfitting"  # what may be said before the end
WAITING, TRAINING = "Not begun", "Epoch {epoch} of {epochs}"
SOME = "{text}; {count} of {seeds} seeds"

STATES = {
    "queued": "Waiting for its turn: number {place} of {waiting}",
    "paused": "Others have their turn: number {place} of {waiting}, {share} done",
    "loading": "{what} is coming: {share}",
    "beginning": "Beginning: the programs are compiled{left}",
    "running": "Training: {share}{left}",
    "finished": "Finished in {seconds}",
    "stopped": "Stopped after {share}",
    "failed": "This training failed. The reason is in the server's log.",
    "left": "You have stopped watching. Others have it go on.",
    "full": "So many trainings wait already that no other can. Try again in a minute.",
    "none": "Nobody has trained this lately.",
}
LEFT = ", {left} left"
SUBSTITUTED = "{wanted}: cannot be had (no network?). Trained on {used} instead."

NEVER = "never"


def state(
    of: str,
    share: float = 0.0,
    seconds: float = 0.0,
    left: float | None = None,
    place: int = 0,
    waiting: int = 0,
    what: str = "",
) -> str:
    """How a training stands, in one sentence. `of` is a key of `STATES`."""
    if of == "queued" and share > 0:
        of = "paused"
    if of == "running" and share == 0:
        of = "beginning"
    return STATES[of].format(
        share=part(share),
        seconds=duration(seconds),
        left="" if left is None else LEFT.format(left=about(left)),
        place=place,
        waiting=waiting,
        what=what,
    )


def substituted(wanted: str, used: str) -> str:
    """That one data set stands in for another."""
    return SUBSTITUTED.format(wanted=SOURCES[wanted].label, used=SOURCES[used].label)


def duration(seconds: float) -> str:
    """A time that something takes, in about two digits."""
    if seconds < 9.95:
        return f"{max(seconds, 0.0):.1f} s"
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    if seconds < 99.5 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def about(seconds: float) -> str:
    """A time that is estimated: coarser, as it is known no better."""
    for most, unit in ((10, 1), (60, 5), (300, 10)):
        if seconds < most:
            return f"about {max(unit, unit * round(seconds / unit))} s"
    return f"about {duration(60 * round(seconds / 60))}"


def part(share: float) -> str:
    """A part of the whole."""
    return f"{100 * share:.0f} %"


def percent(accuracy: float) -> str:
    """An accuracy."""
    return f"{100 * accuracy:.2f} %" if accuracy == accuracy else "–"


def verdict(
    runs: Sequence[Run], steps_per_epoch: int, epochs: int, goes_on: bool
) -> tuple[str, str]:
    """How a lane stands: the kind that most of its seeds have, and in words.

    While it goes on, only what will not be otherwise in the end; otherwise how far it is, with the
    kind "training" or "waiting".
    """
    begun = [run for run in runs if run.steps]
    if not begun:
        return "waiting", WAITING
    found = [learning.verdict(run, steps_per_epoch) for run in begun]
    kinds = [each.kind for each in found]
    kind = max(VERDICTS, key=kinds.count)  # of as many, the first in the order of the table
    if goes_on and not all(run.ended for run in runs) and kind not in SURE:
        epoch = mean(run.steps for run in begun) / steps_per_epoch
        return "training", TRAINING.format(epoch=f"{epoch:.1f}", epochs=epochs)
    text = _told(found[kinds.index(kind)])
    if kinds.count(kind) < len(runs):
        text = SOME.format(text=text, count=kinds.count(kind), seeds=len(runs))
    return kind, text


def _told(found: Verdict) -> str:
    return VERDICTS[found.kind].format(epoch=f"{found.epoch:.1f}", step=f"{found.step:,}")


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
    row = {"final": _accuracies(final), "best": _accuracies(best)}
    if len(begun) == 1 and best[0] == best[0]:
        step = begun[0].evaluated[begun[0].test_accuracy.tolist().index(best[0])]
        row["best"] += f" (epoch {_short(step / steps_per_epoch)})"
    for name, accuracy in (("reached95", 0.95), ("reached97", 0.97)):
        row[name] = _reached(runs, accuracy)
    return row


def _or_nothing(accuracy: float) -> float:
    return accuracy if accuracy == accuracy else -1.0


def accuracy(values: Sequence[float]) -> str:
    """The mean of some accuracies; nothing for none."""
    return percent(mean(values)) if values else ""


def _accuracies(values: Sequence[float]) -> str:
    text = accuracy(values) or "–"
    if len(values) > 1 and text != "–":
        text += f" ({100 * min(values):.2f}–{100 * max(values):.2f})"
    return text


def _reached(runs: Sequence[Run], accuracy: float) -> str:
    found = [reached(run, accuracy) for run in runs]
    there = [each for each in found if each]
    if not there:
        return NEVER if runs and all(run.ended for run in runs) else "–"
    steps, seconds = [each.step for each in there], [each.seconds for each in there]
    text = f"step {mean(steps):,.0f}"
    if min(steps) < max(steps):
        text += f" ({min(steps):,}–{max(steps):,})"
    text += f", {duration(mean(seconds))}"
    return text if len(there) == len(runs) else f"{text}; {len(there)} of {len(runs)} seeds"


def _short(epoch: float) -> str:
    return f"{epoch:.1f}".removesuffix(".0")


PRESET = "A training from the gallery …"
DATASET = "Images"
DATASETS = {source.name: source.label.partition(",")[0] for source in SOURCES.values()}
VIEW = {
    "axis": "The curves over",
    "loss": "Loss scale",
    "accuracy": "Accuracy scale",
}
VIEW_OPTIONS = {
    "axis": {"epochs": "Epochs", "steps": "Steps", "examples": "Examples", "seconds": "Seconds"},
    "loss": {"log": "Log loss", "linear": "Linear loss"},
    "accuracy": {"linear": "Accuracy", "log": "Log errors"},
}

"""Every word on the lab page that is not an entry's own: in one place, to be translated there."""

from collections.abc import Mapping

from optim_core.network.datasets import DATASET_SPECS
from optim_core.network.outcome import TrainingOutcomeKind

PRESET = "A training from the gallery"
DATASET = "Images"
DATASETS = {source.name: source.label.partition(",")[0] for source in DATASET_SPECS.values()}
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

VERDICTS: Mapping[TrainingOutcomeKind, str] = {
    "diverged": "Diverged in epoch {epoch} (step {step})",
    "dead_units": "Dead units since epoch {epoch}: a whole layer gives nothing but zeros",
    "collapsed_to_chance": "Collapsed to chance in epoch {epoch}, when the loss shot up",
    "not_learning": "Not learning: as good as guessing",
    "stopped_early": "Stopped early in epoch {epoch} (step {step})",
    "overfitting": "Overfitting since epoch {epoch}: the validation loss rises",
    "still_improving": "Still improving",
    "no_longer_improving": "No longer improving",
}
SURE = "diverged", "dead_units", "stopped_early"  # what may be said before the end
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
    return SUBSTITUTED.format(wanted=DATASET_SPECS[wanted].label, used=DATASET_SPECS[used].label)


def duration(seconds: float) -> str:
    """A time that something takes, in about two digits."""
    if seconds < 0.05:
        return "< 0.1 s"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
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

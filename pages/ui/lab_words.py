"""Every word on the lab page that is not an entry's own: in one place, to be translated there."""

from collections.abc import Mapping

from optim_core.datasets import DATASETS as SOURCES
from optim_core.learning import Kind

PAGE = {
    "train": "Train",
    "stop": "Stop",
    "trained": "Trained",
    "hint_train": "Train all lanes side by side, from the same weights on the same mini-batches",
    "hint_stop": "Stop here and keep the curves; whoever else watches this training keeps it going",
    "hint_trained": "These settings have been trained: the same again would give the same curves",
    "progress": "Progress of the training",
    "plan": "Training takes {time}: {lanes}, {steps} each.",
    "one_step": "1 step",
    "some_steps": "{steps} steps",
    "one_lane": "1 lane",
    "some_lanes": "{lanes} lanes",
    "some_seeds": "{seeds} seeds",
    "hint_halt": "Stop what was set before your changes",
    "stale": "The curves are from before your changes.",
    "still": "What was set before your changes goes on.",
    "away": "No connection to the server; it is tried again. The curves are kept.",
    "lost": "The server has ended this training. The curves are kept.",
    "watchers": "{watchers} are watching",
    "empty": "Press Train, and the curves grow here.",
    "accuracy_now": "Test accuracy at the last evaluation",
    "network": "Network",
    "learning": "Training",
    "regularization": "Regularization",
    "layers": "Hidden layers",
    "hint_layers": "Units in each hidden layer, 8 to 512; without any it is a linear classifier",
    "no_layers": "none",
    "more_layers": "One more hidden layer",
    "fewer_layers": "One hidden layer less",
    "seeds": "Seeds",
    "hint_seeds": "Each seed is a training of its own: other initial weights and mini-batches",
    "more_seeds": "One more seed",
    "fewer_seeds": "One seed less",
    "differs": "+ Differs from the other lanes in …",
    "as_others": "As in the other lanes again",
    "training_loss": "Training loss",
    "validation_loss": "Validation loss",
    "validation_accuracy": "Validation accuracy",
    "test_accuracy": "Test accuracy",
    "smoothed": "mean of the last {window} steps",
    "faint": "each mini-batch (faint)",
    "hint_faint": "The loss of every single mini-batch behind the mean",
    "kept": "marker: kept",
    "kept_first": "marker: kept by the first seed",
    "nothing_held": "nothing is held out",
    "band": "mean of up to {seeds} seeds; band: lowest and highest",
    "at_epochs": "Epoch",
    "at_steps": "Step",
    "at_examples": "Examples seen",
    "at_seconds": "Seconds",
    "lab_lane": "Lane",
    "hint_lab_lane": "In what it differs from the other lanes",
    "hint_lab_final": "After the last step; of the weights that are kept where it may stop early",
    "hint_lab_best": "The highest of all evaluations: picked by the test images, a little too good",
    "hint_lab_reached95": "The first evaluation with 95 % of the test images right: after how many "
    "steps, and seconds of computing them",
    "hint_lab_reached97": "The first evaluation with 97 % of the test images right: after how many "
    "steps, and seconds of computing them",
    "hint_lab_verdict": "From medians of the training loss and from the validation loss of whole "
    "epochs: no single mini-batch decides",
    "lab_final": "Test accuracy",
    "lab_best": "Best test accuracy",
    "lab_reached95": "To 95 %",
    "lab_reached97": "To 97 %",
    "lab_verdict": "Verdict",
    "predictions": "What the networks say of test images",
    "predictions_of": "After step {step}: {accuracy} of the test images are classified rightly.",
    "predictions_of_first": "The first seed after step {step}: {accuracy} of the test images are "
    "classified rightly.",
    "no_predictions": "Nothing has been evaluated of this lane yet.",
    "samples": "Some of each class",
    "mistakes": "Most confident mistakes",
    "no_mistakes": "None: every test image is classified rightly.",
    "taken_for": "{predicted}, is {label}",
    "confusion": "What is taken for what",
    "confusion_axes": "Rows: the true class. Columns: what the network says.",
    "confused": "{label} taken for {predicted}: {count}",
}

PRESET = "A training from the gallery"
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
SURE = "diverged", "dead", "stopped_early"  # what may be said before the end
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

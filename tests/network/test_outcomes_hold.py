"""What is said of a small training still holds when it goes on to four times its length."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from optim_core.network.outcome import training_outcome
from tests.helpers.trainings import SMALL, lane, result

EPOCHS = 3, 5, 8
FEW = {"examples": 300, "batch_size": 8}
SIGMOIDS = {"hidden": (16,) * 4, "activation": "sigmoid"}
LANES = [
    *((lane("gradient_descent", lr=lr), {}) for lr in (1e-4, 1e-3, 3e-3, 0.03, 0.3)),
    *((lane("gradient_descent", lr=lr), FEW) for lr in (1e-4, 3e-3, 0.1, 0.4, 0.7)),
    *((lane("momentum", lr=lr), FEW) for lr in (0.03, 0.06)),
    *((lane("rmsprop", lr=lr), FEW) for lr in (0.01, 0.03, 0.06)),
    *((lane("momentum", lr=lr), {}) for lr in (1e-5, 1e-3, 0.1)),
    *((lane("adam", lr=lr), {}) for lr in (1e-5, 1e-3)),
    *((lane("rmsprop", lr=lr), {}) for lr in (1e-3, 0.05)),
    *((lane("momentum", lr=0.02), SIGMOIDS | {"init": init}) for init in ("xavier", "too_small")),
]


def cut(run, steps):
    """The run as it was after so many steps."""
    evaluations = int((run.evaluated <= steps).sum())
    ours = {"training_loss": steps, "gradient_norm": steps, "learning_rate": steps} | dict.fromkeys(
        ("evaluated", "validation_loss", "validation_accuracy", "test_accuracy", "dead"),
        evaluations,
    )
    shorter = {name: getattr(run, name)[:length] for name, length in ours.items()}
    return replace(run, **shorter, best=int(np.argmin(shorter["validation_loss"])))


def gain_in_last_epoch(run, epoch):
    """By what part training loss and lowest validation loss fell, the smaller of the two."""
    late = run.evaluated > run.evaluated[-1] - epoch
    validation = run.validation_loss[late].min() / run.validation_loss[~late].min()
    training = run.training_loss[-epoch:].mean() / run.training_loss[-2 * epoch : -epoch].mean()
    return 1 - max(validation, training)


@lru_cache(maxsize=1)
def judged():
    """{kind: [(training loss, lowest validation loss, each now and later; accuracy, gain)]}"""
    found = {}
    for of, settings in LANES:
        progress = result(replace(SMALL, lanes=(of,), epochs=4 * max(EPOCHS), **settings))
        epoch, whole = progress.lanes[0].steps_per_epoch, progress.lanes[0].runs[0]
        for n in EPOCHS:
            now, later = cut(whole, n * epoch), cut(whole, 4 * n * epoch)
            said = training_outcome(now, epoch).kind
            loss, validation = (
                [value(each) for each in (now, later)]
                for value in (
                    lambda run, epoch=epoch: run.training_loss[-epoch:].mean(),
                    lambda run: run.validation_loss.min(),
                )
            )
            accuracy, gain = later.test_accuracy[-1], gain_in_last_epoch(now, epoch)
            found.setdefault(said, []).append((loss, validation, accuracy, gain))
    return found


def test_of_what_is_not_learning_nothing_comes():
    assert judged()["not_learning"]
    assert all(accuracy < 0.2 for *_, accuracy, _ in judged()["not_learning"])


def test_what_learns_slowly_learns():
    slowly = judged()["learning_slowly"]
    assert len(slowly) > 3
    for loss, validation, *_ in slowly:
        assert loss[1] < loss[0] and validation[1] < validation[0]


def test_what_is_still_improving_improves():
    improving = judged()["still_improving"]
    assert len(improving) > 10
    for loss, validation, *_ in improving:
        assert loss[1] < 0.99 * loss[0] and validation[1] < validation[0]


def test_where_no_improvement_is_said_of_the_last_epoch_there_was_none_however_noisy():
    """What comes later it does not say: in noise a lane may rest for an epoch."""
    at_rest = judged()["no_longer_improving"]
    assert len(at_rest) > 4
    assert all(gain < 0.01 for *_, gain in at_rest)
    assert any(later[1] < 0.95 * later[0] for _, later, *_ in at_rest), "one is that noisy"


def test_rates_that_are_too_small_are_not_told_as_at_rest():
    """Gradient descent at 3e-3 falls in every one of 30 epochs, by less than 1 % each."""
    slow = replace(SMALL, lanes=(lane("gradient_descent", lr=3e-3),), epochs=30)
    progress = result(slow)
    run = progress.lanes[0].runs[0]
    means = run.training_loss.reshape(30, -1).mean(axis=1)
    assert (np.diff(means) < 0).all()
    for epochs in range(2, 31):
        said = training_outcome(cut(run, epochs * progress.lanes[0].steps_per_epoch), 40).kind
        assert said in ("still_improving", "learning_slowly")

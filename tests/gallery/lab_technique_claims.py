"""What trainings claim of techniques, computed from their own runs."""

import numpy as np

from optim_core.network import datasets
from optim_core.network.mlp import unravel
from optim_core.network.predictions import predictions
from tests.gallery.lab_claims import (
    above,
    alike,
    begun,
    below,
    claim,
    ends,
    losses,
    names,
    rates,
    rights,
    settings,
    validation_losses,
)


@claim
def pooling(progress):
    alike(progress, "pooling")
    assert settings(progress, "pooling") == ["none", "average", "fractional"]
    whole, average, fractional = (run.checkpoint.network.widths[0] for run in ends(progress))
    assert average == whole / 4 and 0.45 < fractional / whole < 0.6
    right = rights(progress)
    assert right[0] > max(right[1:])
    return [2, 2, 2, 3]


@claim
def multi_task(progress):
    alike(progress, "multi_task")
    alone, both = ends(progress)
    assert alone.second_accuracy is None
    return [2, above(85, 100 * both.second_accuracy[-1]), below(3, np.ptp(rights(progress)))]


@claim
def activations(progress):
    alike(progress, "activation")
    assert settings(progress, "activation") == ["sigmoid", "tanh", "relu"]
    sigmoid, *others = (gradient for gradient, _ in begun(progress))
    assert sigmoid < min(others) / 10
    sigmoid, *others = rights(progress)
    (layers,) = {len(hidden) for hidden in settings(progress, "hidden")}
    return [layers, below(40, sigmoid), above(80, *others)]


@claim
def initial_weights(progress):
    alike(progress, "init")
    assert settings(progress, "init") == ["too_small", "too_large", "xavier"]
    small, large, xavier = begun(progress)
    assert small[0] < xavier[0] / 100  # its gradient
    assert (large[1] > 0.95).mean() > 0.5 > 0.1 > (xavier[1] > 0.95).mean()  # how many units
    small, large, xavier = rights(progress)
    return [below(30, small), below(80, large), above(85, xavier)]


@claim
def batch_norm(progress):
    alike(progress, "batch_norm")
    assert set(settings(progress, "init")) == {"too_small"}
    plain, normalized = rights(progress)
    assert settings(progress, "batch_norm") == [False, True]
    return [below(20, plain), 2, above(85, normalized)]


@claim
def higher_rate(progress):
    alike(progress, "batch_norm")
    assert set(names(progress)) == {"momentum"}
    plain, normalized = rights(progress)
    assert settings(progress, "batch_norm") == [False, True]
    (rate,) = set(rates(progress))
    return [rate, below(20, plain), 2, above(75, normalized)]


@claim
def gradient_clip(progress):
    alike(progress, "gradient_clip")
    assert set(names(progress)) == {"momentum"}
    whole, clipped = ends(progress)
    _, clip = settings(progress, "gradient_clip")
    assert whole.gradient_norm.max() > 10 * clip and (clipped.gradient_norm > clip).mean() > 0.5
    plain, right = rights(progress)
    (rate,) = set(rates(progress))
    return [rate, below(20, plain), clip, 2, above(85, right)]


@claim
def few_images(progress):
    alike(progress, "dropout", "l2")
    ratios = np.divide(validation_losses(progress), losses(progress))
    assert settings(progress, "dropout")[1] > 0 and settings(progress, "l2")[2] > 0
    return [progress.training.examples, above(10, ratios[0]), 2, 3, below(10, *ratios[1:])]


@claim
def decoupled_decay(progress):
    assert names(progress) == ["adam", "adam", "adamw"] and len(set(rates(progress))) == 1
    plain, penalized, decayed = rights(progress)
    decay = progress.lanes[2].lane.optimizer.numbers["weight_decay"]
    _, penalty, none = settings(progress, "l2")
    assert penalty == decay and none == 0
    sizes = [float(np.linalg.norm(run.checkpoint.x)) for run in ends(progress)]
    assert sizes[1] < sizes[2] / 2 and sizes[2] < sizes[0], "so hard does the penalty pull"
    return [
        *(penalty, 2, above(5, plain - penalized)),
        *(decay, 3, below(2, abs(plain - decayed)), 1),
    ]


def no_lower(progress):
    """Of a lane without a technique and one with it: how many times as high the training loss is.

    Asserts that the validation loss is no lower.
    """
    without, with_it = validation_losses(progress)
    assert with_it > without
    plain, other = losses(progress)
    return other / plain


@claim
def input_dropout(progress):
    alike(progress, "input_dropout")
    (_, share) = settings(progress, "input_dropout")
    return [share, 2, above(3, no_lower(progress))]


@claim
def dropconnect(progress):
    alike(progress, "dropconnect")
    (_, share) = settings(progress, "dropconnect")
    return [share, 2, above(5, no_lower(progress))]


@claim
def max_norm(progress):
    alike(progress, "max_norm")
    longest = []
    for run in ends(progress):
        arrays = unravel(run.checkpoint.x, run.checkpoint.network.shapes)
        into_hidden = [w for w in arrays if w.ndim == 2][:-1]
        longest.append(max(float(np.linalg.norm(w, axis=0).max()) for w in into_hidden))
    (_, most) = settings(progress, "max_norm")
    assert longest[1] < most * (1 + 1e-5)
    plain, short = losses(progress)
    assert short > plain
    right = rights(progress)
    return [2, most, 1, above(1.5, longest[0]), below(2, abs(right[0] - right[1]))]


@claim
def overfitting(progress):
    """Loss and accuracy agree: the weights that are kept are better by both."""
    alike(progress, "patience")
    whole, stopped = ends(progress)
    epoch = stopped.stopped / progress.lanes[0].steps_per_epoch
    patience = settings(progress, "patience")[1]
    waited = stopped.stopped - stopped.evaluated[stopped.best]
    assert waited == patience * progress.lanes[0].steps_per_epoch
    assert whole.stopped is None and whole.ended
    assert settings(progress, "label_noise") == [0.5, 0.5]
    fitted = whole.training_accuracy[-progress.lanes[0].steps_per_epoch :].mean()
    assert fitted > 0.6  # more labels than are right
    assert stopped.validation_loss[stopped.best] < whole.validation_loss[-1]
    more = 100 * (stopped.test_accuracy[stopped.best] - whole.test_accuracy[-1])
    return [1, 2, below(18, epoch), progress.training.epochs, patience, above(9, more)]


@claim
def augmentation(progress):
    alike(progress, "shift", "rotation", "scaling", "elastic")
    ratios = np.divide(validation_losses(progress), losses(progress))
    assert all(settings(progress, name)[0] == 0 for name in ("shift", "rotation", "elastic"))
    examples = progress.training.examples
    return [examples, 1, above(10, ratios[0]), 2, below(5, ratios[1])]


@claim
def augmentation_hurts(progress):
    alike(progress, "shift")
    plain, shifted = rights(progress)
    assert losses(progress)[0] < losses(progress)[1]
    run = ends(progress)[0]
    learned = 100 * run.training_accuracy[-progress.lanes[0].steps_per_epoch :].mean()
    assert abs(learned - plain) < 30  # not by heart
    (units,) = settings(progress, "hidden")[0]
    _, shift = settings(progress, "shift")
    return [progress.training.epochs, units, shift, 2, above(1, plain - shifted)]


@claim
def mixup(progress):
    alike(progress, "mixup")
    plain, mixed = losses(progress)
    apart = np.ptp(rights(progress))
    return [2, above(0.5, mixed), 1, below(0.1, plain), below(5, apart)]


@claim
def label_smoothing(progress):
    alike(progress, "label_smoothing")
    sure, smoothed = losses(progress)
    _, share = settings(progress, "label_smoothing")
    images = datasets.load(progress.training.dataset)
    learned = np.arange(1000)
    given = [
        float(np.median(predictions(run.checkpoint, images, learned).confidence))
        for run in ends(progress)
    ]
    most = 1 - share + share / len(images.classes)
    assert abs(given[1] - most) < 0.05 and given[0] > 0.95
    return [share, 2, above(0.2, smoothed), round(100 * most), 1, below(0.1, sure)]

"""What the gallery of trainings says to observe is what the very trainings of its links do.

On MNIST where it is at hand, and always on the digits, which stand in for it where it is not.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import fields, replace

import jax
import numpy as np
import pytest

from optim_core.network import datasets
from optim_core.network.mlp import ACTIVATIONS, DEVIATIONS, objective, unravel
from optim_core.network.mlp import initial_weights as weights_before
from optim_core.network.outcome import predictions
from optim_core.network.progress import Progress
from optim_core.network.run import Run
from optim_core.network.settings import Settings
from optim_core.network.train_loop import train
from pages.ui.gallery import Preset
from pages.ui.lab import link as lab_link
from pages.ui.lab.gallery import PRESETS, TRAININGS
from pages.ui.training_service import inside, together
from tests.gallery.test_race_gallery import quoted
from tests.helpers import idx_files

every_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
on_every_dataset = pytest.mark.parametrize(
    "dataset",
    [
        "digits",
        pytest.param("mnist", marks=pytest.mark.skipif(not idx_files.FOLDER, reason="no MNIST")),
    ],
)

# Lanes, from 1, that may end much like a guess, as that is the lesson.
GUESSING: dict[str, set[int]] = {
    "learning_rate": {4},
    "bias_correction": {2},
    "activations": {1},
    "initial_weights": {1},
    "batch_norm": {1},
    "higher_rate": {1},
    "gradient_clip": {1},
    "inside_too_small": {1},
    "inside_xavier": {2},
    "dead_relus": {2},
    "batch_noise": {3, 4},
}

Claim = Callable[[Progress], list[float]]
CLAIMS: dict[str, Claim] = {}


def claim(computed: Claim) -> Claim:
    """Of the preset of that name: asserts what its sentence says in words.

    It returns the numbers that the sentence quotes, in their order: the bounds that it has found
    to hold, and the settings that the training really has.
    """
    CLAIMS[computed.__name__] = computed
    return computed


def above(bound: float, *found: float) -> float:
    assert min(found) > bound
    return bound


def below(bound: float, *found: float) -> float:
    assert max(found) < bound
    return bound


def ends(progress: Progress) -> list[Run]:
    """The run of each lane's first seed."""
    return [lane.runs[0] for lane in progress.lanes]


def rights(progress: Progress) -> list[float]:
    """How many test images in a hundred each lane has right at the end: none if it overflowed."""
    return [100 * float(np.nan_to_num(run.test_accuracy[-1])) for run in ends(progress)]


def losses(progress: Progress) -> list[float]:
    """The training loss of each lane over its last epoch."""
    return [
        float(lane.runs[0].training_loss[-lane.steps_per_epoch :].mean()) for lane in progress.lanes
    ]


def validation_losses(progress: Progress) -> list[float]:
    return [float(run.validation_loss[-1]) for run in ends(progress)]


def rates(progress: Progress) -> list[float]:
    return [lane.lane.optimizer.numbers["lr"] for lane in progress.lanes]


def names(progress: Progress) -> list[str]:
    return [lane.lane.optimizer.entry.name for lane in progress.lanes]


def alike(progress: Progress, *but: str) -> None:
    """Asserts that the lanes differ in these settings and in nothing else."""
    assert len({(lane.lane.optimizer, lane.lane.schedule) for lane in progress.lanes}) == 1
    for field in fields(Settings):
        values = {getattr(lane.settings, field.name) for lane in progress.lanes}
        assert (len(values) > 1) == (field.name in but)


def settings(progress: Progress, name: str) -> list:
    return [getattr(lane.settings, name) for lane in progress.lanes]


def begun(progress: Progress) -> list[tuple[float, np.ndarray]]:
    """Of each lane before its first step: the length of the gradient in the first layer's weights,
    and |activation| of the first hidden layer; over the first 100 images, without biases.
    """
    data = datasets.load(progress.training.dataset)
    images, labels = np.asarray(data.images)[:100] / np.float32(data.white), data.labels[:100]
    found = []
    for lane, run in zip(progress.lanes, ends(progress), strict=True):
        network = run.checkpoint.network
        arrays = unravel(weights_before(network, lane.settings.init, run.seed), network.shapes)
        gradient = jax.grad(
            lambda arrays, network=network: objective(
                arrays, network, images, labels, np.float32(0), None, None
            )[0]
        )(arrays)
        activations = ACTIVATIONS[network.activation](images @ arrays[0])
        found.append((float(np.linalg.norm(gradient[0])), np.abs(activations)))
    return found


@claim
def hidden_layer(progress):
    alike(progress, "hidden")
    assert settings(progress, "hidden") == [(), (128,)]
    linear, network = losses(progress)
    assert linear > 2 * network
    right = rights(progress)
    assert right[0] < right[1]
    return [1]


@claim
def learning_rate(progress):
    assert set(names(progress)) == {"gradient_descent"}
    creeping, good, larger, _ = losses(progress)
    assert creeping > 2 * good and good > larger
    creeps, *_ = ends(progress)
    assert (np.diff(creeps.validation_loss) < 0).all()  # it gets there, in time
    return [*rates(progress), below(20, rights(progress)[3])]


@claim
def same_rate(progress):
    assert names(progress) == ["gradient_descent", "momentum", "adam"]
    descent, momentum, adam = losses(progress)
    assert momentum < descent / 2 and adam < momentum / 2
    (rate,) = set(rates(progress))
    return [rate]


@claim
def own_rates(progress):
    assert names(progress) == ["gradient_descent", "momentum", "adam"]
    right = rights(progress)
    return [*rates(progress), above(90, *right), below(5, max(right) - min(right))]


@claim
def tenfold(progress):
    assert names(progress) == ["gradient_descent", "momentum", "gradient_descent"]
    descent, momentum, faster = rights(progress)
    slow, _, fast = losses(progress)
    assert slow > 2 * fast
    kept = progress.lanes[1].lane.optimizer.numbers["momentum"]
    times = round(1 / (1 - kept), 9)
    small, same, large = rates(progress)
    assert small == same and large == small * times
    return [kept, times, same, below(4, abs(momentum - faster)), large, small]


@claim
def bias_correction(progress):
    corrected, raw = (lane.lane.optimizer for lane in progress.lanes)
    assert raw == corrected.but(bias_correction=False) and corrected.values["bias_correction"]
    with_it, without = ends(progress)
    assert without.training_loss[:10].max() > 1.5 * with_it.training_loss[:10].max()
    assert without.training_loss[:10].max() > 2 * without.training_loss[0]
    first = (1 - raw.numbers["beta1"]) / np.sqrt(1 - raw.numbers["beta2"])
    right = rights(progress)
    return [raw.numbers["lr"], above(80, right[0]), 2, round(first, 2), below(75, right[1])]


@claim
def settling(progress):
    assert set(names(progress)) == {"rmsprop"} and settings(progress, "ema_decay")[2] > 0
    schedules = [lane.lane.schedule.entry.name for lane in progress.lanes]
    assert schedules == ["constant", "cosine", "constant"]
    constant, cosine, _ = losses(progress)
    assert cosine < constant / 2
    late = [run.validation_loss[len(run.validation_loss) // 2 :] for run in ends(progress)]
    jumping, _, averaged = (np.abs(np.diff(loss)).mean() for loss in late)
    assert averaged < jumping / 2
    assert ends(progress)[1].learning_rate[-1] == 0
    (rate,) = set(rates(progress))
    return [rate, 0, 3]


@claim
def seeds(progress):
    assert names(progress) == ["momentum", "nesterov"] and len(set(rates(progress))) == 1
    momentum, nesterov = (
        [float(run.test_accuracy[-1]) for run in lane.runs] for lane in progress.lanes
    )
    assert min(momentum) < max(nesterov) and min(nesterov) < max(momentum)
    apart = abs(np.mean(momentum) - np.mean(nesterov))
    assert min(np.ptp(momentum), np.ptp(nesterov)) > apart
    return [len(progress.training.seeds)]


@claim
def muon(progress):
    assert names(progress) == ["adam", "muon"]
    steps, again = ends(progress)
    assert steps.steps == again.steps
    adam, of_muon = losses(progress)
    assert of_muon < adam
    return [rates(progress)[1], rates(progress)[0]]


@claim
def batch_noise(progress):
    alike(progress, "batch_size")
    (rate,) = set(rates(progress))
    sizes = [lane.batch_size for lane in progress.lanes]
    assert sizes[:3] == [1, 64, 512] and progress.lanes[3].steps_per_epoch == 1
    rises = [float((np.diff(run.training_loss) > 0).mean()) for run in ends(progress)]
    assert 0.4 < rises[0] < 0.6 and rises[3] == 0
    assert np.argmin(losses(progress)) == 0
    return [rate, 1, 4, ends(progress)[3].steps]


@claim
def time_to_95(progress):
    assert set(names(progress)) == {"adam"}
    seconds = []  # as the steps take of which most are like: others use this machine, too
    for run in ends(progress)[:2]:
        first = run.evaluated[np.argmax(run.test_accuracy >= 0.95)]
        assert first
        seconds.append(float(np.median(np.diff(run.seconds))) * first)
    assert seconds[1] < seconds[0] / 5
    sizes = settings(progress, "batch_size")
    right = rights(progress)
    return [sizes[1], 2, 95, 1, 4, below(90, right[3]), ends(progress)[3].steps]


@claim
def small_set(progress):
    mini, full = progress.lanes
    assert names(progress) == ["momentum"] * 2 and rates(progress)[1] > rates(progress)[0]
    (steps,) = {run.steps for run in full.runs}
    assert full.steps_per_epoch == 1 and (np.diff(full.runs[0].training_loss) < 0).all()
    right = rights(progress)
    apart = below(3, abs(right[0] - right[1]))
    return [full.batch_size, 2, steps, apart, 1, mini.runs[0].steps // steps]


@claim
def rate_with_batch(progress):
    small, same, more = rates(progress)
    small_size, *large = settings(progress, "batch_size")
    assert names(progress) == ["gradient_descent"] * 3 and small == same
    assert losses(progress)[1] > 2 * losses(progress)[0]
    times = round(more / small, 9)
    assert {times} == {size / small_size for size in large}
    right = rights(progress)
    assert ends(progress)[2].steps < ends(progress)[0].steps
    return [large[0], small_size, 2, times, 3, below(3, abs(right[2] - right[0])), 1]


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


def insides(progress: Progress, when: str, what: str) -> list[list[float]]:
    """Of each lane, layer by layer, what the page shows of the inside of its network."""
    images = datasets.load(progress.training.dataset)
    found = [
        inside.summary(lane.runs[0], lane.settings, images, index, -1)
        for index, lane in enumerate(progress.lanes)
    ]
    return [[layer[when][what] for layer in each["layers"]] for each in found]


@claim
def inside_too_small(progress):
    alike(progress, "init")
    assert settings(progress, "init") == ["too_small", "xavier"]
    small, xavier = insides(progress, "start", "deviation")
    back, xavier_back = insides(progress, "start", "gradient")
    assert max(max(each) / min(each) for each in (xavier, xavier_back)) < 2
    shrinks = [*np.divide(small[:-1], small[1:]), *np.divide(back[1:], back[:-1])]
    return [DEVIATIONS["too_small"](64, 64), 1, above(10, *shrinks)]


@claim
def inside_xavier(progress):
    alike(progress, "init")
    assert settings(progress, "init") == ["xavier", "too_large"]
    xavier, large = insides(progress, "start", "saturated")
    return [1, below(1, *(100 * each for each in xavier)), 2, above(40, *(100 * x for x in large))]


@claim
def inside_he(progress):
    alike(progress, "init")
    assert settings(progress, "init") == ["he", "xavier"]
    he, xavier = insides(progress, "start", "deviation")
    assert min(he) > he[0] / 2 and xavier[-1] < xavier[0] / 2
    return [1, 2]


@claim
def dead_relus(progress):
    assert settings(progress, "activation") == ["relu"] * 2
    few, many = (100 * layers[0] for layers in insides(progress, "now", "dead"))
    low, high = rates(progress)
    return [high, 2, above(50, many), 1, low, below(20, few)]


def teams(progress: Progress, kind: str) -> list[dict]:
    """What the page shows of networks that answer together."""
    found = together.summary(progress, datasets.load(progress.training.dataset))
    return [team for team in found["teams"] if team["kind"] == kind]


@claim
def ensemble(progress):
    assert names(progress) == ["momentum", "adam"]
    of_seeds = teams(progress, "seeds")
    mended = (100 * team["mended"] / team["mistakes"] for team in of_seeds)
    gained = (100 * (team["accuracy"] - np.mean(team["members"])) for team in of_seeds)
    (members,) = {len(team["members"]) for team in of_seeds}
    return [members, above(10, *mended), above(0.5, *gained)]


@claim
def snapshots(progress):
    schedules = [lane.lane.schedule.entry.name for lane in progress.lanes]
    assert schedules == ["cosine_restarts", "cosine", "constant"]
    assert settings(progress, "ema_decay")[2] > 0
    (team,) = teams(progress, "snapshots")
    assert np.isclose(100 * team["members"][-1], rights(progress)[0])
    apart = (abs(100 * team["accuracy"] - each) for each in rights(progress))
    mended = 100 * team["mended"] / team["mistakes"]
    return [len(team["members"]), above(10, mended), 2, 3, below(3, *apart)]


def trained(preset: Preset, dataset: str) -> Progress:
    """The link's training, on that data set."""
    training = replace(TRAININGS.codec.read(preset.query)[0], dataset=dataset)
    (progress,) = deque(train(training), maxlen=1)
    return progress


@on_every_dataset
@every_preset
def test_what_is_to_be_observed_is_so(preset, dataset, monkeypatch):
    if idx_files.FOLDER:
        monkeypatch.setenv("MNIST_DIR", str(idx_files.FOLDER))
    progress = trained(preset, dataset)
    assert progress.finished
    computed = CLAIMS[preset.name](progress)
    assert computed == [float(number) for number in quoted(f"{preset.title} {preset.observe}")]
    guessing = {n for n, right in enumerate(rights(progress), 1) if right < 40}
    assert guessing <= GUESSING.get(preset.name, set())


def test_every_claim_is_of_a_preset():
    assert list(CLAIMS) == [preset.name for preset in PRESETS]
    assert set(GUESSING) <= set(CLAIMS)


def test_names_titles_trainings_and_sentences_are_each_used_once():
    for each in ("name", "title", "query", "observe"):
        assert len({getattr(preset, each) for preset in PRESETS}) == len(PRESETS)
    assert len(set(TRAININGS.values)) == len(PRESETS)


@every_preset
def test_a_link_of_the_gallery_trains_at_once_and_is_as_it_would_be_written(preset):
    training, view, notices = lab_link.read(preset.query)
    assert not notices
    assert lab_link.write(training, view) == preset.query
    assert len(preset.query) < 300
    assert lab_link.read(preset.query_params.items()) == (training, view, ())
    look = {"panel": view.panel, "selected_lane": view.selected_lane}
    assert view == replace(lab_link.DEFAULT_VIEW, run=True, **look)
    assert training.dataset == "mnist"
    assert TRAININGS.of(training) == TRAININGS.named(preset.name) == preset


@every_preset
def test_a_training_of_the_gallery_is_short_and_of_few_lanes(preset):
    training = lab_link.read(preset.query)[0]
    assert 2 <= len(training.lanes) <= 4
    steps = sum(training.sizes_of(lane).steps_per_epoch for lane in training.lanes)
    most = 60_000 if preset.name == "time_to_95" else 13_000  # one image at a time
    assert steps * training.epochs * len(training.seeds) < most


@every_preset
def test_what_is_written_is_short_and_speaks_of_every_lane(preset):
    training = lab_link.read(preset.query)[0]
    for text in (preset.title, preset.observe):
        assert len(text) < 170 and text.isprintable() and not set("*_$`[<") & set(text)
    assert preset.observe.endswith(".") and len(preset.title) < 50
    words = f"{preset.title} {preset.observe}".lower()
    labels = {lane.optimizer.entry.label.lower() for lane in training.lanes}
    assert len(labels) == 1 or all(re.search(rf"\b{label}\b", words) for label in labels)

"""What the gallery of transfers says to observe is what its very links do."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from optim_core.network import datasets
from optim_core.network.transfer import Transfer, Way
from optim_core.network.transfer_loop import transfer
from pages.ui.transfer.gallery import PRESETS, TRANSFERS
from tests.helpers.claims import quoted, rounded
from tests.helpers.idx_files import FOLDER

pytestmark = pytest.mark.optimized

CLAIMS: dict[str, Callable[[Transfer], list[float]]] = {}


def claim(computed: Callable[[Transfer], list[float]]) -> Callable[[Transfer], list[float]]:
    """Of the preset of that name: asserts what its sentence says in words.

    It returns the numbers that the sentence quotes, in their order.
    """
    CLAIMS[computed.__name__] = computed
    return computed


def percents(study: Transfer, way: Way, *sizes: int) -> list[float]:
    """The mean accuracies of one way: what stands beside it in a study changes none of them."""
    (progress,) = deque(transfer(replace(study, ways=(way,), sizes=sizes)), maxlen=1)
    return (100 * progress.accuracies[0].mean(axis=1)).tolist()


@claim
def few_examples(study):
    tuned, scratch = (percents(study, way, 5, 1000) for way in ("fine_tuning", "scratch"))
    (last,) = percents(study, "last_layer", 1000)
    assert abs(tuned[1] - 95) < 0.5 and abs(scratch[1] - 95) < 0.5
    return [5, tuned[0], scratch[0], 1000, 95, last]


@claim
def random_features(study):
    (random,), (learnt,) = (
        percents(replace(study, epochs=epochs), "last_layer", 1000) for epochs in (0, 1)
    )
    return [random, 1000, 0, 4, learnt]


@claim
def longer_first(study):
    longer, shorter = (
        percents(replace(study, epochs=epochs), "last_layer", 5, 1000) for epochs in (5, 1)
    )
    return [5, 0, 4, 1, longer[0], 5, shorter[0], longer[1], 1000, shorter[1]]


@claim
def too_special(study):
    ((last,), (tuned,)) = (percents(study, way, 1000) for way in ("last_layer", "fine_tuning"))
    return [0, 4, 1000, last, tuned]


@claim
def small_set(study):
    (progress,) = deque(transfer(study), maxlen=1)
    means = 100 * progress.accuracies.mean(axis=2)
    assert (means.argmax(axis=0) == study.ways.index("scratch")).all()
    assert progress.images == 719
    return [8, 8, 719, 5, means[2, 0] - np.delete(means, 2, axis=0)[:, 0].max()]


def the_last_layer_stays_behind(study):
    """But fine-tuning gains nothing from 719 images before, which `small_set` says."""
    last, tuned, scratch = (percents(study, way, 100)[0] for way in study.ways)
    return last < min(tuned, scratch) + 0.5


def a_random_layer_is_hardly_worse(study):
    (random,), (learnt,) = (
        percents(replace(study, epochs=epochs), "last_layer", 100) for epochs in (0, 1)
    )
    return random > 80 and abs(random - learnt) < 4


def nothing_is_lost(study):
    """But nothing is gained either, by 719 images more often."""
    longer, shorter = (
        percents(replace(study, epochs=epochs), "last_layer", 5, 100) for epochs in (5, 1)
    )
    return np.abs(np.subtract(longer, shorter)).max() < 2


def three_layers_are_too_special(study):
    ((last,), (tuned,)) = (percents(study, way, 100) for way in ("last_layer", "fine_tuning"))
    return last < tuned - 10


ON_DIGITS = {
    "few_examples": the_last_layer_stays_behind,
    "random_features": a_random_layer_is_hardly_worse,
    "longer_first": nothing_is_lost,
    "too_special": three_layers_are_too_special,
}


@pytest.mark.parametrize("name", ON_DIGITS)
def test_on_a_small_set_a_preset_of_mnist_does_what_is_said_here(name):
    study, _, _ = TRANSFERS.codec.read(TRANSFERS.named(name).query)
    assert ON_DIGITS[name](replace(study, dataset="digits", steps=200))


@pytest.fixture(scope="module")
def mnist():
    """The real images for all of these, which share first trainings."""
    with pytest.MonkeyPatch.context() as patch:
        if FOLDER:
            patch.setenv("MNIST_DIR", str(FOLDER))
            patch.delitem(datasets._loaded, "mnist", raising=False)
        yield


def on(preset):
    """Marked where it trains on MNIST: then `ON_DIGITS` stands in for it in `make test`."""
    mark = pytest.mark.mnist if preset.name in ON_DIGITS else ()
    return pytest.param(preset, marks=mark, id=preset.name)


@pytest.mark.parametrize("preset", [on(each) for each in PRESETS])
def test_a_preset_does_what_it_says(preset, mnist):
    study, _, notices = TRANSFERS.codec.read(preset.query)
    assert not notices
    if study.dataset != "digits" and not FOLDER:
        pytest.skip("MNIST is not at hand")
    computed, said = CLAIMS[preset.name](study), quoted(preset.observe)
    assert [rounded(*pair) for pair in zip(computed, said, strict=True)] == said

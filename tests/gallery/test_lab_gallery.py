"""What the gallery of trainings says to observe is what the very trainings of its links do.

On the digits, which stand in for MNIST where that is not at hand; and on MNIST (`make test-mnist`).
"""

import re
from collections import deque
from dataclasses import replace

import pytest

from optim_core.network.progress import LaneProgress, Progress
from optim_core.network.train_loop import train
from pages.ui.gallery import Preset
from pages.ui.lab import link as lab_link
from pages.ui.lab.gallery import PRESETS, TRAININGS
from tests.gallery import lab_batch_claims, lab_inside_claims, lab_rule_claims, lab_technique_claims
from tests.gallery.lab_claims import CLAIMS, rights
from tests.helpers import idx_files
from tests.helpers.claims import quoted

every_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
on_every_dataset = pytest.mark.parametrize(
    "dataset",
    [
        "digits",
        pytest.param(
            "mnist",
            marks=[
                pytest.mark.mnist,
                pytest.mark.skipif(not idx_files.FOLDER, reason="no MNIST"),
            ],
        ),
    ],
)

PARTS = lab_rule_claims, lab_batch_claims, lab_technique_claims, lab_inside_claims  # of `CLAIMS`

# Lanes, from 1, that may end much like a guess, as that is the lesson.
GUESSING: dict[str, set[int]] = {
    "learning_rate": {4},
    "bias_correction": {2},
    "activations": {1},
    "initial_weights": {1},
    "batch_norm": {1},
    "higher_rate": {1},
    "gradient_clip": {1},
    "augmentation_hurts": {2},
    "inside_too_small": {1},
    "inside_xavier": {2},
    "dead_relus": {2},
    "batch_noise": {3, 4},
}

# When the first lane, which takes very many steps, has done all that is claimed of it.
BEGINNINGS = {"time_to_95": lambda run: (run.test_accuracy >= 0.95).any()}


def trained(preset: Preset, dataset: str) -> Progress:
    """The link's training, on that data set; of a lane in `BEGINNINGS` no more than is needed."""
    training = replace(TRAININGS.codec.read(preset.query)[0], dataset=dataset)
    first, *rest = training.lanes
    begun: tuple[LaneProgress, ...] = ()
    if preset.name in BEGINNINGS:
        for progress in train(replace(training, lanes=(first,))):
            begun = progress.lanes
            if BEGINNINGS[preset.name](begun[0].runs[0]):
                break
        training = replace(training, lanes=rest)
    (progress,) = deque(train(training), maxlen=1)
    assert progress.finished
    return progress._replace(lanes=(*begun, *progress.lanes))


@on_every_dataset
@every_preset
def test_what_is_to_be_observed_is_so(preset, dataset, monkeypatch):
    if idx_files.FOLDER:
        monkeypatch.setenv("MNIST_DIR", str(idx_files.FOLDER))
    progress = trained(preset, dataset)
    computed = CLAIMS[preset.name](progress)
    assert computed == [float(number) for number in quoted(f"{preset.title} {preset.observe}")]
    guessing = {n for n, right in enumerate(rights(progress), 1) if right < 40}
    assert guessing <= GUESSING.get(preset.name, set())


def test_every_claim_is_of_a_preset():
    assert set(CLAIMS) == {preset.name for preset in PRESETS}
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

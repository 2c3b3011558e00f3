"""What is said of lanes to tell them apart."""

import pytest

from pages.ui.lab import link as lab_link
from pages.ui.lab.gallery import PRESETS, TRAININGS
from pages.ui.lab.lane_names import lane_names


def named(query):
    return lane_names(lab_link.read(query)[0])


def test_alone_or_with_others_a_lane_is_its_optimizer_where_that_is_all():
    assert named("1=adam") == ["Adam"]
    assert named("1=adam&2=momentum&lr=0.1") == ["Adam", "Momentum"]


def test_whatever_differs_is_named_and_nothing_else():
    assert named("1=adam&1.lr=0.1&2=momentum&2.lr=0.2&2.momentum=0.5") == [
        "Adam, rate 0.1",
        "Momentum, rate 0.2",
    ]
    assert named("1=momentum&2=momentum&2.momentum=0.5&1.layers=0&2.layers=32-16&dropout=0.5") == [
        "Momentum, momentum 0.9, no hidden layers",
        "Momentum, momentum 0.5, hidden layers 32-16",
    ]


def test_what_is_off_and_what_is_an_option():
    assert named("1=adam&2=adam&2.bias_correction=0&1.batch_norm=1&1.l2=0.01&2.init=too_small") == [
        "Adam, bias correction, initial weights He, batch normalization, L2 penalty 0.01",
        "Adam, no bias correction, initial weights too small, no batch normalization, "
        "no L2 penalty",
    ]


def test_names_keep_their_capital_and_units_follow():
    assert named("1=adam&1.polyak=0.9&2=adam&2.patience=3") == [
        "Adam, EMA of the weights 0.9, no early stopping",
        "Adam, no EMA of the weights, early stopping 3 epochs",
    ]
    assert named("1=adam&1.patience=1&2=adam")[0] == "Adam, early stopping 1 epoch"


def test_schedules_are_named_with_what_they_are_set_to_where_that_differs():
    assert named("1=adam&2=adam&2.schedule=cosine") == [
        "Adam, constant schedule",
        "Adam, cosine schedule",
    ]
    both = "1=adam&1.schedule=cosine&2=adam&2.schedule=cosine&2.schedule.warmup=5"
    assert named(both) == ["Adam, no warm-up", "Adam, warm-up 5 steps"]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_lanes_of_the_gallery_have_different_names(preset):
    names = lane_names(TRAININGS.read(preset.query)[0])
    assert len(set(names)) == len(names)

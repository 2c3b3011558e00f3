"""What a user may set is declared once, where it is used: range, label, help, key."""

from typing import Annotated, Literal

import pytest

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.lane import SHARED_LR
from optim_core.network.training import TRAINING_PARAMETERS
from optim_core.parameters import Key, Parameter, Range, Text, parameters_of
from optim_core.plane.race import RACE_PARAMETERS
from surfaces import SURFACES

ENTRIES = [*OPTIMIZERS.values(), *SCHEDULES.values(), *SURFACES.values()]
EVERY = [
    *(p for entry in ENTRIES for p in entry.parameters),
    *(SHARED_LR, *RACE_PARAMETERS.values(), *TRAINING_PARAMETERS.values()),
]


def example(
    *,
    size: Annotated[float, Range(1, 9, whole=True), Text("Size", "how large"), Key("s")] = 2,
    norm: Annotated[Literal["l_2", "max"], Text("Norm", "which one", {"l_2": "L₂"})] = "max",
    plain: bool = True,
):
    """Of every kind one."""


def test_all_of_a_parameter_stands_in_its_annotation():
    size, norm, plain = parameters_of(example)
    assert size == Parameter("size", 2.0, Range(1, 9, whole=True), (), "how large", "Size", (), "s")
    assert (norm.options, norm.texts) == (("l_2", "max"), ("L₂", "max"))
    assert (norm.label, norm.help, norm.key) == ("Norm", "which one", "norm")
    assert (plain.options, plain.texts, plain.label) == ((False, True), (), "plain")


def test_an_option_without_a_text_is_shown_as_it_is_written_with_spaces():
    assert Parameter("form", "look_ahead", options=("look_ahead",)).texts == ("look ahead",)


def without_default(*, lr: Annotated[float, Range(0, 1)]): ...


def without_range(*, lr: float = 0.1): ...


def with_a_text_too_many(*, norm: Annotated[Literal["l2"], Text("", "", {"l1": "L₁"})] = "l2"): ...


@pytest.mark.parametrize(
    "function, message",
    [
        (without_default, r"without_default\(lr\) has no default"),
        (without_range, r"without_range\(lr\) needs Annotated\[float, Range"),
        (with_a_text_too_many, r"has texts for what is no option of it: \['l1'\]"),
    ],
)
def test_what_is_wrong_with_an_annotation_is_said_where_it_stands(function, message):
    with pytest.raises(TypeError, match=message):
        parameters_of(function)


@pytest.mark.parametrize("parameter", EVERY, ids=lambda parameter: parameter.name)
def test_every_parameter_says_what_it_is(parameter):
    assert parameter.help and "_" not in parameter.label
    assert parameter.label != parameter.name or len(parameter.label) == 1
    assert not any("_" in text for text in parameter.texts)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_no_two_parameters_of_an_entry_have_the_same_label(entry):
    labels = [parameter.label for parameter in entry.parameters]
    assert len(set(labels)) == len(labels)


def test_no_two_parameters_of_a_lane_have_the_same_label():
    """Settings and hyperparameters stand on one card."""
    settings = [parameter.label for parameter in TRAINING_PARAMETERS.values()]
    hyperparameters = {p.label for entry in OPTIMIZERS.values() for p in entry.parameters}
    assert len({*settings, *hyperparameters}) == len(settings) + len(hyperparameters)


@pytest.mark.parametrize("parameters", [RACE_PARAMETERS, TRAINING_PARAMETERS])
def test_no_two_parameters_have_the_same_key(parameters):
    keys = [parameter.key for parameter in parameters.values()]
    assert len({*keys, SHARED_LR.key}) == len(keys) + 1

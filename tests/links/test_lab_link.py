"""The limits of a training's link, beside what `test_links` says of all."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Training
from optim_core.network.settings import SETTINGS
from optim_core.network.training import TRAINING_PARAMETERS
from optim_core.optimizers import optimizers_for
from pages.ui.lab import link as lab_link
from pages.ui.lab.link import DEFAULT
from pages.ui.lab.view import LabView
from pages.ui.links.notices import Notice
from tests.helpers.lab_limits import all_within
from tests.helpers.random_links import often, said, shown_and_view, values


@often
@given(shown_and_view(lab_link.CODEC))
def test_what_may_be_said_is_what_may_be_had(shown):
    assert all_within(*shown)


@often
@given(shown_and_view(lab_link.CODEC), st.data())
def test_a_setting_may_be_given_to_a_lane_and_taken_from_it_by_its_key(shown, data):
    training, view = shown
    pairs = said(lab_link.full(*shown))
    index = data.draw(st.integers(0, len(training.lanes) - 1))
    free = [p for name, p in SETTINGS.items() if name not in ("patience", "batch_size")]
    parameter = data.draw(st.sampled_from(free))
    value = data.draw(values(parameter))
    key = f"{index + 1}.{parameter.key}"
    pairs[key] = str(int(value) if isinstance(value, bool) else value)
    found, seen, notices = lab_link.read(pairs.items())
    others = {k: v for k, v in training.lanes[index].settings if k != parameter.name}
    changed = replace(training.lanes[index], settings=others | {parameter.name: value})
    assert found.lanes[index] == changed
    assert found.settings(found.lanes[index]) == training.settings(changed)
    assert (seen, notices) == (view, ())
    for absent in ({k: v for k, v in pairs.items() if k != key}, pairs | {key: ""}):
        found, _, notices = lab_link.read(absent.items())
        assert dict(found.lanes[index].settings) == others and not notices


def test_no_two_keys_of_a_link_are_the_same():
    shared = [*(p.key for p in TRAINING_PARAMETERS.values()), "layers", "lr", "seeds"]
    shared += lab_link.CODEC.view_keys
    assert len(set(shared)) == len(shared)
    keys = {parameter.key for parameter in SETTINGS.values()}
    hyperparameters = {p.key for entry in OPTIMIZERS.values() for p in entry.parameters}
    assert not hyperparameters & {*keys, "layers", "schedule", "hidden"}


def test_a_link_of_eight_lanes_is_below_a_kilobyte():
    wordy = sorted(optimizers_for("network").values(), key=lambda entry: -len(entry.parameters))
    lanes = []
    for entry in (wordy * 8)[:8]:
        numbers = [p for p in entry.parameters if p.range]
        changed = {p.name: p.range.snap(0.0625 + p.default / 4) for p in numbers[:3]}
        lanes.append(Lane(Choice.of(entry, **changed), settings={"dropout": 0.25, "hidden": (64,)}))
    training = Training(
        tuple(lanes), dataset="fashion_mnist", hidden=(128, 64), activation="gelu", l2=1e-4,
        batch_size=64, epochs=10, examples=10_000, seeds=(0, 1, 2, 3, 4),
    )  # fmt: skip
    text = lab_link.write(
        training, LabView("steps", hidden=frozenset({1, 5}), selected_lane=3, run=True)
    )
    assert len(text) < 1000
    assert lab_link.read(text)[0] == training


def test_lanes_are_sorted_by_number_and_may_have_gaps():
    training, view, notices = lab_link.read(
        "12=adam&3=rmsprop&12.hidden=1&3.lr=0.5&12.layers=0&3.dropout=0.5&look=2&v=1"
    )
    assert [lane.optimizer.entry.name for lane in training.lanes] == ["rmsprop", "adam"]
    assert training.lanes[0].optimizer.values["lr"] == 0.5
    assert [dict(lane.settings) for lane in training.lanes] == [{"dropout": 0.5}, {"hidden": ()}]
    assert (view.hidden, view.selected_lane) == ({1}, 1) and not notices


def test_keys_of_lanes_that_are_not_named_apply_to_the_default_lanes():
    training, view, notices = lab_link.read("3.lr=0.5&2.hidden=1&2.layers=64&2.schedule=cosine&v=1")
    momentum = DEFAULT.lanes[1].optimizer
    assert training.lanes == (
        DEFAULT.lanes[0],
        Lane(momentum, Choice.of(SCHEDULES["cosine"]), {"hidden": (64,)}),
        Lane(DEFAULT.lanes[2].optimizer.but(lr=0.5)),
    )
    assert view.hidden == {1} and not notices
    assert lab_link.read("4.layers=64")[2] == (Notice("unknown_key", "4.layers", "64"),)

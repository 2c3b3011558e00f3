"""Whatever a link says, it is read as a training within the limits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, Choice, Lane, Training
from optim_core.network.dataset_specs import DATASET_SPECS
from pages.ui.lab import link as lab_link
from pages.ui.lab.view import LabView
from pages.ui.links.notices import Notice
from tests.helpers.lab_limits import all_within
from tests.helpers.random_links import often, said

greedy = st.fixed_dictionaries(
    {
        "layers": st.sampled_from(["512-512-512-512", "512", "8", "0"]),
        "batch_size": st.sampled_from(["1e9", "27458", "27457", "500", "3", "2", "1"]),
    },
    optional={
        "dataset": st.sampled_from([*DATASET_SPECS]),
        "2.layers": st.sampled_from(["0", "512-512-512-512"]),
        "1.batch_size": st.sampled_from(["1", "64", "27458", "60000"]),
        "2.batch_size": st.sampled_from(["3", "60000"]),
        "epochs": st.sampled_from(["1", "2", "30"]),
        "examples": st.sampled_from(["100", "27458", "60000"]),
        "validation": st.sampled_from(["0", "1e-9", "1e-5", "1e-4", "0.5"]),
        "patience": st.sampled_from(["0", "1"]),
        "2.patience": st.sampled_from(["0", "20"]),
    },
)


@often
@given(greedy)
def test_numbers_that_are_too_much_together_are_put_right(pairs):
    training, view, notices = lab_link.read(pairs.items())
    assert all_within(training, view)
    assert lab_link.read(lab_link.write(training, view)) == (training, view, ())
    kinds = {notice.kind for notice in notices if notice.kind != "out_of_range"}
    changed = {
        "needs_validation": training.validation != float(pairs.get("validation", 0.1)),
        "too_large": any(
            found != min(float(pairs.get(key, 128)), 60_000)
            for key, found in (
                ("batch_size", training.batch_size),
                *(
                    (f"{n}.batch_size", dict(lane.settings)["batch_size"])
                    for n, lane in enumerate(training.lanes, 1)
                    if f"{n}.batch_size" in pairs
                ),
            )
        ),
        "too_many_steps": training.epochs != float(pairs.get("epochs", 5)),
    }
    assert kinds == {kind for kind, is_so in changed.items() if is_so}


def test_no_more_is_changed_than_must_be():
    for query, field, more in (
        ("batch_size=60000&layers=512-512-512-512&validation=0", "batch_size", 1),
        ("batch_size=3&epochs=30", "epochs", 1),
    ):
        training, view, (_,) = lab_link.read(query)
        assert all_within(training, view)
        assert not all_within(replace(training, **{field: getattr(training, field) + more}), view)


FIRST_LANE = "1=adam&1."
REPAIRS = [
    ("dataset=mnst", Notice("not_an_option", "dataset", "mnst", "mnist")),
    ("dataset=cats", Notice("not_an_option", "dataset", "cats", "mnist")),
    ("layers=", Notice("not_a_number", "layers", "", "128")),
    ("layers=64-", Notice("not_a_number", "layers", "64-", "128")),
    ("layers=64,32", Notice("not_a_number", "layers", "64,32", "128")),
    ("layers=-64", Notice("not_a_number", "layers", "-64", "128")),
    ("layers=1e-3", Notice("not_a_number", "layers", "1e-3", "128")),
    ("layers=1024-64", Notice("out_of_range", "layers", "1024-64", "512-64")),
    ("layers=0-64", Notice("out_of_range", "layers", "0-64", "8-64")),
    ("layers=64.4-32", Notice("not_whole", "layers", "64.4-32", "64-32")),
    ("layers=9-8-9-8-9", Notice("too_many", "layers", "9-8-9-8-9", "9-8-9-8")),
    ("layers=inf-1e999", Notice("out_of_range", "layers", "inf-1e999", "512-512")),
    ("activation=rellu", Notice("not_an_option", "activation", "rellu", "relu")),
    ("batch_norm=yes", Notice("not_an_option", "batch_norm", "yes", "0")),
    ("dropout=1", Notice("out_of_range", "dropout", "1", "0.9")),
    (FIRST_LANE + "dropout=2", Notice("out_of_range", "1.dropout", "2", "0.9")),
    (FIRST_LANE + "dropout=much", Notice("not_a_number", "1.dropout", "much")),
    (FIRST_LANE + "layers=wide", Notice("not_a_number", "1.layers", "wide")),
    (FIRST_LANE + "layers=1-2", Notice("out_of_range", "1.layers", "1-2", "8-8")),
    (FIRST_LANE + "activation=tan", Notice("not_an_option", "1.activation", "tan", "tanh")),
    (FIRST_LANE + "activation=step", Notice("not_an_option", "1.activation", "step")),
    (FIRST_LANE + "epochs=8", Notice("unknown_key", "1.epochs", "8")),
    ("epochs=1&" + FIRST_LANE + "batch_size=0", Notice("out_of_range", "1.batch_size", "0", "1")),
    (FIRST_LANE + "batch_size=2&epochs=9", Notice("too_many_steps", "epochs", "9", "2")),
    (
        "3=adam&7=adam&7.layers=512-512-512-512&7.batch_size=60000&v=1",
        Notice("too_large", "7.batch_size", "60000", "27457"),
    ),
    ("epochs=1&batch_size=0", Notice("out_of_range", "batch_size", "0", "1")),
    ("epochs=31", Notice("out_of_range", "epochs", "31", "30")),
    ("epochs=2.5", Notice("not_whole", "epochs", "2.5", "2")),
    ("examples=1", Notice("out_of_range", "examples", "1", "100")),
    ("evaluations=nan", Notice("not_a_number", "evaluations", "nan", "2")),
    ("seeds=", Notice("not_a_number", "seeds", "", "0")),
    ("seeds=1-x", Notice("not_a_number", "seeds", "1-x", "0")),
    ("seeds=3-10000", Notice("out_of_range", "seeds", "3-10000", "3-9999")),
    ("seeds=9999-10000", Notice("out_of_range", "seeds", "9999-10000", "9999")),
    ("seeds=0-0.75", Notice("not_whole", "seeds", "0-0.75", "0-1")),
    ("seeds=2-2-1-2", Notice("not_different", "seeds", "2-2-1-2", "2-1")),
    ("seeds=0-1-2-3-4-5", Notice("too_many", "seeds", "0-1-2-3-4-5", "0-1-2-3-4")),
    ("axis=epoch", Notice("not_an_option", "axis", "epoch", "epochs")),
    ("run=2", Notice("not_an_option", "run", "2", "0")),
    ("look=0", Notice("out_of_range", "look", "0", "1")),
    ("look=4", Notice("out_of_range", "look", "4", "3")),
    ("look=first", Notice("not_a_number", "look", "first", "1")),
    ("steps=100", Notice("unknown_key", "steps", "100")),
    ("patience=3&validation=0", Notice("needs_validation", "validation", "0", "0.1")),
    ("2.patience=3&validation=0", Notice("needs_validation", "validation", "0", "0.1")),
    ("patience=3&validation=1e-6", Notice("needs_validation", "validation", "1e-6", "0.1")),
    ("batch_size=2&epochs=9", Notice("too_many_steps", "epochs", "9", "2")),
    (
        "batch_size=50000&layers=512-512-512-512",
        Notice("too_large", "batch_size", "50000", "27457"),
    ),
    (
        "batch_size=50000&2.layers=512-512-512-512",
        Notice("too_large", "batch_size", "50000", "27457"),
    ),
]


@pytest.mark.parametrize(("query", "notice"), REPAIRS, ids=[query[:40] for query, _ in REPAIRS])
def test_what_is_put_right_is_told(query, notice):
    training, view, notices = lab_link.read(query)
    assert notices == (notice,)
    key = notice.key.replace("7.", "2.")  # the second of two lanes
    assert said(lab_link.full(training, view)).get(key, "") == notice.used


IN_ORDER = [
    "patience=3&validation=0&1=adam&1.patience=0",  # no lane is stopped early
    "batch_size=60000&layers=512-512-512-512&examples=27457",  # no mini-batch has more
    "batch_size=60000&layers=512-512-512-512&dataset=digits",
    "batch_size=1&epochs=30&examples=2000",
    "batch_size=1&epochs=30&dataset=digits",
    "batch_size=1&epochs=30&1=adam&1.batch_size=60000&2=adam&2.batch_size=64",  # each has its own
    "batch_size=60000&1=adam&1.layers=512-512-512-512&1.batch_size=64&2=adam&2.layers=8",
]


@pytest.mark.parametrize("query", IN_ORDER)
def test_what_is_not_too_much_is_left_as_it_is(query):
    training, view, notices = lab_link.read(query)
    assert not notices
    written = said(lab_link.full(training, view))
    assert {key: written[key] for key in said(query)} == said(query)


def test_what_was_put_right_may_still_be_too_much():
    training, _, notices = lab_link.read("batch_size=1e9&layers=512-512-512-512&epochs=30")
    assert (training.batch_size, training.epochs) == (27_457, 30)
    assert [notice.kind for notice in notices] == ["out_of_range", "too_large"]
    assert notices[1].given == notices[0].used


@pytest.mark.parametrize("text", ["64-32", " 64 - 32 ", "+64-3.2e1", "064-32.0", "6.4e 1-32"])
def test_widths_may_be_written_in_several_ways(text):
    training, _, notices = lab_link.read([("layers", text)])
    assert training.hidden == (64, 32) and not notices


def test_a_training_that_no_link_can_say_is_snapped():
    lanes = (Lane(Choice.of(OPTIMIZERS["adam"], lr=100), settings={"hidden": (1000,)}),) * 10
    training = Training(lanes, seeds=tuple(range(9995, 10_005)), hidden=(4,) * 9, epochs=100)
    again, view, notices = lab_link.read(lab_link.write(training, LabView(selected_lane=9)))
    assert all_within(again, view) and len(again.lanes) == 8 and view.selected_lane == 7
    assert (again.seeds, again.hidden) == ((9995, 9996, 9997, 9998, 9999), (8, 8, 8, 8))
    wrong = ["layers", "seeds", "epochs", "look"]
    wrong += [f"{n}.{name}" for n in range(1, 9) for name in ("lr", "layers")]
    assert {notice.key for notice in notices if notice.kind == "out_of_range"} == set(wrong)
    assert Notice("too_many_lanes", "9", "10", "8") in notices


@pytest.mark.parametrize("key", ["layers", "seeds", "1.layers"])
@pytest.mark.parametrize("text", ["9-" * 7000 + "9", "-" * 15_000, "9" * 15_000])
def test_an_endless_list_is_told_of_once_and_briefly(key, text):
    training, view, notices = lab_link.read(f"{key}={text}")
    assert all_within(training, view)
    assert [(notice.key, notice.given) for notice in notices] == [(key, text[:40])]

"""The limits of a race's link, beside what `test_links` says of all."""

import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race
from optim_core.optimizers import optimizers_for
from pages.ui.links.notices import Notice
from pages.ui.race import link
from pages.ui.race.link import DEFAULT
from pages.ui.race.view import View
from surfaces import SURFACES
from tests.helpers.link_limits import beyond
from tests.helpers.random_links import said


@pytest.mark.parametrize("catalog", [SURFACES, OPTIMIZERS, SCHEDULES])
def test_the_names_of_a_catalog_stand_in_a_link_as_they_are(catalog):
    for entry in catalog.values():
        names = [entry.name, *(p.name for p in entry.parameters)]
        names += [str(option) for p in entry.parameters for option in p.options]
        assert all(name.isascii() and name.isidentifier() for name in names), names
        assert not {"schedule", "hidden"} & {p.name for p in entry.parameters}


def test_a_link_of_eight_lanes_is_below_a_kilobyte():
    wordy = sorted(optimizers_for("plane").values(), key=lambda entry: -len(entry.parameters))
    lanes = []
    for entry in (wordy * link.MAX_LANES)[: link.MAX_LANES]:
        numbers = [p for p in entry.parameters if p.range]
        changed = {p.name: p.range.snap(0.0625 + p.default / 4) for p in numbers[:3]}
        lanes.append(Lane(Choice.of(entry, **changed)))
    race = Race(
        Choice.of(SURFACES["rosenbrock"], b=50),
        tuple(lanes),
        start=(-1.25, 0.75),
        steps=500,
        noise=0.5,
        seed=7,
    )
    text = link.write(race, View("3d", "heat", hidden=frozenset({1, 5}), step=120))
    assert len(text) < 1000
    assert link.read(text)[0] == race


@pytest.mark.parametrize("number", [100.0, 1e20, -1e-300, 0.1 + 0.2, 5e-324, 1e16, 123456789.0])
def test_a_number_is_short_and_exact(number):
    text = said(link.write(Race(DEFAULT.surface, DEFAULT.lanes, start=(number, 0.0))))["x"]
    assert float(text) == number
    assert len(text) <= len(repr(number)) and not text.endswith(".0") and "+" not in text


def test_lanes_are_sorted_by_number_and_may_have_gaps():
    race, view, notices = link.read("12=adam&3=rmsprop&12.hidden=1&3.lr=0.5&v=1")
    assert [lane.optimizer.entry.name for lane in race.lanes] == ["rmsprop", "adam"]
    assert race.lanes[0].optimizer.values["lr"] == 0.5
    assert view.hidden == {1} and not notices


def test_keys_of_lanes_that_are_not_named_apply_to_the_default_lanes():
    race, view, notices = link.read("4.lr=0.5&2.hidden=1&2.schedule=cosine&v=1")
    assert race.lanes[3] == Lane(DEFAULT.lanes[3].optimizer.but(lr=0.5))
    assert race.lanes[1] == Lane(DEFAULT.lanes[1].optimizer, Choice.of(SCHEDULES["cosine"]))
    assert (race.lanes[0], race.lanes[2]) == (DEFAULT.lanes[0], DEFAULT.lanes[2])
    assert view.hidden == {1} and not notices
    assert link.read("5.lr=0.5")[2] == (Notice("unknown_key", "5.lr", "0.5"),)


# Whatever a link says, it is read as a race within the ranges.


FIRST_LANE = "1=adam&1."
REPAIRS = [
    ("surface=rosenbrok", Notice("unknown_name", "surface", "rosenbrok", "rosenbrock")),
    ("surface=ACKLEY", Notice("unknown_name", "surface", "ACKLEY", "ackley")),
    ("surface=<script>", Notice("unknown_name", "surface", "<script>", "rosenbrock")),
    ("surface.kappa=2", Notice("unknown_key", "surface.kappa", "2")),
    ("x=1e6", Notice("out_of_range", "x", "1e6", "20")),
    ("y=-1e6", Notice("out_of_range", "y", "-1e6", "-19")),
    ("steps=0", Notice("out_of_range", "steps", "0", "1")),
    ("steps=1e9", Notice("out_of_range", "steps", "1e9", "2000")),
    ("noise=-1", Notice("out_of_range", "noise", "-1", "0")),
    ("seed=10000", Notice("out_of_range", "seed", "10000", "9999")),
    ("view=4d", Notice("not_an_option", "view", "4d", "2d")),
    ("loop=yes", Notice("not_an_option", "loop", "yes", "0")),
    ("speed=3.5", Notice("not_an_option", "speed", "3.5", "4")),
    ("speed=1000", Notice("out_of_range", "speed", "1000", "8")),
    ("step=301", Notice("out_of_range", "step", "301", "300")),
    ("seed=1&seed=2", Notice("repeated", "seed", "2")),
]


@pytest.mark.parametrize(("query", "notice"), REPAIRS, ids=[query[:40] for query, _ in REPAIRS])
def test_what_is_put_right_is_told(query, notice):
    race, view, notices = link.read(query)
    assert notices == (notice,)
    if notice.used:
        assert said(link.full(race, view))[notice.key] == notice.used


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("1=adam&1.lr=0,1", "1=adam&1.lr=0.1"),
        ("1=adam&1.lr=1,5e-3&x=-1,5&y=,5", "1=adam&1.lr=1.5e-3&x=-1.5&y=.5"),
        ("steps=1,000", "steps=1000"),
    ],
)
def test_a_comma_of_another_language_is_read_without_a_word(query, meant):
    assert link.read(query) == link.read(meant)
    assert not link.read(query)[2]


@pytest.mark.parametrize("query", ["steps=1,5", "steps=10,00", "x=1,000,000", "x=1,2.5", "x=,"])
def test_a_comma_that_may_mean_anything_is_told(query):
    assert [notice.kind for notice in link.read(query)[2]] == ["not_a_number"]


def test_a_race_that_no_link_can_say_is_snapped():
    race = Race(
        Choice.of(SURFACES["rosenbrock"], b=1e6),
        (Lane(Choice.of(OPTIMIZERS["adam"], lr=100)),) * 10,
        start=(1e4, 0),
        seed=10**6,
        shared_lr=-1,
    )
    again, _, notices = link.read(link.write(race, View(step=500)))
    assert not beyond(link.CODEC, again, View()) and len(again.lanes) == 8
    wrong = ["surface.b", "x", "seed", "lr", "step", *(f"{n}.lr" for n in range(1, 9))]
    assert {notice.key for notice in notices if notice.kind == "out_of_range"} == set(wrong)
    assert Notice("too_many_lanes", "9", "10", "8") in notices


ENDLESS = {
    "long value": "steps=" + "1" * 1_000_000,
    "long key": "s" * 1_000_000 + "=1",
    "after what counts": "steps=100&surface=" + "a" * 1_000_000,
    "many keys": "&".join(f"k{i}=1" for i in range(100_000)),
    "one key often": "steps=100&" * 100_000,
    "ampersands": "&" * 1_000_000,
    "percent signs": "%" * 1_000_000,
}

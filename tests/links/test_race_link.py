"""A link carries a race exactly; and whatever it says, it is read as a race within the ranges."""

import json
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race
from optim_core.lane import SHARED_LR
from optim_core.plane.race import RACE_PARAMETERS
from pages.ui.race import link
from pages.ui.race.link import DEFAULT, Notice
from pages.ui.race.view import SPEEDS, SWITCHES, View
from surfaces import SURFACES
from tests.helpers.random_links import (
    any_lane,
    anything,
    choices,
    mutated,
    often,
    said,
    values,
    within,
)

GOLDEN = json.loads((Path(__file__).parent / "race_links_v1.json").read_text())

surfaces = choices(SURFACES)
lane = any_lane(OPTIMIZERS)
lineups = st.just(DEFAULT.lanes) | st.lists(lane, min_size=1, max_size=link.MAX_LANES).map(tuple)


@st.composite
def races_and_views(draw):
    surface, lanes = draw(surfaces), draw(lineups)
    x, y = link.start_parameters(surface.entry)
    race = Race(
        surface,
        lanes,
        start=(draw(values(x)), draw(values(y))),
        shared_lr=draw(st.none() | values(SHARED_LR)),
        **{name: draw(values(parameter)) for name, parameter in RACE_PARAMETERS.items()},
    )
    view = View(
        **{field: draw(values(switch)) for field, switch in SWITCHES.items()},
        hidden=draw(st.frozensets(st.integers(0, len(lanes) - 1))),
        speed=draw(st.sampled_from(SPEEDS)),
        step=draw(st.none() | st.integers(0, race.steps)),
    )
    return race, view


KEYS = sorted({key for golden in GOLDEN for key in said(golden["means"])})


@st.composite
def links(draw):
    race, view = draw(races_and_views())
    return draw(st.sampled_from([link.write, link.full]))(race, view)


def all_within(race: Race, view: View) -> bool:
    """Whether everything in a race and its view lies within the limits of links."""
    choices = [race.surface, *(c for lane in race.lanes for c in (lane.optimizer, lane.schedule))]
    return (
        1 <= len(race.lanes) <= link.MAX_LANES
        and race.steps <= 2000
        and all(within(p, c.values[p.name]) for c in choices for p in c.entry.parameters)
        and all(map(within, link.start_parameters(race.surface.entry), race.start))
        and all(within(p, getattr(race, name)) for name, p in RACE_PARAMETERS.items())
        and (race.shared_lr is None or within(SHARED_LR, race.shared_lr))
        and all(within(switch, getattr(view, field)) for field, switch in SWITCHES.items())
        and view.hidden <= set(range(len(race.lanes)))
        and view.speed in SPEEDS
        and (view.step is None or view.step in range(race.steps + 1))
        and isinstance(view.step, int | None)
    )


# A link carries a race exactly.


@often
@given(races_and_views())
def test_a_race_comes_back_from_its_link_exactly(shown):
    assert link.read(link.write(*shown)) == (*shown, ())
    assert link.read(link.full(*shown)) == (*shown, ())


@often
@given(races_and_views())
def test_a_link_is_the_same_after_it_was_encoded_again(shown):
    for text in (link.write(*shown), link.full(*shown)):
        pairs = parse_qsl(text, keep_blank_values=True)
        assert urlencode(pairs) == text
        assert link.read(pairs) == link.read(text) == link.read("?" + text)
        assert pairs[-1] == ("v", "1")


@often
@given(races_and_views(), st.data())
def test_any_number_of_a_full_link_may_be_set_by_its_key(shown, data):
    pairs = said(link.full(*shown))
    lane = data.draw(st.integers(0, len(shown[0].lanes) - 1))
    parameter = data.draw(st.sampled_from(shown[0].lanes[lane].optimizer.entry.parameters))
    value = data.draw(values(parameter))
    pairs[f"{lane + 1}.{parameter.name}"] = str(int(value) if isinstance(value, bool) else value)
    race, view, notices = link.read(pairs.items())
    assert race.lanes[lane].optimizer == shown[0].lanes[lane].optimizer.but(
        **{parameter.name: value}
    )
    assert (view, notices) == (shown[1], ())


@pytest.mark.parametrize("catalog", [SURFACES, OPTIMIZERS, SCHEDULES])
def test_the_names_of_a_catalog_stand_in_a_link_as_they_are(catalog):
    for entry in catalog.values():
        names = [entry.name, *(p.name for p in entry.parameters)]
        names += [str(option) for p in entry.parameters for option in p.options]
        assert all(name.isascii() and name.isidentifier() for name in names), names
        assert not {"schedule", "hidden"} & {p.name for p in entry.parameters}


def test_a_link_of_eight_lanes_is_below_a_kilobyte():
    wordy = sorted(OPTIMIZERS.values(), key=lambda entry: -len(entry.parameters))
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


def test_the_default_race_is_written_as_nothing_but_the_version():
    assert link.write(DEFAULT) == "v=1"
    assert link.read("") == link.read("v=1") == link.read([]) == (DEFAULT, View(), ())


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


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["link"][:60])
def test_a_link_of_version_1_means_what_it_always_meant(golden):
    """Parameters that were added since then are no part of what it meant."""
    race, view, notices = link.read(golden["link"])
    means, meant = said(link.full(race, view)), said(golden["means"])
    assert not notices
    assert {key: means.get(key) for key in meant} == meant


# Whatever a link says, it is read as a race within the ranges.


@often
@given(anything(KEYS) | mutated(links()))
def test_whatever_is_read_is_within_the_ranges_and_stays_so(query):
    race, view, notices = link.read(query)
    assert all_within(race, view)
    again = link.write(race, view)
    assert link.read(again) == (race, view, ())
    assert link.write(*link.read(again)[:2]) == again
    for notice in notices:
        assert len(notice.key) <= 40 and len(notice.given) <= 40
        (notice.key + notice.given).encode()  # raises where it could not be sent to a browser


FIRST_LANE = "1=adam&1."
REPAIRS = [
    ("surface=rosenbrok", Notice("unknown_name", "surface", "rosenbrok", "rosenbrock")),
    ("surface=ACKLEY", Notice("unknown_name", "surface", "ACKLEY", "ackley")),
    ("surface=<script>", Notice("unknown_name", "surface", "<script>", "rosenbrock")),
    ("surface.kappa=2", Notice("unknown_key", "surface.kappa", "2")),
    ("1=adm", Notice("unknown_name", "1", "adm", "adam")),
    ("1=", Notice("unknown_name", "1", "", "gradient_descent")),
    ("1=adam&01.lr=1", Notice("unknown_key", "01.lr", "1")),
    (FIRST_LANE + "lr=1e999", Notice("out_of_range", "1.lr", "1e999", "10")),
    (FIRST_LANE + "lr=-inf", Notice("out_of_range", "1.lr", "-inf", "1e-5")),
    (FIRST_LANE + "lr=nan", Notice("not_a_number", "1.lr", "nan", "0.01")),
    (FIRST_LANE + "lr=１", Notice("not_a_number", "1.lr", "１", "0.01")),
    (FIRST_LANE + "lr=ınf", Notice("not_a_number", "1.lr", "ınf", "0.01")),
    (FIRST_LANE + "lr=1_0", Notice("not_a_number", "1.lr", "1_0", "0.01")),
    (FIRST_LANE + "lr=", Notice("not_a_number", "1.lr", "", "0.01")),
    (FIRST_LANE + "lr=.", Notice("not_a_number", "1.lr", ".", "0.01")),
    (FIRST_LANE + "bias_correction=2", Notice("not_an_option", "1.bias_correction", "2", "1")),
    (FIRST_LANE + "schedule=cosin", Notice("unknown_name", "1.schedule", "cosin", "cosine")),
    (FIRST_LANE + "schedule.warmup=2.75", Notice("not_whole", "1.schedule.warmup", "2.75", "3")),
    ("1=momentum&1.form=velocty", Notice("not_an_option", "1.form", "velocty", "velocity")),
    ("x=1e6", Notice("out_of_range", "x", "1e6", "20")),
    ("y=-1e6", Notice("out_of_range", "y", "-1e6", "-19")),
    ("steps=0", Notice("out_of_range", "steps", "0", "1")),
    ("steps=1e9", Notice("out_of_range", "steps", "1e9", "2000")),
    ("noise=-1", Notice("out_of_range", "noise", "-1", "0")),
    ("seed=10000", Notice("out_of_range", "seed", "10000", "9999")),
    ("lr=100", Notice("out_of_range", "lr", "100", "10")),
    ("lr=much", Notice("not_a_number", "lr", "much", "")),
    ("view=4d", Notice("not_an_option", "view", "4d", "2d")),
    ("loop=yes", Notice("not_an_option", "loop", "yes", "0")),
    ("speed=3.5", Notice("not_an_option", "speed", "3.5", "4")),
    ("speed=1000", Notice("out_of_range", "speed", "1000", "8")),
    ("step=301", Notice("out_of_range", "step", "301", "300")),
    ("seed=1&seed=2", Notice("repeated", "seed", "2")),
    ("v=2", Notice("version", "v", "2", "1")),
    ("v=", Notice("version", "v", "", "1")),
    ("dog=" + "w" * 50, Notice("unknown_key", "dog", "w" * 40)),
]


@pytest.mark.parametrize(("query", "notice"), REPAIRS, ids=[query[:40] for query, _ in REPAIRS])
def test_what_is_put_right_is_told(query, notice):
    race, view, notices = link.read(query)
    assert notices == (notice,)
    if notice.used:
        assert said(link.full(race, view))[notice.key] == notice.used


@pytest.mark.parametrize("key", ["0", "01", "-1", "1 ", "1.", "１", "1２", "9" * 5000])
def test_what_is_no_number_of_a_lane_makes_no_lane(key):
    race, _, notices = link.read([(key, "adam")])
    assert race == DEFAULT
    assert notices == (Notice("unknown_key", key[:40], "adam"),)


@pytest.mark.parametrize("text", ["100", "1e2", "1E+2", "1e 2", "+100.", "100.000", " 100 "])
def test_a_number_may_be_written_in_several_ways(text):
    race, _, notices = link.read([("steps", text)])
    assert race.steps == 100 and not notices


@pytest.mark.alone
@pytest.mark.parametrize(
    "text", ["1" * 15_900, "1" * 7_000 + "." + "1" * 7_000, "1e" + "1" * 15_000]
)
def test_what_is_nearly_a_number_is_refused_as_soon_as_a_number_is_read(text):
    def spent(text):
        began = time.perf_counter()
        link.read([("noise", text)])
        return time.perf_counter() - began

    number, none = (min(spent(each) for _ in range(3)) for each in (text, text + "x"))
    assert none < 30 * number


def test_a_race_that_no_link_can_say_is_snapped():
    race = Race(
        Choice.of(SURFACES["rosenbrock"], b=1e6),
        (Lane(Choice.of(OPTIMIZERS["adam"], lr=100)),) * 10,
        start=(1e4, 0),
        seed=10**6,
        shared_lr=-1,
    )
    again, _, notices = link.read(link.write(race, View(step=500)))
    assert all_within(again, View()) and len(again.lanes) == 8
    wrong = ["surface.b", "x", "seed", "lr", "step", *(f"{n}.lr" for n in range(1, 9))]
    assert {notice.key for notice in notices if notice.kind == "out_of_range"} == set(wrong)
    assert Notice("too_many_lanes", "9", "10", "8") in notices


def test_of_ten_thousand_lanes_the_first_are_kept():
    race, _, notices = link.read("&".join(f"{n}=adam&{n}.lr=0.5" for n in range(10_000, 0, -1)))
    assert len(race.lanes) == link.MAX_LANES
    assert [notice.kind for notice in notices] == ["too_long", "too_many_lanes"]
    race, _, notices = link.read([(str(n), "adam") for n in range(900, 0, -1)])
    assert len(race.lanes) == link.MAX_LANES
    assert notices == (Notice("too_many_lanes", "9", "900", "8"),)


ENDLESS = {
    "long value": "steps=" + "1" * 1_000_000,
    "long key": "s" * 1_000_000 + "=1",
    "after what counts": "steps=100&surface=" + "a" * 1_000_000,
    "many keys": "&".join(f"k{i}=1" for i in range(100_000)),
    "one key often": "steps=100&" * 100_000,
    "ampersands": "&" * 1_000_000,
    "percent signs": "%" * 1_000_000,
}


@pytest.mark.parametrize("query", ENDLESS.values(), ids=ENDLESS.keys())
def test_of_an_endless_link_only_the_beginning_is_looked_at(query, monkeypatch):
    parsed = []
    monkeypatch.setattr(
        "pages.ui.links.reader.parse_qsl",
        lambda text, **how: parsed.append(len(text)) or parse_qsl(text, **how),
    )
    race, view, notices = link.read(query)
    assert max(parsed) <= link.LONGEST
    assert [notice.kind for notice in notices].count("too_long") == 1
    assert len(notices) <= link.MAX_KEYS + 1
    assert race.steps == (100 if query.startswith("steps=100&") else DEFAULT.steps)


@pytest.mark.parametrize("text", ["", "a" * 1_000])
def test_of_endless_pairs_only_the_beginning_is_taken(text):
    taken = 0

    def pairs():
        nonlocal taken
        while True:
            taken += 1
            yield f"k{taken}", text

    assert link.read(pairs())[0] == DEFAULT
    assert taken <= min(link.MAX_KEYS, link.LONGEST // (len(text) + 1)) + 1

"""What the gallery says to observe is what the very runs of its links do."""

import re
from dataclasses import replace

import numpy as np
import pytest

from optim_core import solve
from pages.ui.gallery import Preset
from pages.ui.race import link
from pages.ui.race.gallery import PRESETS, RACES
from tests.gallery import (
    adaptive_claims,
    course_claims,
    first_claims,
    rule_claims,
    second_order_claims,
    statement_claims,
    typed_claims,
)
from tests.gallery.claims import CLAIMS, scored
from tests.helpers.claims import quoted, rounded

every_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)

# Of `CLAIMS`.
PARTS = (
    adaptive_claims,
    course_claims,
    first_claims,
    rule_claims,
    second_order_claims,
    statement_claims,
    typed_claims,
)

# Lanes, from 1, for which leaving the box is the lesson; and those of them that overflow.
LEAVES: dict[str, set[int]] = {
    "rate_limit": {3},
    "warm_up": {1},
    "forms_part": {2},
    "rmsprop_rate": {1},
    "classic_saddle": {1, 2, 3, 4},
    "nesterov_limit": {2},
    "typed_slip": {2},
    "typed_mixed": {2},
    "newton_leap": {1},
}
OVERFLOWS: dict[str, set[int]] = {"warm_up": {1}, "typed_hole": {2}}


@every_preset
@pytest.mark.parametrize("nudge", [0, 1e-7], ids=["exactly", "nudged"])
def test_what_is_to_be_observed_is_so(preset, nudge):
    """It does not hang on the last bits either, which differ from one processor to the next."""
    race, _, _ = link.read(preset.query)
    x, y = race.start
    race = replace(race, start=(x * (1 + nudge), y * (1 - nudge)))
    computed, said = CLAIMS[preset.name](race, solve(race)), quoted(preset.observe)
    assert len(computed) == len(said)
    assert [rounded(*pair) for pair in zip(computed, said, strict=True)] == said


def test_every_claim_is_of_a_preset():
    assert set(CLAIMS) == {preset.name for preset in PRESETS}
    assert set(LEAVES) | set(OVERFLOWS) <= set(CLAIMS)


def test_names_titles_races_and_sentences_are_each_used_once():
    for each in ("name", "title", "query", "observe"):
        assert len({getattr(preset, each) for preset in PRESETS}) == len(PRESETS)
    assert all(preset.name.isidentifier() for preset in PRESETS)
    assert len(set(RACES.values)) == len(PRESETS)


@every_preset
def test_a_link_of_the_gallery_is_as_it_would_be_written(preset):
    race, view, notices = link.read(preset.query)
    assert not notices
    assert link.write(race, view) == preset.query
    assert len(preset.query) < 300
    assert link.read(preset.query_params.items()) == (race, view, ())
    assert RACES.of(race) == RACES.named(preset.name) == preset


@every_preset
def test_a_race_of_the_gallery_is_short_and_of_few_lanes(preset):
    race, view, _ = link.read(preset.query)
    assert 2 <= len(race.lanes) <= 4 and 100 <= race.steps <= 600
    assert not view.hidden and view.step is None


@every_preset
def test_only_where_that_is_the_lesson_does_a_lane_leave_the_picture(preset):
    race, _, _ = link.read(preset.query)
    runs = solve(race)
    gone = [n for n, score in enumerate(scored(race, runs), 1) if score.left_box is not None]
    endless = [n for n, run in enumerate(runs, 1) if not np.isfinite(run.value).all()]
    assert set(gone) == LEAVES.get(preset.name, set())
    assert set(endless) == OVERFLOWS.get(preset.name, set())
    assert not gone or re.search("diverges|leaves the box", preset.observe)


@every_preset
def test_what_is_written_is_short_and_speaks_of_every_lane(preset: Preset):
    race, _, _ = link.read(preset.query)
    for text in (preset.title, preset.observe):
        assert len(text) < 170 and text.isprintable() and not set("*_$`[<") & set(text)
    assert preset.observe.endswith(".") and len(preset.title) < 50
    words = f"{preset.title} {preset.observe}".lower()
    for lane in race.lanes:
        assert lane.optimizer.entry.label.lower() in words

"""What is said of lanes to tell them apart; lane_names.json holds it for the scripts, too."""

import json
from gettext import NullTranslations
from pathlib import Path

import pytest

from pages.ui.catalog import catalog
from pages.ui.lab import link as lab_link
from pages.ui.lab.gallery import PRESETS, TRAININGS
from pages.ui.lab.lane_names import lane_names
from pages.ui.registry import PAGES
from pages.ui.training_service.lane_facts import lane_facts

SHARED = json.loads(Path(__file__).with_name("lane_names.json").read_text(encoding="utf-8"))


def named(query):
    return lane_names(lab_link.read(query)[0])


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["query"])
def test_lanes_are_told_apart_by_what_differs_as_the_scripts_do(case):
    training, _, notices = lab_link.read(case["query"])
    assert not notices
    assert lane_names(training) == [lane["name"] for lane in case["lanes"]]
    facts = json.loads(json.dumps(lane_facts(training)))
    assert facts == [lane["facts"] for lane in case["lanes"]]
    for lane, told in zip(training.lanes, case["lanes"], strict=True):
        assert lane.optimizer.entry.name == told["optimizer"]
        assert lane.schedule.entry.name == told["schedule"]


def test_the_labels_that_the_scripts_are_tested_with_are_those_of_the_catalog():
    now = catalog(PAGES)
    for kind, entries in SHARED["catalog"].items():
        for name, entry in entries.items():
            there = now[kind][name]
            assert entry["label"] == there["label"]
            for part, is_now in zip(
                entry.get("parameters", [entry]), there.get("parameters", [there]), strict=True
            ):
                assert part == {key: is_now[key] for key in ("name", "label", "texts")}


def test_alone_or_with_others_a_lane_is_its_optimizer_where_that_is_all():
    assert named("1=adam") == ["Adam"]
    assert named("1=adam&2=momentum&lr=0.1") == ["Adam", "Momentum"]


def test_a_name_is_in_the_language_of_its_reader():
    class Korean(NullTranslations):
        known = {
            "no {label}": "{label} 없음",
            "Early stopping (epochs)": "조기 종료(에포크)",
            "{n} epoch": "{n}에포크",
            "{label} {value}": "{label}: {value}",
        }

        def gettext(self, message):
            return self.known.get(message, message)

        def ngettext(self, one, several, n):
            return self.gettext(one)

    training = lab_link.read("1=adam&2=adam&2.patience=2")[0]
    assert lane_names(training, Korean()) == ["Adam, 조기 종료 없음", "Adam, 조기 종료: 2에포크"]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_lanes_of_the_gallery_have_different_names(preset):
    names = lane_names(TRAININGS.codec.read(preset.query)[0])
    assert len(set(names)) == len(names)


def test_of_a_lane_that_lacks_much_only_what_it_has_is_said():
    lanes = "1=momentum&2=momentum&2.shift=2&2.rotation=5&2.dropout=0.5&3=momentum&3.l2=0.01&lr=0.1"
    assert named(lanes + "&v=2") == [
        "Momentum",
        "Momentum, dropout 0.5, no L2 penalty, shift 2 pixels, rotation 5°",
        "Momentum, L2 penalty 0.01",
    ]

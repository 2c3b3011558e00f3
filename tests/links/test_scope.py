"""Links and menus know what an optimizer may be asked: a schedule, or to train a network."""

from optim_core import Choice, Lane
from pages.ui.catalog import catalog
from pages.ui.lab import link as lab_link
from pages.ui.links.notices import Notice
from pages.ui.race import link
from pages.ui.registry import PAGES
from tests.helpers.optimizers import armijo


def test_a_link_knows_no_schedule_of_a_rule_without_a_rate(with_more):
    race, view, notices = link.read("1=armijo&1.shrink=0.25&2=newton&lr=0.5")
    assert not notices and race.lanes[0] == Lane(Choice.of(armijo, shrink=0.25))
    assert "1.schedule" not in link.full(race, view) and "2.schedule" in link.full(race, view)
    assert link.read(link.full(race, view)) == (race, view, ())
    again, _, (notice,) = link.read("1=armijo&1.schedule=cosine")
    assert again.lanes == (Lane(Choice.of(armijo)),)
    assert notice == Notice("unknown_key", "1.schedule", "cosine")


def test_a_lane_of_the_lab_falls_back_from_what_is_not_for_networks(with_more):
    training, _, notices = lab_link.read("1=newton&2=armijo")
    assert [lane.optimizer.entry.name for lane in training.lanes] == ["gradient_descent", "armijo"]
    assert notices == (Notice("not_for_networks", "1", "newton", "gradient_descent"),)


def test_a_lane_of_a_race_falls_back_from_what_is_only_for_networks():
    race, _, notices = link.read("1=muon&2=adam")
    assert [lane.optimizer.entry.name for lane in race.lanes] == ["gradient_descent", "adam"]
    assert notices == (Notice("not_for_surfaces", "1", "muon", "gradient_descent"),)
    assert lab_link.read("1=muon")[0].lanes[0].optimizer.entry.name == "muon"


def test_the_catalog_tells_where_an_entry_may_be_chosen(with_more):
    told = catalog(PAGES)["optimizers"]
    assert told["newton"]["scope"] == ["plane"]
    assert told["muon"]["scope"] == ["network"]
    assert told["armijo"]["scope"] == ["network", "plane"]
    assert [p["label"] for p in told["armijo"]["parameters"]] == ["Longest", "Shrinkage", "c"]

"""Surfaces and presets of the race are chosen, and Back takes it back."""

import pytest
from playwright.sync_api import expect

from optim_core.catalog import Choice
from optim_core.plane.geometry import start_of
from pages.ui.race.gallery import RACES
from surfaces import SURFACES
from tests.helpers.browser import SMALL
from tests.helpers.race_page import rate, settled, shows, surface


@pytest.fixture
def page(visit):
    """In Streamlit's frame, which hears of Back and Forward too."""
    return visit("/race")


def test_back_and_forward_move_the_dials(page):
    for value in ("0.002", "0.003"):
        rate(page, 1).fill(value)
        rate(page, 1).press("Enter")
        settled(page, rf"1\.lr={value}")
        page.wait_for_timeout(400)
    page.go_back()
    expect(rate(page, 1)).to_have_value("0.002")
    page.go_forward()
    expect(rate(page, 1)).to_have_value("0.003")


def test_back_counts_however_soon_it_comes(page):
    for index, delay in enumerate((0, 20, 50, 500)):
        first, second = f"0.00{index}2", f"0.00{index}3"
        rate(page, 1).fill(first)
        rate(page, 1).press("Enter")
        settled(page, rf"1\.lr={first}")
        page.wait_for_timeout(300)
        rate(page, 1).fill(second)
        page.evaluate(
            """(delay) => {
              document.activeElement.blur();
              setTimeout(() => history.back(), delay);
            }""",
            delay,
        )
        page.wait_for_timeout(delay + 600)
        found = page.evaluate("() => new URLSearchParams(location.search).get('1.lr')")
        assert found == first, delay
        expect(rate(page, 1)).to_have_value(first)
        page.go_forward()
        expect(rate(page, 1)).to_have_value(second)


def test_another_surface_is_another_entry_and_back_undoes_it(page):
    surface(page).select_option("himmelblau")
    settled(page, "surface=himmelblau")
    shows(page, "himmelblau")
    page.go_back()
    page.wait_for_function(
        "() => !document.querySelector('.race').dataset.link.includes('himmelblau')"
    )
    expect(surface(page)).to_have_value("rosenbrock")


def test_another_surface_offers_rates_that_suit_it_and_back_takes_mine_again(visit):
    zigzag = RACES.named("zigzag").query
    page = visit(f"/race?{zigzag}")
    offer = page.locator(".offer")
    expect(offer).to_be_hidden()
    surface(page).select_option("himmelblau")
    shows(page, "himmelblau")
    expect(offer).to_contain_text("Rates that suit this surface: 0.01, 0.00095")
    expect(page.locator("[data-lane='1'] .note")).to_contain_text("above 2/L")
    page.locator("[data-offer=use]").click()
    settled(page, r"1\.lr=0\.01&.*2\.lr=0\.00095")
    expect(offer).to_be_hidden()
    for lane in (1, 2):
        expect(page.locator(f"[data-lane='{lane}'] .note")).to_contain_text("Converged")
    page.locator("[data-lane='1'] details summary").click()
    page.locator("[data-lane='1'] .choice select").select_option("step")
    expect(page.locator(".of-schedule")).to_have_text(["An epoch is 10 steps here.", ""])
    page.go_back()
    page.go_back()
    expect(rate(page, 1)).to_have_value("0.038")
    surface(page).select_option("ackley")
    page.locator("[data-offer=keep]").click()
    expect(offer).to_be_hidden()
    expect(rate(page, 1)).to_have_value("0.038")


def test_every_surface_is_shown_with_the_lanes_and_begins_at_its_own_start(visit):
    page = visit("/plain/race?1=adam&1.lr=0.3&x=1&y=1&view=3d&v=1", **SMALL)
    for name, entry in SURFACES.items():
        surface(page).select_option(name)
        named = "" if name == "rosenbrock" else f"surface={name}&"
        scale = "" if entry.height_scale == "log" else f"&height={entry.height_scale}"
        page.wait_for_function(
            "(link) => document.querySelector('.race').dataset.link === link",
            arg=f"{named}1=adam&1.lr=0.3&view=3d{scale}&v=1",
        )
        start = [page.locator(f'[data-start="{key}"]').input_value() for key in "xy"]
        assert [float(text) for text in start] == list(start_of(Choice.of(entry)))


def test_choices_in_quick_succession_are_entries_of_their_own(page):
    """However many are made before the first is answered, in order; and so are the ways back."""
    entries = page.evaluate("history.length")
    page.evaluate(
        """() => {
          const list = document.querySelector('[data-choose="surface"]');
          for (const name of ["saddle", "beale", "ackley"]) {
            list.value = name;
            list.dispatchEvent(new Event("change", { bubbles: true }));
          }
        }"""
    )
    shows(page, "ackley")
    assert page.evaluate("history.length") == entries + 3
    assert page.locator("[data-lane]").count() == 4, "the lanes stay"
    for name in ("beale", "saddle"):
        page.go_back()
        shows(page, name)
        expect(surface(page)).to_have_value(name)
    page.evaluate("() => { history.forward(); }")
    page.evaluate("() => { history.forward(); }")
    shows(page, "ackley")
    page.evaluate("() => { history.go(-2); }")
    shows(page, "saddle")
    assert page.evaluate("history.length") == entries + 3, "no way back adds an entry"


def test_a_preset_moves_the_dials_and_back_returns(page):
    own = rate(page, 1).input_value()
    presets = page.get_by_role("combobox", name="A race from the gallery")
    presets.select_option("zigzag")
    expect(rate(page, 1)).to_have_value("0.038")
    expect(page.locator(".observe")).to_contain_text("Observe")
    settled(page, "^.preset=zigzag$")
    rate(page, 1).fill("0.03")
    rate(page, 1).press("Enter")
    settled(page, "kappa=50&.*1.lr=0.03")
    expect(presets).to_have_value("")
    expect(page.locator(".observe")).to_contain_text("jumps across the valley")
    expect(page.locator(".observe .changed")).to_have_text("lane 1 Learning rate 0.038 → 0.03")
    page.get_by_role("button", name="Back to the preset").click()
    expect(presets).to_have_value("zigzag")
    expect(page.locator(".observe .changed")).to_have_count(0)
    page.go_back()
    expect(rate(page, 1)).to_have_value("0.03")
    page.go_back()
    expect(presets).to_have_value("zigzag")
    page.go_back()
    expect(rate(page, 1)).to_have_value(own)

"""The race as a person plays with it: the player, the picture, dials and lanes."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import MOTION
from tests.helpers.race_page import drag, press, query, rate, settled, step


def test_it_plays_by_itself_and_pauses(visit):
    page = visit("/plain/race", **MOTION)
    expect(page.locator('[data-do="pause"]')).to_be_visible()
    page.wait_for_function("() => document.querySelector('.count').dataset.step > 5")
    press(page, "pause")
    before = step(page)
    page.wait_for_timeout(300)
    assert step(page) == before
    press(page, "play")
    page.wait_for_function("(n) => document.querySelector('.count').dataset.step > n", arg=before)


def test_arrow_keys_step_and_leave_the_browsers_own_keys_alone(page):
    page.locator(".picture").focus()
    page.keyboard.press("Home")
    assert step(page) == 0
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert step(page) == 2
    page.keyboard.press("End")
    assert step(page) == 300
    page.keyboard.press("Control+Home")
    assert step(page) == 300, "with Ctrl it is the browser's key"
    rate(page, 1).focus()
    page.keyboard.press("ArrowLeft")
    assert step(page) == 300, "in a field the arrows move the caret"


def test_dragging_a_rate_bends_the_path_while_it_plays(visit):
    page = visit("/plain/race", **MOTION)
    page.locator('[data-do="speed"]').select_option("0.25")
    link = page.locator(".race").get_attribute("data-link")
    entries = page.evaluate("history.length")
    drag(page, '[data-field="4.lr"] input[type=range]', right=25, let_go=False)
    page.wait_for_function(
        "(old) => document.querySelector('.race').dataset.link !== old", arg=link
    )
    assert "4.lr" not in query(page), "the address changes when it is let go"
    expect(page.locator('[data-do="pause"]')).to_be_visible()
    page.mouse.up()
    settled(page, r"[?&]4\.lr=")
    assert page.evaluate("history.length") == entries + 1, "a drag is one entry of the history"


def test_a_click_sets_the_start_and_the_marker_can_be_dragged(page):
    box = page.locator(".input-overlay").bounding_box()
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.2 * box["height"])
    settled(page, r"[?&]x=")
    clicked = query(page)
    drag(page, ".picture .start", right=60, down=40)
    page.wait_for_function("(old) => location.search !== old", arg=clicked)


def test_dragging_the_surface_pans_and_the_wheel_zooms_without_a_new_start(page):
    before = page.locator(".picture .start").bounding_box()
    drag(page, ".input-overlay", right=80)
    panned = page.locator(".picture .start").bounding_box()
    assert panned["x"] == pytest.approx(before["x"] + 80, abs=3)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(200)
    scrolled = page.locator(".picture .start").bounding_box()
    assert scrolled["width"] == panned["width"] and scrolled["x"] == panned["x"], "it scrolls"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function(
        "(x) => Math.abs(document.querySelector('.start').getBoundingClientRect().x - x) > 10",
        arg=panned["x"],
    )
    assert "x=" not in query(page)
    zoomed = page.locator(".picture .start").bounding_box()
    drag(page, '[data-field="2.lr"] input[type=range]', right=10)
    settled(page, r"2\.lr=")
    assert page.locator(".picture .start").bounding_box()["x"] == pytest.approx(zoomed["x"], abs=1)


def test_every_slider_moves_by_the_arrow_keys(visit):
    page = visit(
        "/plain/race?surface=rotated_ellipse&1=adam&2=momentum&2.schedule=cosine&noise=1&v=1"
    )
    for details in page.locator(".lane details").all():
        details.evaluate("details => (details.open = true)")
    sliders = page.locator(".lanes .slider")
    assert sliders.count() > 10
    for slider in sliders.all():
        field, track = slider.locator("input[type=text]"), slider.locator("input[type=range]")
        before = field.input_value()
        key = "ArrowLeft" if track.evaluate("t => t.value === t.max") else "ArrowRight"
        track.focus()
        page.keyboard.press(key)
        assert field.input_value() != before, slider.get_attribute("data-field")


def test_lanes_are_added_duplicated_moved_hidden_and_removed(page):
    choices = page.locator(".lane > header select[data-choice]")

    def names() -> list[str]:
        return choices.evaluate_all("all => all.map((select) => select.value)")

    first = names()
    page.locator("[data-add]").select_option("lion")
    expect(page.locator("[data-lane]")).to_have_count(len(first) + 1)
    page.locator('[data-menu="5"]').select_option("move_up")
    page.wait_for_function("() => document.querySelector('[data-choice=\"4\"]').value === 'lion'")
    page.locator('[data-menu="1"]').select_option("duplicate")
    page.wait_for_function("() => document.querySelectorAll('[data-lane]').length === 6")
    assert names()[:2] == [first[0]] * 2
    page.locator('[data-menu="2"]').select_option("remove")
    page.wait_for_function("() => document.querySelectorAll('[data-lane]').length === 5")
    page.locator('[data-hide="1"]').click()
    settled(page, r"1\.hidden=1")
    expect(page.locator('[data-score="1"]')).to_have_class(re.compile("hidden"))


def test_a_list_that_acts_opens_at_an_arrow_and_acts_when_something_is_chosen(page):
    lanes = page.locator("[data-lane]")
    for acting in ("[data-menu='2']", "[data-add]"):
        before = lanes.count()
        page.locator(acting).focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)
        expect(lanes).to_have_count(before)
        page.keyboard.press("Enter")
        expect(lanes).not_to_have_count(before)


def test_one_rate_for_all_and_back_to_their_own(page):
    own = rate(page, 4).input_value()
    page.locator("[data-share]").check()
    settled(page, r"[?&]lr=")
    expect(page.locator('[data-field="4.lr"]')).to_have_count(0)
    page.locator("[data-share]").uncheck()
    expect(rate(page, 4)).to_have_value(own)

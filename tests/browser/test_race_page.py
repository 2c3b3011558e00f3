"""The race as a person meets it, in a real browser: links, visitors, what is said."""

import re

import pytest
from playwright.sync_api import expect

from pages.ui.race.gallery import RACES
from tests.helpers.browser import wait_ready
from tests.helpers.race_page import drag, press, query, rate, settled, step, surface


def test_a_typed_value_out_of_range_is_snapped_and_said(page):
    rate(page, 1).fill("99")
    rate(page, 1).press("Enter")
    settled(page, r"1\.lr=10(&|$)")
    expect(page.locator(".notices")).to_contain_text("1.lr")
    expect(rate(page, 1)).to_have_value("10")


def test_a_cold_link_shows_the_same_race_at_its_step(visit):
    page = visit(
        "/plain/race?surface=saddle&1=adam&1.lr=0.1&1.bias_correction=0&2=adam&2.lr=0.1&step=7"
    )
    assert step(page) == 7
    expect(page.locator('[data-do="play"]')).to_be_visible()
    expect(page.locator("[data-lane]")).to_have_count(2)
    expect(rate(page, 2)).to_have_value("0.1")
    expect(surface(page)).to_have_value("saddle")


def test_the_server_runs_no_script_for_a_drag_and_explains_what_is_shown(visit):
    """Streamlit hears of other entries, and of nothing else."""
    page = visit("/race")
    page.get_by_text("Equations, sources and the code that runs").click()
    expect(page.get_by_role("tab", name="Adam")).to_be_visible()
    page.wait_for_timeout(500)
    page.evaluate(
        """() => {
          window.told = 0;
          const { send } = WebSocket.prototype;
          WebSocket.prototype.send = function (...message) {
            window.told += this.url.includes("/_stcore/");
            return send.apply(this, message);
          };
        }"""
    )
    drag(page, '[data-field="4.lr"] input[type=range]', right=25)
    settled(page, r"[?&]4\.lr=")
    page.wait_for_timeout(600)
    assert page.evaluate("told") == 0
    page.locator('[data-choice="4"]').select_option("lion")
    expect(page.get_by_role("tab", name="Lion")).to_be_visible()
    expect(page.get_by_role("tab", name="Adam")).to_have_count(0)
    assert page.evaluate("told") > 0, "so the count above can fail"
    assert "4=lion" in query(page)


def test_nonsense_links_open_the_nearest_race_with_one_notice(visit):
    page = visit(
        "/race?surface=<img src=x onerror=alert(1)>&1=adam&1.lr=nan&2=가나다&steps=1e999&1.lr=2"
    )
    notice = page.locator(".notices")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text("1.lr")
    expect(page.locator("[data-lane]")).to_have_count(2)
    assert page.locator("img[src=x]").count() == 0


def test_two_visitors_never_see_each_others_race(visit):
    one, other = visit("/race"), visit("/race")
    rate(one, 1).fill("0.0021")
    rate(one, 1).press("Enter")
    settled(one, r"1\.lr=0\.0021")
    other.reload()
    wait_ready(other)
    assert "0.0021" not in query(other)
    expect(rate(other, 1)).to_have_value("0.0015")


def test_the_picture_says_in_words_what_diverges_and_what_draws_one_path(visit):
    page = visit(f"/plain/race?{RACES.named('rate_limit').query}&step=20")
    told = page.locator(".captions p:visible")
    expect(page.locator(".symbols")).to_contain_text("left the picture")
    expect(told).to_have_count(0)
    press(page, "forward")
    page.locator(".picture").press("End")
    expect(told).to_have_text(
        ["3 Gradient descent, rate 0.102 diverges. The rate 0.102 is above 2/κ = 0.1."]
    )
    page.locator("[data-choose=preset]").select_option("forms_of_momentum")
    expect(told).to_have_text(["1, 2 and 4: one path"])


def test_a_diverging_lane_is_shown_as_such_and_breaks_nothing(visit):
    page = visit("/plain/race?1=gradient_descent&1.lr=5&2=adam")
    page.locator(".picture").focus()
    page.keyboard.press("End")
    expect(page.locator('[data-score="1"]')).to_have_attribute("data-verdict", "diverged")
    expect(page.locator('[data-score="1"]')).to_contain_text(
        "Diverged: outside the box from step 1 on"
    )
    page.locator('[data-do="back"]').click()
    assert step(page) == 299


def test_the_link_can_be_copied_by_hand_where_the_clipboard_is_closed(visit):
    page = visit("/race?1=adam&1.lr=0.2")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator('[data-do="copy"]').click()
    field = page.locator(".share input")
    expect(field).to_have_value(re.compile(r"/race\?1=adam&1\.lr=0\.2"))
    assert field.evaluate("field => field.selectionEnd - field.selectionStart > 20")


def test_a_page_left_open_survives_a_restart_of_the_server(visit, server):
    page = visit("/race?1=adam", expected=("WebSocket", "ERR_CONNECTION", "server"))
    rate(page, 1).fill("0.3")
    rate(page, 1).press("Enter")
    settled(page, r"1\.lr=0\.3")
    rate(page, 1).focus()
    server.stop()
    line = page.locator("body > [role=status]")
    expect(line).to_contain_text("No connection")
    page.wait_for_timeout(2500)  # in which Streamlit would say so in a dialog
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(rate(page, 1)).to_be_focused()
    rate(page, 1).fill("0.4")
    rate(page, 1).press("Enter")
    expect(page.locator(".banner.error")).to_contain_text("No connection")
    expect(line).to_be_hidden()
    server.start()
    settled(page, r"1\.lr=0\.4")
    expect(page.locator(".banner.error")).to_be_hidden()
    expect(line).to_have_count(0)
    expect(rate(page, 1)).to_have_value("0.4")
    surface(page).select_option("himmelblau")
    settled(page, "surface=himmelblau.*1=adam.*0\\.4")


def test_the_curves_switch_between_steps_and_evaluations(visit):
    page = visit("/plain/race?preset=gradients_counted")
    page.locator("#tab-curves").click()
    lines = page.locator('[data-curve="loss"] .step-line')
    expect(lines).to_have_count(2)
    page.locator(".picture").focus()
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    bfgs, adam = (line.bounding_box()["x"] for line in lines.all())
    axis = page.locator('[data-curve="loss"] .u-over').bounding_box()
    assert (bfgs - axis["x"]) / (adam - axis["x"]) == pytest.approx(13 / 5, abs=0.05)
    page.locator("#tab-board").click()
    counted = page.locator('[data-label="Gradient evaluations"]')
    expect(counted).to_have_text(["13", "5"])
    page.locator("#tab-curves").click()
    page.locator('[data-choose="axis"] [value="steps"]').check()
    expect(lines).to_have_count(1)
    expect(page.locator(".observe")).not_to_contain_text("Back to the preset")

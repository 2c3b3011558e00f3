"""Schedules as a person meets them, in a real browser: one visit, several checks."""

from playwright.sync_api import expect

from tests.helpers.browser import PHONE, wait_ready


def test_a_class_compares_schedules_and_takes_them_over(visit):
    page = visit("/plain/schedules?1=inverse_time&epochs=10&v=1")
    cells = page.locator(".board tbody tr").first.locator("td")
    assert cells.all_inner_texts()[:4] == ["0.1", "0.067", "0.05", "0.04"]
    expect(page.locator(".observe")).to_contain_text("0.067 in epoch 2")
    page.locator('[data-field="1.decay"] input[type=text]').fill("0")
    page.keyboard.press("Enter")
    expect(cells.first).to_have_text("0.2")
    expect(page.locator(".observe .changed")).to_have_text("lane 1 Decay 1 → 0")
    page.locator("[data-add]").select_option("cosine_restarts")
    expect(page.locator(".board tbody tr")).to_have_count(2)
    page.locator('[data-choose="rates"] label').last.click()
    page.wait_for_function("() => location.search.includes('rates=log')")
    page.locator(".losses .u-over").hover()  # in the middle
    expect(page.locator('[data-lane="1"] .note')).to_contain_text("epoch 5: rate 0.2")
    page.get_by_text("Race these schedules").click()
    page.wait_for_url("**/race?**")
    wait_ready(page)
    expect(page.locator('[data-choice="2.schedule"]')).to_have_value("cosine_restarts")


def test_on_a_phone_everything_is_within_the_window(visit):
    page = visit("/plain/schedules", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".board tbody tr")).to_have_count(4)

"""A surface that a person types, in a browser: live while it can be read, and told where not."""

import re

from playwright.sync_api import expect

from tests.helpers.browser import PHONE
from tests.helpers.race_page import settled, shows, surface


def test_a_formula_is_typed_and_the_race_follows(visit):
    page = visit("/plain/race?1=gradient_descent&1.lr=0.1&2=adam&2.lr=0.2&step=100&v=1")
    expect(page.locator(".formula")).to_be_hidden()
    surface(page).select_option("typed")
    shows(page, "surface=typed")
    page.locator("[data-offer=keep]").click()
    expect(page.locator(".symbols")).to_contain_text("lowest minimum found")
    field = page.locator(".formula textarea")
    field.fill("x^2 + 3*y^2")
    shows(page, "x%5E2%20%2B%203*y%5E2")  # without any key that ends it
    expect(page.locator("[data-lane='1']")).to_contain_text("Converged to the minimum (0, 0)")
    link = page.locator(".race").get_attribute("data-link")
    field.fill("x^2 + 3*y^2 + 2z")
    expect(page.locator(".formula .wrong")).to_contain_text("A product needs a sign")
    expect(page.locator(".formula mark")).to_have_text("z")
    page.wait_for_timeout(700)
    expect(page.locator(".race")).to_have_attribute("data-link", link)  # the last good one stays
    expect(page.locator("[data-lane='1']")).to_contain_text("Converged to the minimum (0, 0)")
    field.fill("log(x) + y^2")
    field.press("Enter")
    settled(page, r"surface\.formula=log\(x\)%20%2B%20y%5E2")
    expect(page.locator(".formula .wrong")).to_be_empty()
    expect(page.locator(".symbols")).not_to_contain_text("minimum")
    page.locator("[data-field='surface.half'] input[type=text]").fill("2")
    page.keyboard.press("Enter")
    settled(page, r"surface\.half=2&")
    page.reload()
    expect(page.locator(".formula textarea")).to_have_value("log(x) + y^2")
    expect(page.locator(".symbols")).to_contain_text("no value there")  # left of log's 0
    surface(page).select_option("beale")
    expect(page.locator(".formula")).to_be_hidden()
    expect(page.locator(".symbols")).not_to_contain_text("no value there")


def test_a_rule_of_the_notes_is_typed_and_climbs(visit):
    """The slip that circulates, what is wrong at its place, a number that becomes a dial."""
    page = visit("/plain/race?surface=quadratic&1=typed&1.lr=0.05&steps=60&step=60&v=1")
    rule = page.locator('textarea[data-field="1.rule"]')
    lane = page.locator("[data-lane='1']").first
    expect(page.locator('[data-field="1.rule.rho"]')).to_have_count(1)
    rule.fill("x -= lr*g")
    shows(page, "1.rule=x%20-%3D%20lr*g")
    expect(page.locator('[data-field="1.rule.rho"]')).to_have_count(0)
    expect(lane).not_to_contain_text("Diverged")
    rule.fill("x += lr*g")
    shows(page, "1.rule=x%20%2B%3D%20lr*g")
    expect(page.locator(".scoreboard, .board").first).to_contain_text("Diverged")
    link = page.locator(".race").get_attribute("data-link")
    rule.fill("v = 0.9*v - lr*g\nx = x + w")
    wrong = page.locator(".typed.rule .wrong")
    expect(wrong).to_contain_text("Line 2, character 9:")
    expect(wrong.locator("mark")).to_have_text("w")
    expect(page.locator(".race")).to_have_attribute("data-link", link)  # the last good one stays
    rule.fill("rho = 0.8\nv = rho*v - lr*g\nx = x + v")
    rule.blur()
    settled(page, "rho%20%3D%200\\.8")
    expect(wrong).to_be_empty()
    page.locator('[data-field="1.rule.rho"] input[type=text]').fill("0.7")
    page.keyboard.press("Enter")
    settled(page, "rho%20%3D%200\\.7")
    page.reload()
    expect(rule).to_have_value("rho = 0.7\nv = rho*v - lr*g\nx = x + v")


def test_on_a_phone_the_error_stands_below_the_field_and_nothing_is_cut_off(visit):
    page = visit("/plain/race?surface=typed&1=adam&v=1&lang=ko", **PHONE)
    field = page.locator(".formula textarea")
    field.fill("sin(x)*y^2 + 0.1*(x^2 + y^2) + foo(x)")
    wrong = page.locator(".formula .wrong")
    expect(wrong).to_contain_text(re.compile("[가-힣]"))
    assert wrong.bounding_box()["y"] >= field.bounding_box()["y"] + field.bounding_box()["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

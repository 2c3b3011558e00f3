"""Averages as a person meets them, in a real browser: few visits, several checks in each."""

import re

from playwright.sync_api import Page, expect

from tests.helpers.browser import PHONE


def row(page: Page, lane: int):
    return page.locator(f'.recursions [data-row="{lane}"]')


def test_a_class_drags_beta_and_reads_the_recursion(visit):
    page = visit(
        "/plain/averages?1=exponential&1.beta=0.98&1.bias_correction=0&2=exponential&2.beta=0.98&zoom=start&step=2&v=1"
    )
    expect(row(page, 1)).to_have_text(
        "v2 = 0.98 · v1 + 0.02 · θ2 = 0.98 · 0.1933 + 0.02 · 5.534 = 0.3001; "
        "its weights add up to 0.0396"
    )
    expect(row(page, 2)).to_contain_text("v2 / (1 − 0.982) = 0.3001 / 0.0396 = 7.578")
    series = page.locator(".series .u-over")
    last = {"x": series.bounding_box()["width"] - 3, "y": 20}
    series.hover(position=last)  # once it stands still
    expect(row(page, 1)).to_contain_text("v30 = 0.98 · v29")
    series.click(position=last)
    page.wait_for_function("() => location.search.includes('step=30')")
    page.mouse.move(5, 5)
    page.locator(".series").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".recursions .day")).to_contain_text("Day 29")

    page.locator('[data-field="1.beta"] input[type=text]').fill("0.5")
    page.keyboard.press("Enter")
    expect(page.locator('[data-lane="1"] .note')).to_contain_text("averages about 2 days")
    expect(page.locator(".observe .changed")).to_have_text("lane 1 β 0.98 → 0.5")
    page.locator('[data-switch="1.bias_correction"] input').check()
    expect(row(page, 1)).to_contain_text("v29 / (1 − 0.529)")
    assert re.search(r"1\.beta=0\.5", page.evaluate("location.search"))
    page.locator("[data-add]").select_option("window")
    expect(row(page, 3)).to_contain_text("v29 = (θ20 + … + θ29) / 10")
    page.go_back()
    expect(row(page, 3)).to_have_count(0)


def test_one_s_own_numbers_stay_in_the_link(visit):
    page = visit("/plain/averages", **PHONE)
    page.get_by_text("Your own numbers").click()
    field = page.locator('input[data-field="values"]')
    field.fill("4,5; 5; -2")
    field.press("Enter")
    expect(page.locator(".count")).to_have_text("3 / 3")
    expect(page.locator(".recursions .day")).to_have_text("Number 3: −2")
    page.wait_for_function("() => location.search.includes('values=4.5_5_-2')")
    field.fill(" ".join(str(n * 7919 % 9000) for n in range(500)))
    field.press("Enter")
    expect(page.locator(".notices")).to_contain_text(
        re.compile("Of 500 numbers, the first [3-4]\\d\\d are kept")
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Back to the temperatures").click()
    expect(page.locator(".count")).to_have_text("365 / 365")

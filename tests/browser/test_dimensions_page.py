"""Many dimensions as a person meets them, in a real browser: one visit, several checks."""

from playwright.sync_api import expect

from tests.helpers.browser import PHONE


def test_a_class_goes_to_a_hundred_dimensions_and_down_a_bowl(visit):
    page = visit("/plain/dimensions?preset=random_saddles", **PHONE)
    counted = page.locator(".side [role=status]")
    expect(counted).to_contain_text("n = 4 dimensions: 2 minima, 993 saddles")
    expect(page.locator(".observe")).to_contain_text("Of 1000 random critical points")
    page.locator('[data-field="n"] input[type=text]').fill("100")
    page.keyboard.press("Enter")
    expect(counted).to_contain_text("0 minima, 1,000 saddles, 0 maxima.")
    expect(counted).to_contain_text("2.1·10⁻¹²¹⁰")
    page.get_by_text("Critical points by dimensions").click()
    expect(page.locator(".values[open] tbody tr").nth(1)).to_contain_text("120")
    page.locator('[data-choose="show"] label').last.click()
    page.wait_for_function("() => location.search.includes('show=descent')")
    expect(page.locator('[data-lane="3"] .note')).to_contain_text("of 100 directions")
    expect(page.locator("figure canvas")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-add]").select_option("newton")
    expect(page.locator('[data-lane="4"] .note')).to_contain_text("0 of 100 directions")

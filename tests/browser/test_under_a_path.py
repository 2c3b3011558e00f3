"""The app behind a proxy that serves it under a path, and strips that."""

import pytest
from playwright.sync_api import expect

from tests.helpers import browser as chromium
from tests.helpers.lab_page import QUICK, stands
from tests.helpers.proxy import under


@pytest.fixture
def page(browser, server):
    with under("/optimizers", server.port) as address:
        context = browser.new_context(base_url=address, **chromium.DESKTOP)
        page = context.new_page()
        page.address = address
        missing = []
        page.on("response", lambda answer: answer.status >= 400 and missing.append(answer.url))
        yield page
        context.close()
        assert not [url for url in missing if "/_stcore/" not in url]


def test_the_race_plays_and_its_link_is_kept(page):
    page.goto(f"{page.address}/race?1=adam&1.lr=0.2")
    page.wait_for_selector("#root [data-page=ready]")
    page.wait_for_function("() => document.querySelector('.count').dataset.step > 5")
    field = page.locator('[data-field="1.lr"] input[type=text]')
    assert field.evaluate("field => getComputedStyle(field).textAlign") == "right", "it has styles"
    field.fill("0.3")
    field.press("Enter")
    page.wait_for_url("**/optimizers/race?1=adam&1.lr=0.3*")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Optimizer race")).to_be_visible()
    assert page.url.removesuffix("/") == page.address


def test_the_lab_trains(page):
    page.goto(f"{page.address}/mnist?{QUICK}&seeds=77&run=1")
    page.wait_for_selector("#root [data-page=ready]")
    stands(page, "finished")

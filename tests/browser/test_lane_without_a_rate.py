"""A lane whose optimizer has no learning rate offers none, and no schedule either."""

from playwright.sync_api import expect

from tests.conftest import Visit
from tests.helpers.race_page import settled


def test_rprop_has_no_rate_and_no_schedule_and_gives_way_to_one_that_has(visit: Visit) -> None:
    page = visit("/plain/race?1=rprop&2=adam&2.schedule=cosine&steps=100&v=1")
    rprop = page.locator('[data-lane="1"]')
    expect(rprop).to_contain_text("Hyperparameters")
    expect(rprop).not_to_contain_text("Hyperparameters and schedule")
    expect(page.locator('[data-field="1.delta0"]')).to_have_count(1)
    for key in ("1.lr", "1.schedule"):
        expect(page.locator(f'[data-field="{key}"], [data-choice="{key}"]')).to_have_count(0)

    page.locator("[data-share]").check()
    settled(page, r"[?&]lr=0\.01")
    page.locator("[data-share]").uncheck()
    page.locator('[data-choice="2"]').select_option("rprop")
    settled(page, "2=rprop(?!.*schedule)")
    page.locator('[data-choice="2"]').select_option("adam")
    settled(page, "2=adam")
    expect(page.locator('[data-choice="2.schedule"]')).to_have_value("constant")
    expect(page.locator('[data-field="2.lr"]')).to_have_count(1)

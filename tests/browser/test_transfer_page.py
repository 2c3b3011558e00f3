"""The page of transfers in a browser: it trains, the picture fills, the link carries all of it."""

from tests.helpers import browser as chromium

LINK = "/transfer?dataset=digits&sizes=5-20&seeds=0-1&layers=16&steps=20"


def test_it_trains_and_tells_what_came_of_it(visit):
    page = visit(LINK)
    bar, table = page.locator(".bar"), page.locator(".board table")
    assert page.locator(".empty").is_visible() and not table.is_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    page.locator(".bar[data-state=finished]").wait_for(timeout=60_000)
    assert "run=1" in page.url and not page.locator(".empty").is_visible()
    assert table.locator("tbody tr").count() == 3
    for cell in table.locator("td").all_inner_texts():
        assert "%" in cell, cell
    verdict = page.locator(".verdict").inner_text()
    assert verdict.startswith("With 5 examples a class,") and "20 examples a class" in verdict
    assert "First training: 0–4, 719 images" in page.locator(".first").inner_text()

    # the pointer picks a number of examples: the values beside the ways are those of its column
    box = page.locator(".u-over").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.locator(".board .pointed").first.wait_for()
    first = table.locator("tr[data-way=scratch] td").first.inner_text()
    shown = page.locator(".way[data-way=scratch] .value").inner_text()
    assert first.startswith(shown)

    # a way less: another transfer, of which nothing is known yet; the last way cannot go
    page.locator(".way[data-way=last_layer] input").uncheck()
    page.locator(".way[data-way=fine_tuning] input").uncheck()
    page.wait_for_url("**ways=scratch**")
    page.locator(".way[data-way=scratch] input:disabled").wait_for()
    assert bar.get_by_role("button", name="Train", exact=True).is_visible()

    # who opens the first link later sees at once what came of it, in his language, on a phone
    other = visit(LINK + "&lang=ko", **chromium.PHONE)
    other.locator(".bar[data-state=finished]").wait_for(timeout=10_000)
    assert "클래스당 예시 5개" in other.locator(".verdict").inner_text()

"""One run and several who watch it; Back, and what was typed just before the button."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.lab_page import (
    LONG,
    QUICK,
    button,
    grown,
    ink,
    press,
    settled,
    share,
    snapshots,
    stands,
    status,
    untrained,
)


def test_a_reload_finds_the_training_where_it_was(visit):
    page = visit(f"/mnist?{LONG}&run=1".replace("0-1-2-3-4", "0-1"))
    stands(page, "running")
    grown(page, 2)
    before = share(page)
    page.reload()
    stands(page, "running")
    assert share(page) >= before
    press(page, "stop")


def test_two_visitors_watch_one_training_and_one_may_stop_watching_or_close_the_tab(visit):
    link = f"/mnist?{LONG}&seeds=5-6&run=1"
    one = visit(link.replace("&seeds=0-1-2-3-4", ""))
    stands(one, "running")
    snapshots(one, 5)
    other = visit(link.replace("&seeds=0-1-2-3-4", ""))
    stands(other, "running")
    expect(status(one)).to_contain_text("2 are watching")
    press(other, "stop")
    stands(other, "left")
    expect(status(one)).not_to_contain_text("watching")
    snapshots(one, 3)
    stands(one, "running")
    press(other, "train")
    expect(status(one)).to_contain_text("2 are watching")
    other.context.close()
    expect(status(one)).not_to_contain_text("watching")
    press(one, "stop")
    stands(one, "stopped")


def test_two_who_press_train_together_both_watch(visit):
    link = f"/mnist?{LONG}".replace("0-1-2-3-4", "50-51-52-53-54")
    one, other = visit(link), visit(link)
    other.evaluate(
        """() => {  // pressed as it turns to Stop: it said Train when the person made up his mind
          const button = document.querySelector(".train");
          const press = (_, watching) => {
            if (button.dataset.do !== "stop") return;
            watching.disconnect();
            button.click();
          };
          new MutationObserver(press).observe(button, { attributes: true });
        }"""
    )
    press(one, "train")
    settled(other, "run=1")
    for page in (one, other):
        stands(page, "running")
        expect(status(page)).to_contain_text("2 are watching")
    other.wait_for_timeout(1000)
    press(other, "stop")
    stands(other, "left")
    button(one).dblclick()
    stands(one, "stopped")
    one.wait_for_timeout(500)
    stands(one, "stopped")


def test_what_is_stopped_before_its_turn_shows_no_empty_charts(visit):
    one = visit(f"/mnist?{LONG}&run=1".replace("0-1-2-3-4", "60-61-62-63-64"))
    stands(one, "running")
    other = visit(f"/mnist?{QUICK}&seeds=60&run=1")
    stands(other, "queued")
    expect(status(other)).to_contain_text("1 of 1")
    press(other, "stop")
    stands(other, "stopped")
    expect(other.locator(".empty")).to_be_visible()
    expect(other.locator("[data-curve]")).to_have_count(0)
    press(one, "stop")
    press(other, "train")
    stands(other, "finished")
    expect(other.locator(".empty")).to_be_hidden()
    assert ink(other, "loss") > 100


def test_other_settings_are_trained_anew_and_old_curves_are_called_old(visit):
    page = visit(f"/mnist?{untrained()}&run=1")
    stands(page, "finished")
    field = page.locator('[data-field="1.lr"] input[type=text]')
    field.fill("0.01")
    field.press("Enter")
    expect(page.locator(".page")).to_have_class(re.compile("stale"))
    expect(status(page)).to_contain_text("before your changes")
    settled(page, "^(?!.*run=1)")
    press(page, "train")
    stands(page, "finished")
    expect(page.locator(".page")).not_to_have_class(re.compile("stale"))
    page.go_back()
    settled(page, "1.lr=0.1&")
    stands(page, "finished")
    expect(page.locator('[data-field="1.lr"] input[type=text]')).to_have_value("0.1")


def test_back_counts_though_python_has_not_heard_of_what_came_before(visit):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
    for delay in (0, 20, 50):
        back_counts(page, delay)


def back_counts(page: Page, delay: int) -> None:
    field = page.locator('[data-field="1.lr"] input[type=text]')
    field.fill(f"0.0{delay + 11}")
    field.press("Enter")
    settled(page, "1.lr=0.0.*&epochs=3&v=2$")
    page.wait_for_timeout(500)  # until that is an entry of the history, and heard
    page.evaluate(
        """(delay) => {
          document.querySelector(".train").click();
          setTimeout(() => history.back(), delay);
        }""",
        delay,
    )
    settled(page, "1.lr=0.1&")
    page.wait_for_timeout(1000)
    settled(page, "1.lr=0.1&.*run=1")
    expect(field).to_have_value("0.1")
    stands(page, "finished")
    expect(page.locator(".page")).not_to_have_class(re.compile("stale"))


@pytest.mark.parametrize("before", ["", "&run=1"])
def test_what_was_typed_just_before_the_button_is_trained(visit, before):
    page = visit(f"/mnist?{QUICK}{before}")
    rate = "0.0123" if before else "0.0124"
    if before:
        stands(page, "finished")
        expect(button(page)).to_be_disabled()
        what_is_typed_and_taken_back_is_still_trained(page)
    page.locator('[data-field="1.lr"] input[type=text]').fill(rate)
    expect(button(page)).to_be_enabled()
    button(page).click()
    stands(page, "finished")
    expect(page.locator(".legend")).to_contain_text(f"rate {rate}")
    settled(page, f"1.lr={rate}.*run=1")


def what_is_typed_and_taken_back_is_still_trained(page: Page) -> None:
    field = page.locator('[data-field="1.lr"] input[type=text]')
    field.fill("0.0125")
    expect(button(page)).to_have_attribute("data-do", "train")
    field.fill("0.1")
    field.press("Enter")
    expect(button(page)).to_have_attribute("data-do", "trained")


def test_stop_stops_though_something_was_typed_before(visit):
    page = visit(f"/mnist?{LONG}&run=1".replace("0-1-2-3-4", "33"))
    stands(page, "running")
    page.locator('[data-field="1.lr"] input[type=text]').fill("0.0126")
    box = page.locator('.train[data-do="stop"]').bounding_box()
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.mouse.down()
    expect(page.locator(".page")).to_have_class(re.compile("stale"))
    page.mouse.up()
    expect(page.locator('.icon[data-do="halt"]')).to_be_hidden()
    settled(page, "^(?!.*run=1).*1.lr=0.0126")
    expect(button(page)).to_have_attribute("data-do", "train")

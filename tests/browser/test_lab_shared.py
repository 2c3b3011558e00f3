"""One run and several who watch it; connections that break; Back, and answers that come late."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.browser import MOTION, OFFLINE
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
)


def test_a_reload_finds_the_training_where_it_was(visit):
    page = visit(f"/mnist?{LONG}&run=1")
    stands(page, "running")
    grown(page, 2)
    before = share(page)
    page.reload()
    stands(page, "running")
    assert share(page) >= before
    press(page, "stop")


def test_two_visitors_watch_one_training_and_one_may_stop_watching(visit):
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


def test_a_closed_tab_stops_what_nobody_else_watches(visit):
    link = f"/mnist?{LONG}".replace("0-1-2-3-4", "70-71-72-73-74")
    page = visit(f"{link}&run=1")
    stands(page, "running")
    snapshots(page, 5)
    page.context.close()
    time.sleep(12)  # for 8 seconds it goes on, so that a reload would find it; who looks watches
    later = visit(link)
    stands(later, "stopped")
    assert share(later) < 100


def test_other_settings_are_trained_anew_and_old_curves_are_called_old(visit):
    page = visit(f"/mnist?{QUICK}&run=1")
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
    page.locator('[data-field="1.lr"] input[type=text]').fill(rate)
    expect(button(page)).to_be_enabled()
    button(page).click()
    stands(page, "finished")
    expect(page.locator(".legend")).to_contain_text(f"rate {rate}")
    settled(page, f"1.lr={rate}.*run=1")


def test_what_is_typed_and_taken_back_is_still_trained(visit):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
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


def test_the_server_goes_away_and_comes_back(visit, server):
    page = visit(f"/mnist?{LONG}&run=1", expected=OFFLINE)
    stands(page, "running")
    snapshots(page, 3)
    server.restart()
    stands(page, "running")
    press(page, "stop")
    stands(page, "stopped")


def test_stop_is_heard_though_the_connection_was_lost_and_one_watches_once(visit, server):
    link = f"/mnist?{LONG}&run=1".replace("0-1-2-3-4", "8")
    page = visit(link, expected=(*OFFLINE, "rerun backMessage"))
    stands(page, "running")
    snapshots(page, 3)
    server.stop()
    expect(status(page)).to_contain_text("No connection")
    press(page, "stop")
    server.start()
    stands(page, "stopped")
    expect(page.locator('[data-score="8"]')).to_be_visible()
    press(page, "train")
    stands(page, "running")
    snapshots(page, 8)
    expect(status(page)).not_to_contain_text("watching")
    press(page, "stop")


def test_a_stop_that_was_lost_with_its_connection_is_said_again(visit):
    page = visit(f"/mnist?{LONG}&run=1".replace("0-1-2-3-4", "80"))
    stands(page, "running")
    page.evaluate(
        """() => {
          const { send } = WebSocket.prototype;
          WebSocket.prototype.send = function (data) {
            if (!String(data).includes('"stop"')) return send.call(this, data);
            WebSocket.prototype.send = send;
            this.close();
          };
        }"""
    )
    press(page, "stop")
    stands(page, "stopped")


SLOW = """(ms) => {
  const { fetch } = window;
  const later = () => new Promise((resolve) => setTimeout(resolve, ms));
  window.fetch = async (...asked) => {
    if (!String(asked[0]).includes("/api/training")) return fetch(...asked);
    await later();
    const answer = await fetch(...asked);
    await later();
    return answer;
  };
}"""


def test_what_was_asked_to_train_is_watched_though_older_answers_come_later(visit):
    page = visit(f"/mnist?{QUICK}&seeds=81")
    page.evaluate(SLOW, 150)
    page.evaluate(
        """() => {
          const { send } = WebSocket.prototype;
          window.asked = [];
          WebSocket.prototype.send = function (data) {
            if (typeof data === "string") window.asked.push(JSON.parse(data).do);
            return send.call(this, data);
          };
        }"""
    )
    page.locator('[data-field="1.lr"] input[type=range]').focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.evaluate("() => document.querySelector('.train').click()")
    stands(page, "finished")
    page.wait_for_timeout(600)
    asked = page.evaluate("window.asked")
    assert asked[asked.index("train") :] == ["train"]
    expect(page.locator(".page")).not_to_have_class(re.compile("stale"))


def test_two_choices_in_the_toolbar_count_though_the_server_is_slow(visit):
    page = visit(f"/mnist?{QUICK}")
    page.evaluate(SLOW, 300)
    page.get_by_role("radio", name="Linear loss").click()
    page.wait_for_timeout(150)
    page.get_by_role("radio", name="Examples").click()
    for part in ("loss=linear", "axis=examples"):
        settled(page, part)
        page.wait_for_function(
            "(part) => document.querySelector('.page').dataset.link.includes(part)", arg=part
        )


def test_one_goes_to_the_race_and_comes_back(visit):
    page = visit(f"/mnist?{LONG}&seeds=9&run=1".replace("&seeds=0-1-2-3-4", ""), **MOTION)
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket))
    stands(page, "running")
    link = page.url
    page.get_by_role("link", name="Race").first.click()
    page.wait_for_selector('.page.race[data-page="ready"]')
    page.wait_for_timeout(500)  # it plays
    page.go_back()
    stands(page, "running")
    page.wait_for_timeout(500)
    assert page.url == link, "what is left writes no links"
    expect(status(page)).not_to_contain_text("watching")
    assert len([each for each in sockets if not each.is_closed()]) == 1
    press(page, "stop")

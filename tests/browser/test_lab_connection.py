"""The lab where the server is away, slow or left for another page."""

import re

from playwright.sync_api import expect

from tests.helpers.browser import MOTION, OFFLINE
from tests.helpers.lab_page import (
    LONG,
    QUICK,
    press,
    settled,
    snapshots,
    stands,
    status,
)


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

"""The lab as a person meets it, in a real browser; on the images that are always at hand."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OFFLINE, PHONE

QUICK = "dataset=digits&1=momentum&1.lr=0.1&2=adam&epochs=3&v=1"
# about a minute
LONG = "&".join([*(f"{n}=adam" for n in range(1, 9)), "dataset=digits&batch_size=1&epochs=30"])
LONG += "&seeds=0-1-2-3-4&v=1"


def button(page: Page):
    return page.locator(".train")


def status(page: Page):
    return page.locator(".said")


def press(page: Page, deed: str) -> None:
    page.locator(f'.train[data-do="{deed}"]').click()


def stands(page: Page, state: str) -> None:
    """Until the training stands so."""
    expect(page.locator(".stage.lab .bar")).to_have_attribute("data-state", state, timeout=60_000)


def share(page: Page) -> int:
    return int(page.locator(".track").get_attribute("aria-valuenow"))


def frames(page: Page, more: int = 1) -> None:
    """Until so many more messages of the training have come."""
    page.wait_for_function(
        "(n) => Number(document.querySelector('.stage').dataset.frames ?? 0) >= n",
        arg=int(page.locator(".stage").get_attribute("data-frames") or 0) + more,
    )


def grown(page: Page, percent: int) -> None:
    """Until more than so much is done."""
    page.wait_for_function(
        "(percent) => Number(document.querySelector('.track').ariaValueNow) > percent",
        arg=percent, timeout=60_000,
    )  # fmt: skip


def ink(page: Page, panel: str) -> int:
    """How many points of a panel's picture are drawn in colour: curves, not axes."""
    return page.evaluate(
        """(panel) => {
          const canvas = document.querySelector(`[data-curve=${panel}] canvas`);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4) {
            const [r, g, b, a] = data.subarray(i, i + 4);
            if (a > 100 && Math.max(r, g, b) - Math.min(r, g, b) > 60) count += 1;
          }
          return count;
        }""",
        panel,
    )


def settled(page: Page, pattern: str) -> None:
    """Until the address bar says so."""
    page.wait_for_function("(text) => new RegExp(text).test(location.search)", arg=pattern)


def test_one_trains_and_sees_curves_a_table_and_predictions(visit):
    page = visit(f"/mnist?{QUICK}")
    expect(status(page)).to_contain_text("2 lanes")
    expect(page.locator(".empty")).to_be_visible()
    press(page, "train")
    stands(page, "finished")
    expect(button(page)).to_be_disabled()
    settled(page, "run=1")
    for panel in ("training_loss", "test_accuracy", "validation_loss", "learning_rate"):
        assert ink(page, panel) > 100, panel
    row = page.locator('[data-score="2"]')
    expect(row).to_contain_text("Adam")
    expect(row).to_contain_text(re.compile(r"9\d\.\d\d %"))
    expect(page.locator(".samples figure")).to_have_count(16)
    assert page.locator(".mistakes figure").count() > 2
    cells = page.locator(".confusion td").all_inner_texts()
    assert sum(int(cell or 0) for cell in cells) == 360, "each test image once"
    page.locator('[data-look="2"]').click()
    settled(page, "look=2")
    expect(page.locator('[data-look="2"]')).to_have_attribute("aria-pressed", "true")


def test_the_curves_grow_and_stop_keeps_them(visit):
    page = visit(f"/mnist?{LONG}")
    press(page, "train")
    stands(page, "running")
    grown(page, 0)
    grown(page, share(page))
    press(page, "stop")
    stands(page, "stopped")
    page.wait_for_timeout(500)  # for the last message, in which the rows lie closer
    frozen = share(page), ink(page, "training_loss")
    assert frozen[1] > 100
    page.wait_for_timeout(700)
    assert (share(page), ink(page, "training_loss")) == frozen
    settled(page, "^(?!.*run=1)")
    press(page, "train")
    stands(page, "running")
    press(page, "stop")
    stands(page, "stopped")


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
    frames(one, 5)
    other = visit(link.replace("&seeds=0-1-2-3-4", ""))
    stands(other, "running")
    expect(status(one)).to_contain_text("2 are watching")
    press(other, "stop")
    stands(other, "left")
    expect(status(one)).not_to_contain_text("watching")
    frames(one, 3)
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
    assert ink(other, "training_loss") > 100


def test_a_closed_tab_stops_what_nobody_else_watches(visit):
    link = f"/mnist?{LONG}".replace("0-1-2-3-4", "70-71-72-73-74")
    page = visit(f"{link}&run=1")
    stands(page, "running")
    frames(page, 5)
    page.context.close()
    time.sleep(12)  # for 8 seconds it goes on, so that a reload would find it; who looks watches
    later = visit(link)
    stands(later, "stopped")
    assert share(later) < 100


def test_other_settings_are_trained_anew_and_old_curves_are_called_old(visit):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
    field = page.locator('[data-dial="1.lr"] input[type=text]')
    field.fill("0.01")
    field.press("Enter")
    expect(page.locator(".stage")).to_have_class(re.compile("stale"))
    expect(status(page)).to_contain_text("before your changes")
    settled(page, "^(?!.*run=1)")
    press(page, "train")
    stands(page, "finished")
    expect(page.locator(".stage")).not_to_have_class(re.compile("stale"))
    page.go_back()
    settled(page, "1.lr=0.1&")
    stands(page, "finished")
    expect(page.locator('[data-dial="1.lr"] input[type=text]')).to_have_value("0.1")


@pytest.mark.parametrize("delay", [0, 20, 50])
def test_back_counts_though_python_has_not_heard_of_what_came_before(visit, delay):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
    field = page.locator('[data-dial="1.lr"] input[type=text]')
    field.fill(f"0.0{delay + 11}")
    field.press("Enter")
    settled(page, "1.lr=0.0.*&epochs=3&v=1$")
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
    expect(page.locator(".stage")).not_to_have_class(re.compile("stale"))


@pytest.mark.parametrize("before", ["", "&run=1"])
def test_what_was_typed_just_before_the_button_is_trained(visit, before):
    page = visit(f"/mnist?{QUICK}{before}")
    rate = "0.0123" if before else "0.0124"
    if before:
        stands(page, "finished")
        expect(button(page)).to_be_disabled()
    page.locator('[data-dial="1.lr"] input[type=text]').fill(rate)
    expect(button(page)).to_be_enabled()
    button(page).click()
    stands(page, "finished")
    expect(page.locator(".legend")).to_contain_text(f"rate {rate}")
    settled(page, f"1.lr={rate}.*run=1")


def test_what_is_typed_and_taken_back_is_still_trained(visit):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
    field = page.locator('[data-dial="1.lr"] input[type=text]')
    field.fill("0.0125")
    expect(button(page)).to_have_attribute("data-do", "train")
    field.fill("0.1")
    field.press("Enter")
    expect(button(page)).to_have_attribute("data-do", "trained")


def test_stop_stops_though_something_was_typed_before(visit):
    page = visit(f"/mnist?{LONG}&run=1".replace("0-1-2-3-4", "33"))
    stands(page, "running")
    page.locator('[data-dial="1.lr"] input[type=text]').fill("0.0126")
    box = page.locator('.train[data-do="stop"]').bounding_box()
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.mouse.down()
    expect(page.locator(".stage")).to_have_class(re.compile("stale"))
    page.mouse.up()
    expect(page.locator('.icon[data-do="halt"]')).to_be_hidden()
    settled(page, "^(?!.*run=1).*1.lr=0.0126")
    expect(button(page)).to_have_attribute("data-do", "train")


def test_lanes_differ_in_a_setting_and_the_network_is_set(visit):
    page = visit(f"/mnist?{QUICK}")
    page.locator('[data-lane="2"] summary').click()
    page.locator('[data-differs="2"]').select_option("dropout")
    settled(page, "2.dropout=0")
    field = page.locator('[data-dial="2.dropout"] input[type=text]')
    field.fill("0.5")
    field.press("Enter")
    settled(page, "2.dropout=0.5")
    page.locator('[data-list="layers more"]').click()
    settled(page, "layers=128-128")
    page.locator('[data-dial="layers"] input').nth(1).fill("32")
    page.keyboard.press("Enter")
    settled(page, "layers=128-32")
    page.locator('[data-list="seeds more"]').click()
    settled(page, "seeds=0-1")
    press(page, "train")
    stands(page, "finished")
    expect(page.locator(".legend")).to_contain_text("dropout 0.5")
    page.locator('[data-drop="2.dropout"]').click()
    settled(page, "^(?!.*dropout)")


def test_dials_end_at_the_images_that_there_are(visit):
    page = visit(f"/mnist?{QUICK}")
    field = page.locator('[data-dial="examples"] input[type=text]')
    slider = page.locator('[data-dial="examples"] input[type=range]')
    expect(field).to_have_value("1437")
    expect(slider).to_have_value("1000")
    page.get_by_role("combobox", name="Images").click()
    page.get_by_role("option", name="MNIST", exact=True).click()
    expect(field).to_have_value("60000")
    expect(slider).to_have_value("1000")


def test_what_diverges_is_said_and_drawn_and_breaks_nothing(visit):
    page = visit(
        "/mnist?dataset=digits&1=gradient_descent&1.lr=10&2=adam&2.layers=32"
        "&layers=64-64-64&init=too_large&epochs=2&run=1&v=1"
    )
    stands(page, "finished")
    expect(page.locator('[data-score="1"] .verdict')).to_contain_text("Diverged")
    for axis in ("Steps", "Seconds", "Linear loss", "Log errors"):
        page.get_by_text(axis, exact=True).click()
        page.wait_for_timeout(100)
    settled(page, "axis=seconds.*loss=linear.*accuracy=log")


def test_where_images_cannot_be_had_it_says_so_and_goes_on(visit):
    page = visit("/mnist?dataset=fashion_mnist&1=adam&epochs=1&run=1&v=1")
    stands(page, "finished")
    if page.locator(".trouble:visible").count() == 0:
        pytest.skip("Fashion-MNIST is at hand")
    expect(page.locator(".trouble:visible")).to_contain_text("8 x 8")
    expect(button(page)).to_have_attribute("data-do", "train")


@pytest.mark.parametrize(
    "query", ["1=<b>x</b>", "epochs=1e9&batch_size=0", "seeds=x&layers=y", "look=99"]
)
def test_nonsense_is_put_right_in_one_notice(visit, query):
    page = visit(f"/mnist?{query}")
    expect(page.get_by_text("This link was changed")).to_be_visible()
    expect(button(page)).to_be_enabled()


def test_on_a_phone_nothing_is_cut_off_and_the_button_stays(visit):
    page = visit(f"/mnist?{QUICK}&run=1", **PHONE)
    stands(page, "finished")
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    page.locator(".lanes").scroll_into_view_if_needed()
    page.locator('[data-dial="epochs"]').scroll_into_view_if_needed()
    expect(button(page)).to_be_in_viewport()
    cells = page.locator(".confusion tbody tr").first.locator("td")
    cells.first.scroll_into_view_if_needed()
    heights = {cell.bounding_box()["y"] for cell in cells.all()}
    assert len(heights) == 1, "a row of the matrix is a row"


def swipe(page: Page, key: str, x: float, y: float) -> None:
    """A finger goes down on a slider and moves so far, in pixels."""
    slider = page.locator(f'[data-dial="{key}"] input[type=range]')
    slider.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    box = slider.bounding_box()
    left, top = box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(16)

    send("touchStart", {"x": left, "y": top})
    for part in range(1, 16):
        send("touchMove", {"x": left + x * part / 15, "y": top + y * part / 15})
    send("touchEnd")
    page.wait_for_timeout(600)


def test_a_finger_that_scrolls_the_page_over_a_dial_turns_it_not(visit):
    page = visit(f"/mnist?{QUICK}&run=1", **PHONE)
    stands(page, "finished")
    main = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(main)
    swipe(page, "epochs", 0, -200)
    assert page.evaluate(main) > before + 50, "the page scrolls"
    settled(page, "epochs=3.*run=1")
    expect(page.locator('[data-dial="epochs"] input[type=text]')).to_have_value("3")
    expect(page.locator(".stage")).not_to_have_class(re.compile("stale"))
    swipe(page, "epochs", -60, 0)
    settled(page, "^(?!.*epochs=3)(?!.*run=1)")


def test_what_a_value_on_the_way_does_to_others_is_undone_with_it(visit):
    page = visit("/mnist?dataset=mnist&1=adam&v=1")
    box = page.locator('[data-dial="batch_size"] input[type=range]').bounding_box()
    epochs = page.locator('[data-dial="epochs"] input[type=text]')
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] - 20, y, steps=5)
    expect(epochs).to_have_value("1")
    expect(page.locator(".trouble").first).to_contain_text("too many steps")
    page.mouse.move(box["x"] + box["width"] * 0.7, y, steps=5)
    expect(epochs).to_have_value("5")
    page.mouse.move(box["x"] + box["width"] * 0.4, y, steps=5)
    page.mouse.up()
    page.wait_for_timeout(500)
    expect(page.locator(".trouble:visible")).to_have_count(0)
    settled(page, "^(?!.*epochs)")
    link = page.locator(".stage").get_attribute("data-link")
    assert "epochs" not in link, "the address and the page agree"


def test_other_images_of_which_there_are_more_leave_fewer_epochs_and_say_so(visit):
    page = visit("/mnist?dataset=digits&1=adam&batch_size=8&epochs=30&v=1")
    page.get_by_role("combobox", name="Images").click()
    page.get_by_role("option", name="MNIST", exact=True).click()
    expect(page.get_by_text("are too many steps; 8 is used")).to_be_visible()
    settled(page, "epochs=8")


def test_a_schedule_ends_with_the_training(visit):
    page = visit(f"/mnist?{QUICK}")
    page.locator('[data-lane="2"] summary').click()
    page.locator('[data-choice="2.schedule"]').select_option("cosine")
    settled(page, "2.schedule=cosine&2.schedule.duration=3&")


@pytest.mark.parametrize("form", [{}, PHONE])
def test_lanes_are_told_side_by_side_at_any_second_and_within_the_page(visit, form):
    link = QUICK.replace("epochs=3", "epochs=30&batch_size=8&axis=seconds")
    page = visit(f"/mnist?{link}&run=1", **form)
    stands(page, "finished")
    over = page.locator("[data-curve=training_loss] .u-over")
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    for part in (0.4, 0.55, 0.7, 0.9):
        page.mouse.move(box["x"] + part * box["width"], box["y"] + 0.5 * box["height"])
        tip = page.locator("[data-curve=training_loss] .tip")
        expect(tip.locator("span")).to_have_count(2)
        edges = tip.bounding_box()
        assert edges["x"] >= 0
        assert edges["x"] + edges["width"] <= page.viewport_size["width"]


def test_the_server_goes_away_and_comes_back(visit, server):
    page = visit(f"/mnist?{LONG}&run=1", expected=OFFLINE)
    stands(page, "running")
    frames(page, 3)
    server.restart()
    stands(page, "running")
    press(page, "stop")
    stands(page, "stopped")


def test_stop_is_heard_though_the_connection_was_lost_and_one_watches_once(visit, server):
    link = f"/mnist?{LONG}&run=1".replace("0-1-2-3-4", "8")
    page = visit(link, expected=(*OFFLINE, "rerun backMessage"))
    stands(page, "running")
    frames(page, 3)
    server.stop()
    expect(status(page)).to_contain_text("No connection")
    press(page, "stop")
    server.start()
    stands(page, "stopped")
    expect(page.locator('[data-score="8"]')).to_be_visible()
    press(page, "train")
    stands(page, "running")
    frames(page, 8)
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
    page.locator('[data-dial="1.lr"] input[type=range]').focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.evaluate("() => document.querySelector('.train').click()")
    stands(page, "finished")
    page.wait_for_timeout(600)
    assert page.evaluate("window.asked") == ["train"]
    expect(page.locator(".stage")).not_to_have_class(re.compile("stale"))


def test_two_choices_in_the_toolbar_count_though_the_server_is_slow(visit):
    page = visit(f"/mnist?{QUICK}")
    page.evaluate(SLOW, 300)
    page.get_by_text("Linear loss", exact=True).click()
    page.wait_for_timeout(150)
    page.get_by_text("Examples", exact=True).first.click()
    for part in ("loss=linear", "axis=examples"):
        settled(page, part)
        page.wait_for_function(
            "(part) => document.querySelector('.stage').dataset.link.includes(part)", arg=part
        )


def test_another_way_of_looking_changes_no_run(visit):
    page = visit(f"/mnist?{QUICK}&seeds=31&run=1")
    stands(page, "finished")
    frozen = page.locator('[data-score="1"]').inner_text()
    field = page.locator('[data-dial="epochs"] input[type=text]')
    field.fill("4")
    field.press("Enter")
    settled(page, "epochs=4")
    page.get_by_text("Log errors", exact=True).click()
    settled(page, "accuracy=log")
    page.wait_for_timeout(700)
    expect(page.locator(".stage")).to_have_class(re.compile("stale"))
    assert page.locator('[data-score="1"]').inner_text() == frozen
    assert ink(page, "test_accuracy") > 100


@pytest.mark.parametrize("deed", ["duplicate", "move_down", "remove"])
def test_lanes_put_in_another_order_were_not_asked_to_run(visit, deed):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
    page.locator('[data-menu="1"]').select_option(deed)
    expect(page.locator(".stage")).to_have_class(re.compile("stale"))
    settled(page, "^(?!.*run=1)")


def test_one_goes_to_the_race_and_comes_back(visit):
    page = visit(f"/mnist?{LONG}&seeds=9&run=1".replace("&seeds=0-1-2-3-4", ""))
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket))
    stands(page, "running")
    link = page.url
    page.get_by_role("link", name="Race").first.click()
    page.wait_for_selector('.stage.race[data-stage="ready"]')
    page.wait_for_timeout(500)  # it plays
    page.go_back()
    stands(page, "running")
    page.wait_for_timeout(500)
    assert page.url == link, "what is left writes no links"
    expect(status(page)).not_to_contain_text("watching")
    assert len([each for each in sockets if not each.is_closed()]) == 1
    press(page, "stop")


def test_the_focus_stays_while_it_trains_and_after(visit):
    page = visit(f"/mnist?{LONG}".replace("0-1-2-3-4", "32").replace("epochs=30", "epochs=6"))
    expect(button(page)).to_be_focused()
    page.keyboard.press("Enter")
    stands(page, "running")
    tab = page.locator('[data-look="2"]')
    tab.focus()
    said = page.locator(".predictions > p")
    expect(said).to_contain_text("are classified rightly")
    expect(said).not_to_have_text(said.inner_text(), timeout=15_000)
    expect(tab).to_be_focused()
    button(page).focus()
    stands(page, "finished")
    expect(button(page)).to_be_focused()


@pytest.mark.parametrize(
    "typed, shown", [("9999", "512"), ("abc", "512"), ("-5", "512"), ("", "512"), ("3", "8")]
)
def test_a_list_shows_what_counts_whatever_is_typed(visit, typed, shown):
    page = visit(f"/mnist?{QUICK}&layers=512")
    field = page.locator('[data-dial="layers"] input')
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_value(shown)

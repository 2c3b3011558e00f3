"""What is trained in the lab is set, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.browser import PHONE
from tests.helpers.lab_page import (
    QUICK,
    button,
    press,
    settled,
    stands,
    swipe,
    untrained,
)


def test_lanes_differ_in_a_setting_and_the_network_is_set(visit):
    page = visit(f"/mnist?{untrained()}")
    page.locator('[data-lane="2"] summary').click()
    page.locator('[data-differs="2"]').select_option("dropout")
    settled(page, "2.dropout=0")
    field = page.locator('[data-field="2.dropout"] input[type=text]')
    field.fill("0.5")
    field.press("Enter")
    settled(page, "2.dropout=0.5")
    page.locator('[data-list="layers more"]').click()
    settled(page, "layers=128-128")
    page.locator('[data-field="layers"] input').nth(1).fill("32")
    page.keyboard.press("Enter")
    settled(page, "layers=128-32")
    page.locator('[data-list="seeds more"]').click()
    settled(page, r"seeds=\d+-\d+")
    press(page, "train")
    stands(page, "finished")
    expect(page.locator(".legend")).to_contain_text("dropout 0.5")
    page.locator('[data-drop="2.dropout"]').click()
    settled(page, "^(?!.*dropout)")


def test_dials_and_lists_end_at_what_there_is(visit):
    page = visit("/mnist?dataset=digits&1=adam&batch_size=8&epochs=30&layers=512&v=1")
    field = page.locator('[data-field="examples"] input[type=text]')
    slider = page.locator('[data-field="examples"] input[type=range]')
    expect(field).to_have_value("1437")
    expect(slider).to_have_value("1000")
    slider.focus()
    page.keyboard.press("PageDown")
    settled(page, "examples=")
    page.keyboard.press("End")
    settled(page, "^(?!.*examples)")  # all there are, of whatever images
    layer = page.locator('[data-field="layers"] input')
    for typed, shown in {"9999": "512", "abc": "512", "-5": "512", "": "512", "3": "8"}.items():
        layer.fill(typed)
        layer.press("Enter")
        expect(layer).to_have_value(shown)
    page.get_by_role("combobox", name="Images").select_option("mnist")
    expect(field).to_have_value("60000")
    expect(slider).to_have_value("1000")
    expect(page.get_by_text("are too many steps; 8 is used")).to_be_visible()
    settled(page, "epochs=8")


@pytest.mark.parametrize(
    "query", ["1=<b>x</b>&epochs=1e9&batch_size=0", "seeds=x&layers=y&look=99"]
)
def test_nonsense_is_put_right_in_one_notice(visit, query):
    page = visit(f"/mnist?{query}")
    expect(page.get_by_text("This link was changed")).to_be_visible()
    expect(button(page)).to_be_enabled()


def test_a_finger_that_scrolls_the_page_over_a_dial_turns_it_not(visit):
    page = visit(f"/mnist?{QUICK}&run=1", **PHONE)
    stands(page, "finished")
    main = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(main)
    swipe(page, "epochs", 0, -200)
    assert page.evaluate(main) > before + 50, "the page scrolls"
    settled(page, "epochs=3.*run=1")
    expect(page.locator('[data-field="epochs"] input[type=text]')).to_have_value("3")
    expect(page.locator(".page")).not_to_have_class(re.compile("stale"))
    swipe(page, "epochs", -60, 0)
    settled(page, "^(?!.*epochs=3)(?!.*run=1)")


def test_what_was_trained_comes_back_after_other_settings(visit):
    page = visit(f"/mnist?{untrained()}&run=1&axis=steps")
    other_lanes_were_not_asked_to_run_and_back_shows_the_curves(page)
    other_images_keep_the_lanes_and_wait_for_the_button(page)
    scrolling_over_a_value_that_was_trained_shows_the_curves_before(page)


def other_lanes_were_not_asked_to_run_and_back_shows_the_curves(page: Page) -> None:
    for deed in ("duplicate", "move_down", "remove"):
        stands(page, "finished")
        page.locator('[data-menu="1"]').select_option(deed)
        expect(page.locator(".page")).to_have_class(re.compile("stale"))
        settled(page, "^(?!.*run=1)")
        page.go_back()
        settled(page, "run=1")
        expect(page.locator(".page")).not_to_have_class(re.compile("stale"))


def other_images_keep_the_lanes_and_wait_for_the_button(page: Page) -> None:
    stands(page, "finished")
    lanes = page.locator("[data-lane]").count()
    page.get_by_role("combobox", name="Images").select_option("mnist")
    settled(page, "^(?!.*(dataset|run)=).*axis=steps")
    expect(page.locator('.train[data-do="train"]')).to_be_enabled()
    assert page.locator("[data-lane]").count() == lanes
    page.go_back()
    stands(page, "finished")


def scrolling_over_a_value_that_was_trained_shows_the_curves_before(page: Page) -> None:
    epochs = page.locator('[data-field="epochs"] input[type=text]')
    epochs.fill("4")
    epochs.press("Enter")
    settled(page, "epochs=4")
    press(page, "train")
    stands(page, "finished")
    expect(page.locator(".page")).not_to_have_class(re.compile("stale"))
    page.go_back()
    settled(page, "epochs=3.*run=1")
    stands(page, "finished")
    page.evaluate(
        """async () => {
          const slider = document.querySelector('[data-field="epochs"] input[type=range]');
          const send = (name, Kind = Event) =>
            slider.dispatchEvent(new Kind(name, { bubbles: true }));
          send("pointerdown", PointerEvent);
          slider.value = Math.round((1000 * (4 - 1)) / (30 - 1));
          send("input");
          await new Promise((resolve) => setTimeout(resolve, 700));
          send("pointercancel", PointerEvent);
          send("change");
        }"""
    )
    page.wait_for_timeout(500)
    expect(button(page)).to_have_attribute("data-do", "trained")
    expect(page.locator(".page")).not_to_have_class(re.compile("stale"))
    expect(epochs).to_have_value("3")


def test_a_menu_a_schedule_and_a_preset_are_chosen(visit):
    page = visit(f"/mnist?{QUICK}")
    presets = page.get_by_role("combobox", name="A training from the gallery")
    expect(presets).to_have_value("")
    a_menu_over_a_dial_holds_nothing(page)
    a_schedule_ends_with_the_training_however_long_that_is(page)
    presets.select_option("seeds")
    settled(page, "preset=seeds")
    expect(page.locator(".observe")).to_contain_text("Over 5 seeds")
    page.locator(".train").click()
    page.locator('[data-field="epochs"] input[type=text]').fill("2")
    page.keyboard.press("Enter")
    expect(presets).to_have_value("")


def a_menu_over_a_dial_holds_nothing(page: Page) -> None:
    page.evaluate(
        """() => {
          const slider = document.querySelector('[data-field="1.lr"] input[type=range]');
          slider.dispatchEvent(new PointerEvent("pointerdown", { button: 2, bubbles: true }));
        }"""
    )
    for rate in ("0.3", "0.4"):  # none is undone by the next, nor is what comes between
        field = page.locator('[data-field="1.lr"] input[type=text]')
        field.fill(rate)
        field.press("Enter")
        settled(page, f"1.lr={rate}")
        page.locator('[data-menu="2"]').select_option("duplicate")
    settled(page, "1.lr=0.4.*3=adam&4=adam")


def a_schedule_ends_with_the_training_however_long_that_is(page: Page) -> None:
    page.locator('[data-lane="2"] summary').click()
    page.locator('[data-choice="2.schedule"]').select_option("cosine")
    settled(page, "2.schedule=cosine&.*epochs=3&")
    length = page.locator('[data-field="2.schedule.duration"] input[type=text]')
    expect(length).to_have_value("auto")
    note = page.locator('[data-lane="2"] .note')
    expect(note).to_have_text("At the end 0 % of the learning rate is left.")
    length.fill("4")
    length.press("Enter")
    settled(page, "2.schedule.duration=4&")
    expect(note).not_to_have_text("At the end 0 % of the learning rate is left.")


def test_what_a_value_on_the_way_does_to_others_is_undone_with_it(visit):
    page = visit("/mnist?dataset=mnist&1=adam&v=1")
    page.wait_for_timeout(1000)  # what comes late moves nothing any more
    box = page.locator('[data-field="batch_size"] input[type=range]').bounding_box()
    epochs = page.locator('[data-field="epochs"] input[type=text]')
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] - 20, y, steps=5)
    expect(epochs).to_have_value("1")
    expect(page.locator(".notices")).to_contain_text("too many steps")
    page.mouse.move(box["x"] + box["width"] * 0.7, y, steps=5)
    expect(epochs).to_have_value("5")
    page.mouse.move(box["x"] + box["width"] * 0.4, y, steps=5)
    page.mouse.up()
    page.wait_for_timeout(500)
    expect(page.locator(".banner:visible")).to_have_count(0)
    settled(page, "^(?!.*epochs)")
    link = page.locator(".page").get_attribute("data-link")
    assert "epochs" not in link, "the address and the page agree"


def test_lanes_that_are_moved_or_removed_take_what_is_looked_at_with_them(visit):
    page = visit("/mnist?dataset=digits&1=adam&2=lion&3=momentum&look=3")
    menu = page.locator("[data-menu]")
    menu.nth(0).select_option("remove")
    settled(page, "1=lion.*2=momentum.*look=2&")
    menu.nth(1).select_option("move_up")
    settled(page, "1=momentum.*2=lion(?!.*look)")
    menu.nth(0).select_option("remove")
    settled(page, "1=lion(?!.*look)")
    expect(page.locator(".notices")).to_be_hidden()

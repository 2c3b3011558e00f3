"""The lab as a person meets it, in a real browser; on the images that are always at hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import PHONE
from tests.helpers.lab_page import (
    LONG,
    QUICK,
    button,
    grown,
    ink,
    press,
    settled,
    share,
    stands,
    status,
    swipe,
)


def test_one_trains_and_sees_curves_a_table_and_predictions(visit):
    page = visit(f"/mnist?{QUICK}")
    expect(status(page)).to_contain_text("2 lanes")
    expect(page.locator(".empty")).to_be_visible()
    press(page, "train")
    stands(page, "finished")
    expect(button(page)).to_be_disabled()
    settled(page, "run=1")
    for panel in ("loss", "accuracy", "test_accuracy", "learning_rate"):
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


def test_one_looks_inside_the_network_of_a_lane(visit):
    page = visit(f"/mnist?{QUICK}&layers=32-16&2.activation=tanh&run=1")
    stands(page, "finished")
    page.get_by_role("radio", name="Inside the network").check()
    settled(page, "panel=inside")
    inside = page.locator(".inside")
    expect(inside.locator("figure")).to_have_count(2)
    expect(inside.locator('[data-layer="2"]')).to_contain_text("Dead units")
    expect(inside.locator('[data-layer="1"] [data-fact="update"]')).to_have_text(
        re.compile(r"0\.\d+ → 0\.\d+")
    )
    expect(page.locator(".curves")).to_be_hidden()
    inside.locator('[data-look="2"]').click()
    expect(inside.locator('[data-layer="2"]')).to_contain_text("Saturated")
    page.get_by_role("radio", name="Curves").check()
    assert ink(page, "loss") > 100


def test_the_curves_grow_and_stop_keeps_them(visit):
    page = visit(f"/mnist?{LONG}")
    press(page, "train")
    stands(page, "running")
    grown(page, 0)
    grown(page, share(page))
    press(page, "stop")
    stands(page, "stopped")
    page.wait_for_timeout(500)  # for the last message, in which the rows lie closer
    frozen = share(page), ink(page, "loss")
    assert frozen[1] > 100
    page.wait_for_timeout(700)
    assert (share(page), ink(page, "loss")) == frozen
    settled(page, "^(?!.*run=1)")
    press(page, "train")
    stands(page, "running")
    press(page, "stop")
    stands(page, "stopped")


def test_lanes_differ_in_a_setting_and_the_network_is_set(visit):
    page = visit(f"/mnist?{QUICK}")
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
    settled(page, "seeds=0-1")
    press(page, "train")
    stands(page, "finished")
    expect(page.locator(".legend")).to_contain_text("dropout 0.5")
    page.locator('[data-drop="2.dropout"]').click()
    settled(page, "^(?!.*dropout)")


def test_dials_end_at_the_images_that_there_are(visit):
    page = visit(f"/mnist?{QUICK}")
    field = page.locator('[data-field="examples"] input[type=text]')
    slider = page.locator('[data-field="examples"] input[type=range]')
    expect(field).to_have_value("1437")
    expect(slider).to_have_value("1000")
    slider.focus()
    page.keyboard.press("PageDown")
    settled(page, "examples=")
    page.keyboard.press("End")
    settled(page, "^(?!.*examples)")  # all there are, of whatever images
    page.get_by_role("combobox", name="Images").select_option("mnist")
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
        page.get_by_role("radio", name=axis, exact=True).click()
        page.wait_for_timeout(100)
    settled(page, "axis=seconds.*loss=linear.*accuracy=log")


def test_where_images_cannot_be_had_it_says_so_and_goes_on(visit):
    page = visit("/mnist?dataset=fashion_mnist&1=adam&epochs=1&run=1&v=1")
    stands(page, "finished")
    if page.locator(".banner:visible").count() == 0:
        pytest.skip("Fashion-MNIST is at hand")
    expect(page.locator(".banner:visible")).to_contain_text("8 x 8")
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
    page.locator('[data-field="epochs"]').scroll_into_view_if_needed()
    expect(button(page)).to_be_in_viewport()
    cells = page.locator(".confusion tbody tr").first.locator("td")
    cells.first.scroll_into_view_if_needed()
    heights = {cell.bounding_box()["y"] for cell in cells.all()}
    assert len(heights) == 1, "a row of the matrix is a row"


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


def test_scrolling_over_a_value_that_was_trained_shows_the_curves_before(visit):
    other = visit(f"/mnist?{QUICK.replace('epochs=3', 'epochs=4')}&run=1")
    stands(other, "finished")
    page = visit(f"/mnist?{QUICK}&run=1")
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
    expect(page.locator('[data-field="epochs"] input[type=text]')).to_have_value("3")


def test_a_menu_over_a_dial_holds_nothing(visit):
    page = visit(f"/mnist?{QUICK}")
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


def test_only_a_held_enter_is_one_press(visit):
    page = visit(f"/mnist?{QUICK}")
    prevented = page.evaluate(
        """() => ["Enter", "ArrowDown"].map((key) => {
          const held = new KeyboardEvent("keydown", { key, repeat: true, cancelable: true });
          return !document.querySelector(".train").dispatchEvent(held);
        })"""
    )
    assert prevented == [True, False]


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


def test_other_images_keep_the_lanes_and_wait_for_the_button(visit):
    page = visit(f"/mnist?{QUICK}&run=1&axis=steps")
    stands(page, "finished")
    lanes = page.locator("[data-lane]").count()
    page.get_by_role("combobox", name="Images").select_option("mnist")
    settled(page, "^(?!.*(dataset|run)=).*axis=steps")
    expect(page.locator('.train[data-do="train"]')).to_be_enabled()
    assert page.locator("[data-lane]").count() == lanes
    page.go_back()
    stands(page, "finished")


def test_a_preset_of_the_lab_is_named_explained_and_left_by_a_change(visit):
    page = visit(f"/mnist?{QUICK}")
    presets = page.get_by_role("combobox", name="A training from the gallery")
    expect(presets).to_have_value("")
    presets.select_option("seeds")
    settled(page, "preset=seeds")
    expect(page.locator(".observe")).to_contain_text("Over 5 seeds")
    page.locator(".train").click()
    page.locator('[data-field="epochs"] input[type=text]').fill("2")
    page.keyboard.press("Enter")
    expect(presets).to_have_value("")


def test_other_images_of_which_there_are_more_leave_fewer_epochs_and_say_so(visit):
    page = visit("/mnist?dataset=digits&1=adam&batch_size=8&epochs=30&v=1")
    page.get_by_role("combobox", name="Images").select_option("mnist")
    expect(page.get_by_text("are too many steps; 8 is used")).to_be_visible()
    settled(page, "epochs=8")


def test_a_schedule_ends_with_the_training_however_long_that_is(visit):
    page = visit(f"/mnist?{QUICK}")
    page.locator('[data-lane="2"] summary').click()
    page.locator('[data-choice="2.schedule"]').select_option("cosine")
    settled(page, "2.schedule=cosine&epochs=3&")
    length = page.locator('[data-field="2.schedule.duration"] input[type=text]')
    expect(length).to_have_value("auto")
    note = page.locator('[data-lane="2"] .note')
    expect(note).to_have_text("At the end 0 % of the learning rate is left.")
    length.fill("4")
    length.press("Enter")
    settled(page, "2.schedule.duration=4&")
    expect(note).not_to_have_text("At the end 0 % of the learning rate is left.")


def test_at_a_moment_of_the_curves_legend_table_and_lanes_say_the_same(visit):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
    shown = ".legend output", "[data-score] td:nth-of-type(1)", ".lane .value"

    def told():
        return [page.locator(each).all_inner_texts() for each in shown]

    at_the_end = told()
    expect(page.locator(".board thead small")).to_have_text("at the end")
    over = page.locator("[data-curve=accuracy] .u-over")
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.5 * box["height"])
    expect(page.locator(".board thead small")).to_have_text(re.compile(r"\(Epoch 1\.\d\)"))
    legend, table, lanes = told()
    assert legend == table == lanes != at_the_end[0]
    page.mouse.move(2, 2)
    expect(page.locator(".board thead small")).to_have_text("at the end")
    assert told() == at_the_end
    page.locator("[data-menu]").first.select_option("remove")  # the curves stay with their lanes
    expect(page.locator(".legend b")).to_have_count(1)
    expect(page.locator(".legend b")).to_contain_text("1 Adam")
    expect(page.locator(".legend output")).to_have_text(at_the_end[0][1])
    expect(page.locator(".samples figure")).to_have_count(16)


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


@pytest.mark.parametrize("form", [{}, PHONE])
def test_lanes_are_told_side_by_side_at_any_second_and_within_the_page(visit, form):
    link = QUICK.replace("epochs=3", "epochs=30&batch_size=8&axis=seconds")
    page = visit(f"/mnist?{link}&run=1", **form)
    stands(page, "finished")
    over = page.locator("[data-curve=loss] .u-over")
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    for part in (0.4, 0.55, 0.7, 0.9):
        page.mouse.move(box["x"] + part * box["width"], box["y"] + 0.5 * box["height"])
        tip = page.locator("[data-curve=loss] .tooltip")
        expect(tip.locator("span:has(canvas)")).to_have_count(2)
        edges = tip.bounding_box()
        assert edges["x"] >= 0
        assert edges["x"] + edges["width"] <= page.viewport_size["width"]


def test_another_way_of_looking_changes_no_run(visit):
    page = visit(f"/mnist?{QUICK}&seeds=31&run=1")
    stands(page, "finished")
    frozen = page.locator('[data-score="1"]').inner_text()
    field = page.locator('[data-field="epochs"] input[type=text]')
    field.fill("4")
    field.press("Enter")
    settled(page, "epochs=4")
    page.get_by_role("radio", name="Log errors").click()
    settled(page, "accuracy=log")
    page.wait_for_timeout(700)
    expect(page.locator(".page")).to_have_class(re.compile("stale"))
    assert page.locator('[data-score="1"]').inner_text() == frozen
    assert ink(page, "test_accuracy") > 100


@pytest.mark.parametrize("deed", ["duplicate", "move_down", "remove"])
def test_lanes_put_in_another_order_were_not_asked_to_run(visit, deed):
    page = visit(f"/mnist?{QUICK}&run=1")
    stands(page, "finished")
    page.locator('[data-menu="1"]').select_option(deed)
    expect(page.locator(".page")).to_have_class(re.compile("stale"))
    settled(page, "^(?!.*run=1)")


def test_the_focus_stays_while_it_trains_and_after(visit):
    page = visit(f"/mnist?{LONG}".replace("0-1-2-3-4", "32").replace("epochs=30", "epochs=6"))
    assert page.evaluate("document.activeElement === document.body"), "a key would act on a class"
    button(page).focus()
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
    field = page.locator('[data-field="layers"] input')
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_value(shown)

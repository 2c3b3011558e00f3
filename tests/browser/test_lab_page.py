"""The lab as a person meets it, in a real browser; on the images that are always at hand."""

import re

import pytest
from playwright.sync_api import Page, expect

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
    untrained,
)


def test_one_trains_and_sees_curves_a_table_and_predictions(visit):
    page = visit(f"/mnist?{untrained()}")
    expect(status(page)).to_contain_text("2 lanes")
    expect(page.locator(".empty")).to_be_visible()
    only_a_held_enter_is_one_press(page)
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
    another_way_of_looking_changes_no_run(page)


def only_a_held_enter_is_one_press(page: Page) -> None:
    prevented = page.evaluate(
        """() => ["Enter", "ArrowDown"].map((key) => {
          const held = new KeyboardEvent("keydown", { key, repeat: true, cancelable: true });
          return !document.querySelector(".train").dispatchEvent(held);
        })"""
    )
    assert prevented == [True, False]


def another_way_of_looking_changes_no_run(page: Page) -> None:
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


def test_lanes_have_their_own_mini_batch_and_images_and_answer_together(visit):
    page = visit(f"/mnist?{QUICK}&2.shift=2&2.batch_size=24&panel=together&run=1")
    stands(page, "finished")
    teams = page.locator(".together [data-team]")
    expect(teams).to_have_count(1)  # one seed each: only all networks of the lanes
    expect(teams.locator(".dots i")).to_have_count(2)
    expect(teams).to_contain_text(re.compile(r"All averaged: [89]\d\.\d\d %"))
    expect(page.locator('[data-score="2"]')).to_contain_text("24")
    seen = page.locator(".seen")
    expect(seen.locator("[data-seen]")).to_have_count(1)
    lane = seen.locator('[data-seen="2"] figure canvas')
    kept = "canvases => canvases.map(canvas => canvas.toDataURL()).join()"
    first = lane.evaluate_all(kept)
    originals = seen.locator("section").first.locator("figure canvas")
    assert lane.count() == originals.count() > 4
    assert first != originals.evaluate_all(kept), "shifted"
    seen.locator("[data-next-batch]").click()
    expect(seen).to_contain_text("mini-batch 2")
    assert lane.evaluate_all(kept) != first


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


def test_the_focus_stays_while_it_trains_and_after(visit):
    lanes = "&".join(f"{n}=adam" for n in range(1, 5))
    page = visit(f"/mnist?{lanes}&dataset=digits&batch_size=1&epochs=6&seeds=32&v=1")
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

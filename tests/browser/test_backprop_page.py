"""The backward pass in a browser: played, stepped, dragged, typed, guessed."""

import re

from playwright.sync_api import expect

from optim_core import layers
from tests.helpers.browser import PHONE, wait_ready
from tests.helpers.race_page import settled


def gradient(page, node: int):
    return page.locator(f".graph [data-node='{node}'] .gradient")


def shown(page) -> str:
    return page.locator(".backprop").get_attribute("data-link")


def test_values_flow_forward_and_gradients_back(visit):
    page = visit("/plain/backprop?step=0")
    expect(page.locator(".observe")).to_contain_text("the addition passes the −4 on")
    page.locator(".graph-picture").focus()
    value = page.locator(".graph [data-node='2'] .value")
    expect(value).to_have_text("")
    page.keyboard.press("ArrowRight")
    expect(value).to_have_text("3")
    expect(page.locator(".explanation")).to_contain_text("−2 + 5 = 3")
    page.keyboard.press("End")
    for node, number in enumerate(["−4", "−4", "−4", "3", "1"]):
        expect(gradient(page, node)).to_have_text(number)
    expect(page.locator(".checks tbody tr")).to_have_text([re.compile("✓")] * 3)
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    expect(page.locator("[data-do='pause']")).to_be_visible()
    expect(page.locator(".count")).to_contain_text("2 / 5")


def test_inputs_are_dragged_and_a_step_goes_down(visit):
    page = visit("/plain/backprop?formula=x^2&in.x=3&step=4&v=1")
    slider = page.locator("[data-field='in.x'] input[type='range']")
    slider.focus()
    page.keyboard.press("PageDown")
    expect(gradient(page, 0)).to_have_text("4")
    expect(page.locator(".step-down")).to_contain_text("falls from 4 to 2.56")
    page.locator("[data-do='descend']").click()
    expect(page.locator("[data-field='in.x'] input[type='text']")).to_have_value("1.6")
    page.go_back()
    expect(page.locator("[data-field='in.x'] input[type='text']")).to_have_value("2")


def test_what_is_typed_is_shown_or_said_to_be_wrong(visit):
    page = visit("/plain/backprop?step=0")
    before = shown(page)
    field = page.locator("textarea")
    field.fill("x*y + 2x")
    expect(page.locator(".typed .wrong")).to_contain_text("A product needs a sign")
    expect(page.locator(".typed mark")).to_have_text("x")
    assert shown(page) == before
    field.fill("x*y + 2*x")
    page.keyboard.press("Enter")
    expect(page.locator(".inputs .slider")).to_have_count(2)
    expect(page.locator(".backprop")).to_have_attribute(
        "data-link", re.compile(r"formula=x\*y%20%2B%202\*x&in")
    )
    settled(page, "formula=")
    page.reload()
    wait_ready(page)
    expect(page.locator("textarea")).to_have_value("x*y + 2*x")
    page.go_back()
    expect(page.locator("textarea")).to_have_value("(x + y)*z")


def test_a_gradient_is_guessed_before_it_is_shown(visit):
    page = visit("/plain/backprop?formula=3*x&in.x=2&ask=1&step=3&v=1", **PHONE)
    expect(page.locator(".observe")).to_be_hidden()
    expect(gradient(page, 1)).to_have_text("?")
    field = page.locator(".question input")
    field.fill("2")
    field.press("Enter")
    expect(page.locator(".question")).to_contain_text("Multiplication swaps")
    field.fill("3")
    field.press("Enter")
    expect(gradient(page, 1)).to_have_text("3")
    expect(page.locator(".checks")).to_contain_text("✓")
    passed = layers.passes(layers.ENTRIES)
    page.locator('[data-choose="form"] [value="layers"]').check()
    expect(page.locator(".network")).to_be_visible()
    page.locator(".graph-picture").focus()
    for key in ["Home", *["ArrowRight"] * 7]:
        page.keyboard.press(key)
    expect(page.locator(".question")).to_contain_text("its first number", ignore_case=True)
    frame, box = (page.locator(each).bounding_box() for each in (".graph-picture", ".now rect"))
    assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
    field.fill(f"{passed.sent[-1][0][0]:.2f}")
    field.press("Enter")
    expect(page.locator(".explanation li")).to_contain_text("to p")
    page.wait_for_function(  # once the table has taken its place
        "(width) => document.documentElement.scrollWidth <= width",
        arg=PHONE["viewport"]["width"],
    )

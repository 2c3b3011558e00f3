"""The race as a person meets it, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from pages.ui.race.gallery import RACES
from surfaces import SURFACES
from tests.helpers.browser import PHONE, wait_ready
from tests.helpers.race_page import drag, press, query, rate, settled, shows, step, surface


def test_it_plays_by_itself_and_pauses(page):
    expect(page.locator('[data-do="pause"]')).to_be_visible()
    page.wait_for_function("() => document.querySelector('.count').dataset.step > 5")
    press(page, "pause")
    before = step(page)
    page.wait_for_timeout(300)
    assert step(page) == before
    press(page, "play")
    page.wait_for_function("(n) => document.querySelector('.count').dataset.step > n", arg=before)


def test_arrow_keys_step_and_leave_the_browsers_own_keys_alone(page):
    page.locator(".picture").focus()
    page.keyboard.press("Home")
    assert step(page) == 0
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert step(page) == 2
    page.keyboard.press("End")
    assert step(page) == 300
    page.keyboard.press("Control+Home")
    assert step(page) == 300, "with Ctrl it is the browser's key"
    rate(page, 1).focus()
    page.keyboard.press("ArrowLeft")
    assert step(page) == 300, "in a field the arrows move the caret"


def test_dragging_a_rate_bends_the_path_while_it_plays(page):
    page.locator('[data-do="speed"]').select_option("0.25")
    link = page.locator(".race").get_attribute("data-link")
    entries = page.evaluate("history.length")
    drag(page, '[data-field="4.lr"] input[type=range]', right=25, let_go=False)
    page.wait_for_function(
        "(old) => document.querySelector('.race').dataset.link !== old", arg=link
    )
    assert "4.lr" not in query(page), "the address changes when it is let go"
    expect(page.locator('[data-do="pause"]')).to_be_visible()
    page.mouse.up()
    settled(page, r"[?&]4\.lr=")
    assert page.evaluate("history.length") == entries + 1, "a drag is one entry of the history"


def test_a_click_sets_the_start_and_the_marker_can_be_dragged(page):
    box = page.locator(".input-overlay").bounding_box()
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.2 * box["height"])
    settled(page, r"[?&]x=")
    clicked = query(page)
    drag(page, ".picture .start", right=60, down=40)
    page.wait_for_function("(old) => location.search !== old", arg=clicked)


def test_dragging_the_surface_pans_and_the_wheel_zooms_without_a_new_start(page):
    press(page, "pause")
    before = page.locator(".picture .start").bounding_box()
    drag(page, ".input-overlay", right=80)
    panned = page.locator(".picture .start").bounding_box()
    assert panned["x"] == pytest.approx(before["x"] + 80, abs=3)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(200)
    scrolled = page.locator(".picture .start").bounding_box()
    assert scrolled["width"] == panned["width"] and scrolled["x"] == panned["x"], "it scrolls"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function(
        "(x) => Math.abs(document.querySelector('.start').getBoundingClientRect().x - x) > 10",
        arg=panned["x"],
    )
    assert "x=" not in query(page)
    zoomed = page.locator(".picture .start").bounding_box()
    drag(page, '[data-field="2.lr"] input[type=range]', right=10)
    settled(page, r"2\.lr=")
    assert page.locator(".picture .start").bounding_box()["x"] == pytest.approx(zoomed["x"], abs=1)


def test_every_slider_moves_by_the_arrow_keys(visit):
    page = visit("/race?surface=rotated_ellipse&1=adam&2=momentum&2.schedule=cosine&noise=1&v=1")
    for details in page.locator(".lane details").all():
        details.evaluate("details => (details.open = true)")
    sliders = page.locator(".lanes .slider")
    assert sliders.count() > 10
    for slider in sliders.all():
        field, track = slider.locator("input[type=text]"), slider.locator("input[type=range]")
        before = field.input_value()
        key = "ArrowLeft" if track.evaluate("t => t.value === t.max") else "ArrowRight"
        track.focus()
        page.keyboard.press(key)
        assert field.input_value() != before, slider.get_attribute("data-field")


def test_a_typed_value_out_of_range_is_snapped_and_said(page):
    rate(page, 1).fill("99")
    rate(page, 1).press("Enter")
    settled(page, r"1\.lr=10(&|$)")
    expect(page.locator(".notices")).to_contain_text("1.lr")
    expect(rate(page, 1)).to_have_value("10")


def test_a_cold_link_shows_the_same_race_at_its_step(visit):
    page = visit("/race?surface=saddle&1=adam&1.lr=0.1&1.bias_correction=0&2=adam&2.lr=0.1&step=7")
    assert step(page) == 7
    expect(page.locator('[data-do="play"]')).to_be_visible()
    expect(page.locator("[data-lane]")).to_have_count(2)
    expect(rate(page, 2)).to_have_value("0.1")
    expect(surface(page)).to_have_value("saddle")


def test_back_and_forward_move_the_dials(page):
    for value in ("0.002", "0.003"):
        rate(page, 1).fill(value)
        rate(page, 1).press("Enter")
        settled(page, rf"1\.lr={value}")
        page.wait_for_timeout(400)
    page.go_back()
    expect(rate(page, 1)).to_have_value("0.002")
    page.go_forward()
    expect(rate(page, 1)).to_have_value("0.003")


@pytest.mark.parametrize("delay", [0, 20, 50, 500])
def test_back_counts_however_soon_it_comes(page, delay):
    rate(page, 1).fill("0.002")
    rate(page, 1).press("Enter")
    settled(page, r"1\.lr=0\.002")
    page.wait_for_timeout(300)
    rate(page, 1).fill("0.003")
    page.evaluate(
        """(delay) => {
          document.activeElement.blur();
          setTimeout(() => history.back(), delay);
        }""",
        delay,
    )
    page.wait_for_timeout(delay + 600)
    assert page.evaluate("() => new URLSearchParams(location.search).get('1.lr')") == "0.002"
    expect(rate(page, 1)).to_have_value("0.002")
    page.go_forward()
    expect(rate(page, 1)).to_have_value("0.003")


def test_another_surface_is_another_entry_and_back_undoes_it(page):
    surface(page).select_option("himmelblau")
    settled(page, "surface=himmelblau")
    shows(page, "himmelblau")
    page.go_back()
    page.wait_for_function(
        "() => !document.querySelector('.race').dataset.link.includes('himmelblau')"
    )
    expect(surface(page)).to_have_value("rosenbrock")


def test_another_surface_offers_rates_that_suit_it_and_back_takes_mine_again(visit):
    zigzag = RACES.named("zigzag").query
    page = visit(f"/race?{zigzag}")
    offer = page.locator(".offer")
    expect(offer).to_be_hidden()
    surface(page).select_option("himmelblau")
    shows(page, "himmelblau")
    expect(offer).to_contain_text("Rates that suit this surface: 0.01, 0.00095")
    expect(page.locator("[data-lane='1'] .note")).to_contain_text("above 2/L")
    page.locator("[data-offer=use]").click()
    settled(page, r"1\.lr=0\.01&.*2\.lr=0\.00095")
    expect(offer).to_be_hidden()
    for lane in (1, 2):
        expect(page.locator(f"[data-lane='{lane}'] .note")).to_contain_text("Converged")
    page.locator("[data-lane='1'] details summary").click()
    page.locator("[data-lane='1'] .choice select").select_option("step")
    expect(page.locator(".of-schedule")).to_have_text(["An epoch is 10 steps here.", ""])
    page.go_back()
    page.go_back()
    expect(rate(page, 1)).to_have_value("0.038")
    surface(page).select_option("ackley")
    page.locator("[data-offer=keep]").click()
    expect(offer).to_be_hidden()
    expect(rate(page, 1)).to_have_value("0.038")


def test_every_surface_is_shown_with_the_lanes_and_begins_at_its_own_start(visit):
    page = visit("/race?1=adam&1.lr=0.3&x=1&y=1&view=3d&v=1")
    for name, entry in SURFACES.items():
        surface(page).select_option(name)
        named = "" if name == "rosenbrock" else f"surface={name}&"
        scale = "" if entry.height_scale == "log" else f"&height={entry.height_scale}"
        page.wait_for_function(
            "(link) => document.querySelector('.race').dataset.link === link",
            arg=f"{named}1=adam&1.lr=0.3&view=3d{scale}&v=1",
        )
        start = [page.locator(f'[data-start="{key}"]').input_value() for key in "xy"]
        assert [float(text) for text in start] == list(entry.start)


def test_choices_in_quick_succession_are_entries_of_their_own(page):
    """However many are made before the first is answered, in order; and so are the ways back."""
    entries = page.evaluate("history.length")
    page.evaluate(
        """() => {
          const list = document.querySelector('[data-choose="surface"]');
          for (const name of ["saddle", "beale", "ackley"]) {
            list.value = name;
            list.dispatchEvent(new Event("change", { bubbles: true }));
          }
        }"""
    )
    shows(page, "ackley")
    assert page.evaluate("history.length") == entries + 3
    assert page.locator("[data-lane]").count() == 4, "the lanes stay"
    for name in ("beale", "saddle"):
        page.go_back()
        shows(page, name)
        expect(surface(page)).to_have_value(name)
    page.evaluate("() => { history.forward(); }")
    page.evaluate("() => { history.forward(); }")
    shows(page, "ackley")
    page.evaluate("() => { history.go(-2); }")
    shows(page, "saddle")
    assert page.evaluate("history.length") == entries + 3, "no way back adds an entry"


def test_a_preset_moves_the_dials_and_back_returns(page):
    own = rate(page, 1).input_value()
    presets = page.get_by_role("combobox", name="A race from the gallery")
    presets.select_option("zigzag")
    expect(rate(page, 1)).to_have_value("0.038")
    expect(page.locator(".observe")).to_contain_text("Observe")
    settled(page, "^.preset=zigzag$")
    rate(page, 1).fill("0.03")
    rate(page, 1).press("Enter")
    settled(page, "kappa=50&.*1.lr=0.03")
    expect(presets).to_have_value("")
    expect(page.locator(".observe")).to_contain_text("jumps across the valley")
    expect(page.locator(".observe .changed")).to_have_text("lane 1 Learning rate 0.038 → 0.03")
    page.get_by_role("button", name="Back to the preset").click()
    expect(presets).to_have_value("zigzag")
    expect(page.locator(".observe .changed")).to_have_count(0)
    page.go_back()
    expect(rate(page, 1)).to_have_value("0.03")
    page.go_back()
    expect(presets).to_have_value("zigzag")
    page.go_back()
    expect(rate(page, 1)).to_have_value(own)


def test_the_server_runs_no_script_for_a_drag_and_explains_what_is_shown(page):
    """Streamlit hears of other entries, and of nothing else."""
    page.get_by_text("Equations, sources and the code that runs").click()
    expect(page.get_by_role("tab", name="Adam")).to_be_visible()
    page.wait_for_timeout(500)
    page.evaluate(
        """() => {
          window.told = 0;
          const { send } = WebSocket.prototype;
          WebSocket.prototype.send = function (...message) {
            window.told += 1;
            return send.apply(this, message);
          };
        }"""
    )
    drag(page, '[data-field="4.lr"] input[type=range]', right=25)
    settled(page, r"[?&]4\.lr=")
    page.wait_for_timeout(600)
    assert page.evaluate("told") == 0
    page.locator('[data-choice="4"]').select_option("lion")
    expect(page.get_by_role("tab", name="Lion")).to_be_visible()
    expect(page.get_by_role("tab", name="Adam")).to_have_count(0)
    assert page.evaluate("told") > 0, "so the count above can fail"
    assert "4=lion" in query(page)


def test_lanes_are_added_duplicated_moved_hidden_and_removed(page):
    choices = page.locator(".lane > header select[data-choice]")

    def names() -> list[str]:
        return choices.evaluate_all("all => all.map((select) => select.value)")

    first = names()
    page.locator("[data-add]").select_option("lion")
    expect(page.locator("[data-lane]")).to_have_count(len(first) + 1)
    page.locator('[data-menu="5"]').select_option("move_up")
    page.wait_for_function("() => document.querySelector('[data-choice=\"4\"]').value === 'lion'")
    page.locator('[data-menu="1"]').select_option("duplicate")
    page.wait_for_function("() => document.querySelectorAll('[data-lane]').length === 6")
    assert names()[:2] == [first[0]] * 2
    page.locator('[data-menu="2"]').select_option("remove")
    page.wait_for_function("() => document.querySelectorAll('[data-lane]').length === 5")
    page.locator('[data-hide="1"]').click()
    settled(page, r"1\.hidden=1")
    expect(page.locator('[data-score="1"]')).to_have_class(re.compile("hidden"))


@pytest.mark.parametrize("list", ["[data-menu='2']", "[data-add]"])
def test_a_list_that_acts_opens_at_an_arrow_and_acts_when_something_is_chosen(page, list):
    lanes = page.locator("[data-lane]")
    page.locator(list).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    expect(lanes).to_have_count(4)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('[data-lane]').length !== 4")


def test_one_rate_for_all_and_back_to_their_own(page):
    own = rate(page, 4).input_value()
    page.locator("[data-share]").check()
    settled(page, r"[?&]lr=")
    expect(page.locator('[data-field="4.lr"]')).to_have_count(0)
    page.locator("[data-share]").uncheck()
    expect(rate(page, 4)).to_have_value(own)


def test_nonsense_links_open_the_nearest_race_with_one_notice(visit):
    page = visit(
        "/race?surface=<img src=x onerror=alert(1)>&1=adam&1.lr=nan&2=가나다&steps=1e999&1.lr=2"
    )
    notice = page.locator(".notices")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text("1.lr")
    expect(page.locator("[data-lane]")).to_have_count(2)
    assert page.locator("img[src=x]").count() == 0


def test_two_visitors_never_see_each_others_race(visit):
    one, other = visit("/race"), visit("/race")
    rate(one, 1).fill("0.0021")
    rate(one, 1).press("Enter")
    settled(one, r"1\.lr=0\.0021")
    other.reload()
    wait_ready(other)
    assert "0.0021" not in query(other)
    expect(rate(other, 1)).to_have_value("0.0015")


def test_on_a_phone_nothing_scrolls_sideways_and_a_tap_sets_the_start(visit):
    page = visit("/race", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    picture, dials = page.locator(".picture").bounding_box(), page.locator(".lanes").bounding_box()
    assert dials["y"] >= picture["y"] + picture["height"], "the dials stand under the picture"
    page.touchscreen.tap(
        picture["x"] + 0.6 * picture["width"], picture["y"] + 0.3 * picture["height"]
    )
    settled(page, r"[?&]x=")
    dial = page.locator("[data-field='1.lr']")
    meaning = dial.locator(".help")
    expect(meaning).to_be_hidden()
    dial.locator("button.name").tap()
    expect(meaning).to_have_text("learning rate: the size of a step")
    expect(meaning).to_be_visible()
    about = meaning.get_attribute("id")
    expect(dial.locator("[type=range]")).to_have_attribute("aria-describedby", about)
    page.locator(".column-help summary").tap()
    expect(page.locator(".column-help")).to_contain_text("Judged on the last 10 % of the run")


# the first is a projector of 1280 x 720 at the browser's zoom of 150 %
SCREENS = [
    (853, 480),
    (1024, 600),
    (1024, 768),
    (1280, 720),
    (1366, 625),
    (1536, 730),
    (1920, 1080),
]

TYPE = """() => {
  const sizes = {};
  const walker = document.createTreeWalker(document.querySelector('.page'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const { parentElement: element } = node;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    (sizes[size] ??= []).push(`${element.className || element.tagName}: ${node.data.slice(0, 40)}`);
  }
  return sizes;
}"""


def type_sizes(page: Page) -> dict[float, list[str]]:
    """The text that is seen, by its size in pixels."""
    return {float(size): texts for size, texts in page.evaluate(TYPE).items()}


@pytest.mark.parametrize("width, height", SCREENS)
def test_one_screen_holds_the_lesson(visit, width, height):
    """Picture, sentence, lanes with their numbers and the player, without scrolling."""
    zigzag = RACES.named("zigzag").query
    page = visit(f"/race?{zigzag}", viewport={"width": width, "height": height})
    for tab in ("Curves", "Table", "Lanes"):
        if width < 1920:
            page.get_by_role("tab", name=tab).click()
        small = {size: texts for size, texts in type_sizes(page).items() if size < 13}
        assert not small, f"{tab} is not readable from the back row"
    for part in (".count", ".lane .value", ".observe"):
        size = "(element) => parseFloat(getComputedStyle(element).fontSize)"
        assert page.locator(part).first.evaluate(size) >= 18, part
    for part in (".observe", ".picture", "[data-lane='1'] .value", "[data-do=pause]", ".count"):
        box = page.locator(part).first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= height, part
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, part
    picture = page.locator(".picture").bounding_box()
    assert picture["height"] >= 0.4 * height
    for name in ("back", "forward", "pause", "copy"):
        assert page.locator(f'[data-do="{name}"]').bounding_box()["height"] >= 44
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


@pytest.mark.parametrize("width, height", [(844, 390), (320, 180)])
def test_sideways_and_magnified_every_control_can_be_reached(visit, width, height):
    page = visit("/race", viewport={"width": width, "height": height})
    for part in ("[data-do=pause]", "[data-field='2.lr'] input[type=text]", "[data-add]"):
        page.locator(part).scroll_into_view_if_needed()
        page.locator(part).click(trial=True, timeout=3000)


def test_curves_and_table_stand_beside_the_picture_behind_tabs(page):
    curves = page.locator('[data-curve="loss"]')
    expect(curves).to_be_hidden()
    page.get_by_role("tab", name="Curves").click()
    expect(curves).to_be_visible()
    inked = """() => { const c = document.querySelector('[data-curve=loss] canvas');
      const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
      return c.width > 200 && data.some((v) => v > 0); }"""
    page.wait_for_function(inked)
    page.keyboard.press("ArrowRight")
    expect(page.locator('[data-score="1"]')).to_be_visible()
    expect(curves).to_be_hidden()


def test_the_picture_says_in_words_what_diverges_and_what_draws_one_path(visit):
    page = visit(f"/race?{RACES.named('rate_limit').query}&step=20")
    told = page.locator(".captions p:visible")
    expect(page.locator(".symbols")).to_contain_text("left the picture")
    expect(told).to_have_count(0)
    press(page, "forward")
    page.locator(".picture").press("End")
    expect(told).to_have_text(
        ["3 Gradient descent, rate 0.102 diverges. The rate 0.102 is above 2/κ = 0.1."]
    )
    page.locator("[data-choose=preset]").select_option("forms_of_momentum")
    expect(told).to_have_text(["1, 2 and 4: one path"])


def test_a_diverging_lane_is_shown_as_such_and_breaks_nothing(visit):
    page = visit("/race?1=gradient_descent&1.lr=5&2=adam")
    page.locator(".picture").focus()
    page.keyboard.press("End")
    expect(page.locator('[data-score="1"]')).to_have_attribute("data-verdict", "diverged")
    expect(page.locator('[data-score="1"]')).to_contain_text(
        "Diverged: outside the box from step 1 on"
    )
    page.locator('[data-do="back"]').click()
    assert step(page) == 299


def test_the_link_can_be_copied_by_hand_where_the_clipboard_is_closed(visit):
    page = visit("/race?1=adam&1.lr=0.2")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator('[data-do="copy"]').click()
    field = page.locator(".share input")
    expect(field).to_have_value(re.compile(r"/race\?1=adam&1\.lr=0\.2"))
    assert field.evaluate("field => field.selectionEnd - field.selectionStart > 20")


def test_a_page_left_open_survives_a_restart_of_the_server(visit, server):
    page = visit("/race?1=adam", expected=("WebSocket", "ERR_CONNECTION", "server"))
    rate(page, 1).fill("0.3")
    rate(page, 1).press("Enter")
    settled(page, r"1\.lr=0\.3")
    server.stop()
    rate(page, 1).fill("0.4")
    rate(page, 1).press("Enter")
    expect(page.locator(".banner.error")).to_contain_text("No connection")
    server.start()
    settled(page, r"1\.lr=0\.4")
    expect(page.locator(".banner.error")).to_be_hidden()
    expect(rate(page, 1)).to_have_value("0.4")
    surface(page).select_option("himmelblau")
    settled(page, "surface=himmelblau.*1=adam.*0\\.4")


def test_the_curves_switch_between_steps_and_evaluations(visit):
    page = visit("/race?preset=gradients_counted")
    press(page, "pause")
    page.locator("#tab-curves").click()
    lines = page.locator('[data-curve="loss"] .step-line')
    expect(lines).to_have_count(2)
    page.locator(".picture").focus()
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    bfgs, adam = (line.bounding_box()["x"] for line in lines.all())
    axis = page.locator('[data-curve="loss"] .u-over').bounding_box()
    assert (bfgs - axis["x"]) / (adam - axis["x"]) == pytest.approx(13 / 5, abs=0.05)
    page.locator("#tab-board").click()
    counted = page.locator('[data-label="Gradient evaluations"]')
    expect(counted).to_have_text(["13", "5"])
    page.locator("#tab-curves").click()
    page.locator('[data-choose="axis"] [value="steps"]').check()
    expect(lines).to_have_count(1)
    expect(page.locator(".observe")).not_to_contain_text("Back to the preset")

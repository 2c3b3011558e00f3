"""What a lecture needs, in Firefox and WebKit: play, keys, drag, surfaces, 3-D, links, training."""

import random

import pytest

from tests.helpers.lab_page import QUICK

pytestmark = pytest.mark.engines

STEP = "Number(document.querySelector('.count').dataset.step)"
LINK = "document.querySelector('.page').dataset.link"
INK = """(selector) => {
  const canvas = document.querySelector(selector);
  if (!canvas?.width) return 0;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value > 100).length;
}"""


def inked(window, selector):
    """Until something is drawn."""
    window.wait(f"({INK})({selector!r}) > 100")


def test_a_race_plays_pauses_and_follows_keys(window):
    window.visit("/race?1=adam&2=momentum&v=1")
    window.wait(f"{STEP} > 5")
    window.click("[data-do=pause]")
    window.run("() => document.querySelector('.picture').focus()")
    window.press("Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    window.wait(f"{STEP} === 2")
    window.press(" ")
    window.wait(f"{STEP} > 5")
    window.press(" ", "End")
    window.wait(f"{STEP} === 300")
    inked(window, ".picture > .trajectories")


def test_what_is_dragged_changes_the_race_and_the_address(window):
    window.visit("/race?1=adam&2=momentum&v=1")
    window.drag("[data-field='1.lr'] input[type=range]", right=30)
    window.wait("/[?&]1\\.lr=/.test(location.search)")
    window.drag(".picture .start", right=60, down=30)
    window.wait("/[?&]x=/.test(location.search)")
    window.run("() => document.querySelector(\"[data-field='2.lr'] input[type=range]\").focus()")
    window.press("ArrowRight")
    window.wait("/[?&]2\\.lr=/.test(location.search)")


def test_a_visit_ends_in_the_page_that_was_asked_for(window):
    """Even where the one before it still writes to its history."""
    window.visit("/race?1=adam&v=1")
    window.run(
        """() => setInterval(() => {
          const lr = 0.01 + Math.random() / 10;
          history.replaceState(null, "", `${location.pathname}?1=adam&1.lr=${lr}&v=1`);
        }, 20)"""
    )
    window.visit("/race?surface=saddle&1=adam&v=1")
    assert "surface=saddle" in window.run(f"() => {LINK}")


def test_surfaces_and_the_history(window):
    window.visit("/race?surface=quadratic&1=adam&v=1")
    window.choose("[data-choose=surface]", "himmelblau")
    window.wait(f"{LINK}.includes('surface=himmelblau')")
    window.drag("[data-field='1.lr'] input[type=range]", right=30)
    window.wait("/[?&]1\\.lr=/.test(location.search)")
    window.browser.traverse(-1)
    window.wait(f"!{LINK}.includes('1.lr=') && {LINK}.includes('surface=himmelblau')")
    window.browser.traverse(1)
    window.wait(f"{LINK}.includes('1.lr=')")


def test_the_race_in_space(window):
    window.visit("/race?surface=quadratic&1=adam&view=3d&v=1")
    if not window.run("() => Boolean(document.createElement('canvas').getContext('webgl'))"):
        pytest.skip("no WebGL here")
    inked(window, ".surface3d canvas.trajectories")
    window.click(".switches [value='2d']")
    window.wait("!document.querySelector('.page').matches('.is-3d')")


def test_a_step_is_taken_apart(window):
    window.visit("/step?1=adam&lane=1&v=1")
    heading = "document.querySelector('section.step h2').textContent"
    window.run("() => document.querySelector('.scene').focus()")
    window.press("ArrowRight", "ArrowRight")
    window.wait(f"{heading}.includes('from step 2 to 3')")
    window.click("[data-choose=model] [value='1']")
    window.wait("document.querySelector('.view > .hint').textContent.includes('Shaded')")
    window.drag("[data-field='1.lr'] input[type=range]", right=30)
    window.wait("/[?&]1\\.lr=/.test(location.search)")
    inked(window, ".ground")
    inked(window, "figure.models canvas")
    window.click("[data-choose=view] [value='3d']")
    inked(window, ".sheets")


def test_the_link_is_copied(window):
    window.visit("/race?1=adam&1.lr=0.2&v=1")
    window.click("[data-do=copy]")
    assert "1.lr=0.2" in window.wait("document.querySelector('.share input')?.value")
    window.wait("document.activeElement === document.querySelector('.share input')")


def test_it_trains_on_digits(window):
    seed = random.randrange(1000)  # which nobody has trained, in another browser, before
    window.visit(f"/mnist?{QUICK}&seeds={seed}")
    window.click(".train[data-do=train]")
    window.wait("document.querySelector('.bar').dataset.state === 'finished'")
    inked(window, "[data-curve] canvas")
    assert window.run("() => document.querySelectorAll('[data-score]').length") == 2


def test_averages_follow_a_day_and_a_dragged_beta(window):
    window.visit("/averages?v=1")
    inked(window, ".series canvas")
    window.run("() => document.querySelector('.series').focus()")
    window.press("Home", "ArrowRight", "ArrowRight")
    window.wait(f"{STEP} === 2")
    window.drag("[data-field='2.beta'] input[type=range]", right=-30)
    window.wait("/[?&]2\\.beta=/.test(location.search)")


def test_schedules_follow_a_dragged_rate(window):
    window.visit("/schedules?v=1")
    inked(window, ".view canvas")
    window.drag("[data-field='lr'] input[type=range]", right=-30)
    window.wait("/[?&]lr=/.test(location.search)")
    assert window.run("() => document.querySelectorAll('.board tbody tr').length") >= 4


def test_a_hundred_dimensions_have_no_minima(window):
    window.visit("/dimensions?v=1")
    inked(window, "figure canvas")
    window.drag("[data-field='n'] input[type=range]", right=60)
    window.wait("/[?&]n=/.test(location.search)")
    window.wait("document.querySelector('.side [role=status]').textContent.includes(': 0 minima')")
    window.click("[data-choose=show] [value='descent']")
    window.wait("document.querySelector('[data-lane=\"1\"] .note').textContent.includes('loss')")


def test_the_backward_pass_goes_through_layers(window):
    window.visit("/backprop?form=layers&step=0&v=1")
    window.run("() => document.querySelector('.graph-picture').focus()")
    window.press("End")
    window.wait(f"{STEP} === 11")
    window.wait(
        "document.querySelector('[data-node=\"0\"] .gradient').textContent.includes('0.48')"
    )
    window.drag("[data-field='in.W1_11'] input[type=range]", right=20)
    window.wait("/[?&]in\\.W1_11=/.test(location.search)")


def test_both_languages(window):
    window.visit("/race?lang=ko&1=adam&v=1")
    assert window.run("() => document.documentElement.lang") == "ko"
    assert "레이스" in window.run("() => document.querySelector('h1').textContent")
    window.visit("/race?lang=en&1=adam&v=1")
    assert "Race" in window.run("() => document.querySelector('h1').textContent")


def test_the_focus_is_seen(window):
    """By a ring around what has it, or around a slider's thumb."""
    window.visit("/race?1=adam&v=1")
    window.run("() => document.querySelector('[data-choose=preset]').focus()")
    if not window.run("() => document.hasFocus()"):
        pytest.skip("no window manager has put this window in front")
    seen = 0
    for _ in range(14):
        window.press("Tab")
        unseen = window.run(
            """() => {
              const focused = document.activeElement;
              const { outlineStyle, outlineWidth } = getComputedStyle(focused);
              const ring = focused.type === "radio" ? getComputedStyle(focused.nextSibling) : null;
              const widths = [outlineWidth, ring?.outlineWidth ?? "0"].map(parseFloat);
              return outlineStyle !== "none" || ring?.outlineStyle === "solid" ? null
                : `${focused.outerHTML.slice(0, 100)} ${widths}`;
            }"""
        )
        assert unseen is None
        seen += 1
    assert seen == 14


def test_nothing_of_ours_is_blocked_at_home(window):
    window.browser.goto(f"{window.server}/")
    window.wait("document.querySelector('h1')")

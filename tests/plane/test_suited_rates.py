"""With the rates that a surface states, a rule does there what is worth a look."""

import pytest

from optim_core import OPTIMIZERS, Choice
from optim_core.plane.landscape import lowest
from surfaces import SURFACES
from surfaces.rates import OWN_SCALE, RATES, suited_rate
from tests.helpers.suited_rates import AT_REST, RULES, score, suited

# every rule, and every surface, several times; `python -m tests.helpers.suited_rates` does all
PAIRS = [
    (surface, rule)
    for i, surface in enumerate(SURFACES)
    for j, rule in enumerate(RULES)
    if (i + 2 * j) % 5 == 0 and rule in RATES.get(surface, {})
]
NO_MINIMUM = {"saddle", "monkey_saddle"}


def test_they_are_of_what_there_is():
    assert set(RATES) <= set(SURFACES)
    assert all(set(rates) <= set(RULES) for rates in RATES.values())
    assert {surface for surface, _ in PAIRS} == set(RATES)
    assert {rule for _, rule in PAIRS} == set(next(iter(RATES.values())))


@pytest.mark.parametrize(("surface", "rule"), PAIRS)
def test_the_rule_arrives_or_gets_low_or_passes_the_saddle(surface, rule):
    found = score(surface, rule, RATES[surface][rule])
    if surface in NO_MINIMUM:
        assert found.outcome.kind == "descending_without_bound" and found.outcome.step <= 100
        return
    assert found.left_box is None
    if found.outcome.kind not in AT_REST:
        choice = Choice.of(SURFACES[surface])
        start = float(SURFACES[surface].function(choice.entry.start(), **choice.values))
        assert found.outcome.value - lowest(choice) < (start - lowest(choice)) / 3


@pytest.mark.parametrize(("surface", "rule"), PAIRS[::9])
def test_the_table_is_what_its_words_say(surface, rule):
    assert RATES[surface][rule] == suited(surface, rule)


@pytest.mark.parametrize("rule", OWN_SCALE)
def test_what_scales_its_own_steps_is_at_rest_at_the_rate_of_the_table(rule):
    """On what is convex about the start; elsewhere Newton's method seeks any level point."""
    for surface in ("quadratic", "rotated_ellipse", "rosenbrock"):
        rate = suited_rate(Choice.of(SURFACES[surface]), Choice.of(OPTIMIZERS[rule]))
        assert score(surface, rule, rate).outcome.kind == "converged"


def test_another_form_gets_a_rate_for_the_same_steps():
    quadratic, momentum = SURFACES["quadratic"], OPTIMIZERS["momentum"]
    classic = suited_rate(Choice.of(quadratic), Choice.of(momentum))
    average = suited_rate(Choice.of(quadratic), Choice.of(momentum, form="average"))
    assert average == pytest.approx(10 * classic), "as the average form's step is a tenth"
    assert suited_rate(Choice.of(quadratic), Choice.of(OPTIMIZERS["rprop"])) is None

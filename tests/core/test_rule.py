"""What a person types as a rule is that rule, or refused at the right character."""

import json
import string
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, solve
from optim_core.formulas.errors import FormulaError
from optim_core.formulas.rule_reader import MAX_LENGTH, MAX_LINES, MAX_NODES, MAX_STATES, parse_rule
from surfaces import SURFACES
from tests.helpers.trainings import SMALL, result

NUMBERS = json.loads((Path(__file__).parents[1] / "scripts/rule_numbers.json").read_text())

CS231N_ADAM = """beta1 = 0.9; beta2 = 0.999
first_moment = 0
second_moment = 0
for t in range(1, num_iterations):
  dx = compute_gradient(x)
  first_moment = beta1 * first_moment + (1 - beta1) * dx
  second_moment = beta2 * second_moment + (1 - beta2) * dx * dx
  first_unbias = first_moment / (1 - beta1 ** t)
  second_unbias = second_moment / (1 - beta2 ** t)
  x -= learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-8)"""

# As notes, slides and blogs write them, and the built-in rule that each is.
FORMS = [
    ("gradient_descent", {}, "x = x - lr*g"),
    ("gradient_descent", {}, "while True:\n  dx = compute_gradient(x)\n  x += -learning_rate * dx"),
    ("momentum", {"form": "velocity"}, "v = 0.9*v − lr*g\nx = x + v"),
    ("momentum", {}, "vx = 0\nrho = 0.9\nwhile True:\n  vx = rho*vx + g\n  x -= learning_rate*vx"),
    (
        "momentum",
        {"form": "average"},
        "m = np.zeros_like(x)\nm *= 0.9\nm += (1 - 0.9)*g\nx -= lr*m",
    ),
    ("nesterov", {}, "mu = 0.9\nx_ahead = x + mu*v\nv = mu*v - lr*gradient(x_ahead)\nx += v"),
    (
        "nesterov",
        {"form": "rewritten"},
        "mu = 0.9\nv_prev = v  # back this up\nv = mu*v - lr*g\nx += -mu*v_prev + (1 + mu)*v",
    ),
    (
        "rmsprop",
        {"decay": 0.99},
        "decay_rate = 0.99\ncache = decay_rate*cache + (1 - decay_rate)*g**2\n"
        "x += - learning_rate*g / (np.sqrt(cache) + 1e-8)",
    ),
    ("adagrad", {"eps": 1e-7}, "eps = 1e-7\ns += square(g)\nx -= lr*g/(sqrt(s) + eps)"),
    ("adam", {}, CS231N_ADAM),
    (
        "adam",
        {"beta1": 0.8, "bias_correction": False},
        "m = 0.8*m + 0.2*g; v = 0.999*v + 0.001*g^2; x = x - lr*m/(sqrt(v) + 1e-8)",
    ),
    ("lion", {"weight_decay": 0}, "x -= lr*sign(0.9*m + (1-0.9)*g)\nm = 0.99*m + (1-0.99)*g"),
]
IDS = [f"{name}{n}" for n, (name, _, _) in enumerate(FORMS)]


def pair(name, values, text, lr):
    built_in = Choice.of(OPTIMIZERS[name], lr=lr, **values)
    return Lane(built_in), Lane(Choice.of(OPTIMIZERS["typed"], lr=lr, rule=text))


@pytest.mark.parametrize(("name", "values", "text"), FORMS, ids=IDS)
def test_a_rule_of_the_notes_is_the_rule_of_the_catalog(name, values, text):
    for surface in ("rosenbrock", "quadratic", "beale"):
        lanes = pair(name, values, text, 1e-3)
        built_in, typed = solve(Race(Choice.of(SURFACES[surface]), lanes, steps=300, noise=0.1))
        assert np.ptp(built_in.x) > 0.1
        np.testing.assert_allclose(typed.x, built_in.x, rtol=1e-12, atol=1e-12)


IN_A_TRAINING = "momentum", "nesterov", "rmsprop", "adam"  # one form of each: compiling takes long


def test_they_are_so_in_a_training_too():
    some = list({form[0]: form for form in FORMS if form[0] in IN_A_TRAINING}.values())
    lanes = [lane for form in some for lane in pair(*form, 0.01)]
    progress = result(replace(SMALL, lanes=tuple(lanes), epochs=1, evaluations=1))
    runs = [lane.runs[0] for lane in progress.lanes]
    for built_in, typed in zip(runs[::2], runs[1::2], strict=True):
        assert typed.checkpoint.x.dtype == np.float32
        np.testing.assert_allclose(typed.training_loss, built_in.training_loss, rtol=2e-4)


def test_turning_a_number_or_writing_it_otherwise_compiles_nothing(compilations):
    def run(text):
        lane = Lane(Choice.of(OPTIMIZERS["typed"], rule=text))
        return solve(Race(Choice.of(SURFACES["quadratic"]), (lane,)))[0].x

    first = run("rho = 0.9\nv = rho*v - lr*g\nx += v")
    before = len(compilations)
    assert before
    for text in (
        "rho = 0.5\nv = rho*v - lr*g\nx += v",
        "rho   = -1e-3 # friction\n\n  v = rho*v - lr*g;  x += v",
    ):
        assert not np.array_equal(run(text), first)
    assert len(compilations) == before


def test_a_schedule_changes_the_rate_of_a_rule():
    lanes = pair("momentum", {}, "v = 0.9*v + g\nx = x - lr*v", 0.01)
    falling = [Lane(lane.optimizer, Choice.of(SCHEDULES["cosine"])) for lane in lanes]
    built_in, typed = solve(Race(Choice.of(SURFACES["quadratic"]), falling))
    np.testing.assert_allclose(typed.x, built_in.x, rtol=1e-12, atol=1e-12)


def test_the_value_and_a_constant_may_be_used():
    polyak = "x = x - f*g/(0.5 + abs(f(x))*pi)"
    race = Race(Choice.of(SURFACES["quadratic"]), pair("gradient_descent", {}, polyak, 0.1))
    x = solve(race)[1].x
    f = [SURFACES["quadratic"].function(p, kappa=10.0) for p in x[:2]]
    g = x[0] * [1, 10]
    np.testing.assert_allclose(x[1], x[0] - f[0] * g / (0.5 + f[0] * np.pi), rtol=1e-12)


# The kind of error, and the line and the character at which it is, from 1.
ERRORS = {
    "": ("empty", 1, 1),
    "# nothing\nwhile True:": ("empty", 1, 1),
    "x": ("no_assignment", 1, 1),
    "  x == 3": ("no_assignment", 1, 3),
    "x = ": ("not_understood", 1, 5),
    "v = 0.9*v - lr*g": ("no_move", 1, 1),
    "v = 0.9*v\nx = x - lr*gg": ("unknown_name", 2, 12),
    "x = v": ("unknown_name", 1, 5),
    "x = x - lr*cbrt(g)": ("unknown_function", 1, 12),
    "x = x - 2g": ("missing_product", 1, 10),
    "x = x - lr*g if t else x": ("not_understood", 1, 5),
    "v = 1\nv = 0.9*v - lr*g\nx = x + v": ("not_from_zero", 1, 1),
    "lr = 0.1\nx = x - lr*g": ("set_elsewhere", 1, 1),
    "t += 2\nx = x - lr*g": ("set_elsewhere", 1, 1),
    "lambda = 0.9\nx = x - lambda*g": ("name_taken", 1, 1),
    "sqrt = 2\nx = x - sqrt*g": ("name_taken", 1, 1),
    "state = 2\nx = x - state*g": ("name_taken", 1, 1),
    "rho = 0.9\nx = x - lr*g": ("not_used", 1, 1),
    "x = x - lr*g\n\n y = 3*x": ("not_used", 3, 6),
    "x = x - f(x + 1)": ("only_at_x", 1, 9),
    "x = x - gradient(x, 1)": ("number_of_inputs", 1, 9),
    "x = x.T": ("not_understood", 1, 5),
    "x = x - lr*g\nreturn x": ("no_assignment", 2, 1),
    "a = 1; b = 2; c = 3; d = 4; k = 5; x = x + a*b*c*d*k": ("too_many_numbers", 1, 29),
    "x = a + b + c + d; a = x; b = x; c = x; d = x": ("too_many_states", 1, 17),
    "\n".join(["x = x + g"] * 9): ("too_many_lines", 9, 1),
    "rho = 1e999\nx = rho*x": ("number_too_large", 1, 1),
    "x = x + g" + " " * MAX_LENGTH: ("too_long", 1, MAX_LENGTH + 1),
    "x = " + "+".join(["x"] * (MAX_NODES + 1)): ("too_many_nodes", 1, None),
}


@pytest.mark.parametrize("text", ERRORS)
def test_what_is_no_rule_is_refused_where_it_goes_wrong(text):
    kind, line, character = ERRORS[text]
    with pytest.raises(FormulaError) as error:
        parse_rule(text)
    before = text[: error.value.at].split("\n")
    assert (error.value.kind, len(before)) == (kind, line)
    assert character in (None, len(before[-1]) + 1)


WORDS = st.sampled_from([
    *("x", "v", "g", "lr", "t", "f", "rho", " = ", " += ", "0", "0.9", "*", "-", "(", ")"),
    *("sqrt(", "np.", "gradient(", "; ", "# ", "while True:", "**", "sign(", "1e400", "−"),
    *("lambda", "\n"),
])  # fmt: skip


@given(
    st.text(alphabet=string.ascii_letters + string.digits + "+-*/^()., =;\n_'\"[]{}<>!@#:α")
    | st.lists(WORDS, max_size=40).map("".join)
)
def test_whatever_is_typed_is_a_rule_or_an_error_at_a_character(text):
    try:
        rule = parse_rule(text)
    except FormulaError as error:
        assert 0 <= error.at <= len(text)
        return
    assert len(rule.nodes) <= MAX_NODES and len(rule.states) <= MAX_STATES
    assert sum(line.node is not None for line in rule.lines) <= MAX_LINES
    again = parse_rule(rule.skeleton)
    assert (again.nodes, again.x, again.states) == (rule.nodes, rule.x, rule.states)
    assert again.skeleton == rule.skeleton


@pytest.mark.parametrize("text", NUMBERS)
def test_its_numbers_are_those_that_the_page_makes_dials_of(text):
    assert [[name, value] for name, value in parse_rule(text).numbers] == NUMBERS[text]

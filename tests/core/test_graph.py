"""The backward pass, written by hand, finds what JAX and finite differences find."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from optim_core.formulas.operations import OPERATIONS
from optim_core.formulas.reader import parse
from optim_core.graph import Computation, backward, descended, forward

SMOOTH = {"x": 0.7, "y": 1.9}


def gradients(text, given):
    """By the backward pass, by JAX, by differences: of each variable."""
    expression = parse(text)
    passed = forward(expression, given)
    back = backward(expression, passed.values)
    variables = [i for i, node in enumerate(expression.nodes) if node.op == "variable"]
    return [back.gradients[i] for i in variables], passed.gradient, passed.differences


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda each: each.name)
def test_every_operation_has_the_derivatives_that_jax_has(operation):
    name = operation.name
    inputs = ["x", "y"][: operation.count]
    text = f"x {name} y" if name in "+-*/^" else f"{name}({', '.join(inputs)})"
    text = "-x" if name == "negative" else text
    given = {each: SMOOTH[each] for each in inputs}
    ours, by_jax, by_differences = gradients(text, given)
    assert ours == pytest.approx(by_jax, rel=1e-12)
    assert ours == pytest.approx(by_differences, rel=1e-7)


def test_the_published_numbers_of_a_sigmoid_neuron():
    """From the notes of Stanford's CS231n on backpropagation, there to one decimal or two."""
    given = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}
    ours, _, _ = gradients("sigmoid(w0*x0 + w1*x1 + w2)", given)
    assert [round(each, 1) for each in ours] == [-0.2, 0.4, -0.4, -0.6, 0.2]


def test_softmax_with_cross_entropy_sends_the_probabilities_less_the_label():
    logits = np.array([1.0, 2.0, 0.0])
    given = dict(zip("abc", logits, strict=True))
    ours, _, _ = gradients("s = exp(a) + exp(b) + exp(c)\nlog(s) - a", given)
    probabilities = np.exp(logits) / np.exp(logits).sum()
    assert ours == pytest.approx(probabilities - [1, 0, 0], abs=1e-12)


def test_what_several_nodes_send_is_added_up():
    expression = parse("x*(x + y)")
    back = backward(expression, forward(expression, {"x": 3, "y": 2}).values)
    assert back.gradients[0] == 8
    arrived = [
        part
        for sent, node in zip(back.sent, expression.nodes, strict=True)
        for part, i in zip(sent, node.inputs, strict=True)
        if i == 0
    ]
    assert sorted(arrived) == [3, 5]


def test_at_the_kink_of_relu_the_rules_and_the_difference_rightly_differ():
    ours, by_jax, by_differences = gradients("relu(x)", {"x": 0})
    assert ours == [0] and by_jax == (0,)
    assert by_differences == pytest.approx((0.5,))


def test_what_is_not_defined_is_said_and_breaks_nothing():
    ours, _, _ = gradients("log(x)*y", {"x": -1, "y": 1})
    assert math.isnan(ours[1])
    ours, _, _ = gradients("1/x", {"x": 0})
    assert ours == [-math.inf]


NAMES = st.sampled_from(["x", "y", "0.5", "2"])
FUNCTIONS = st.sampled_from(["sin", "cos", "tanh", "sigmoid", "exp"])
FORMULAS = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(FUNCTIONS, inner).map(lambda t: f"{t[0]}({t[1]})"),
    ),
    max_leaves=6,
)


@given(FORMULAS, st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
def test_any_graph_agrees_with_jax(text, x, y):
    expression = parse(text)
    given = {"x": x, "y": y}
    values = expression.evaluate(given)  # without compiling anything
    assume(all(abs(float(value)) < 1e3 for value in values))
    back = backward(expression, tuple(float(value) for value in values))
    with_float64 = {name: given[name] for name in expression.variables}
    for name in with_float64:
        i = next(i for i, node in enumerate(expression.nodes) if node.name == name)
        step = 1e-6
        sides = [
            float(np.float64(expression.evaluate({**given, name: given[name] + s})[-1]))
            for s in (step, -step)
        ]
        assert back.gradients[i] == pytest.approx((sides[0] - sides[1]) / (2 * step), abs=1e-3)


def test_a_step_down_the_gradient_lowers_a_bowl():
    given = {"x": 1.0, "y": 1.0}
    assert descended(given, {"x": 2.0, "y": 20.0}, 0.05) == {"x": 0.9, "y": 0.0}


def test_a_computation_has_values_for_its_variables_and_no_others():
    computation = Computation(formula="a*b", inputs={"b": 3, "z": 1})
    assert computation.inputs == (("a", 1.0), ("b", 3.0))
    with pytest.raises(ValueError, match="lr"):
        Computation(lr=math.nan)
    with pytest.raises(ValueError, match="unknown_function"):
        Computation(formula="f(x)")

"""The derivatives of typed formulas in NumPy are those of JAX, of every operation."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optim_core.formulas.jets import BINARY, UNARY, jet
from optim_core.formulas.operations import OPERATIONS
from optim_core.formulas.reader import parse

POINTS = np.random.default_rng(0).uniform(-3, 3, (200, 2))
FORMULAS = [
    "sin(x)*y^2 + 0.1*(x^2 + y^2)",
    "-cos(x*y) - tan(x/5)/y",
    "exp(-x^2 - y^2)/(1 + x^2)",
    "log(x) + sqrt(y)",
    "x^0.5*y^1.5 + x^-2",
    "x^y + 2^x*y",
    "x^0 + y^1 + 3*(x + 2)^3",
    "abs(x) + min(x, y)*max(y, 2)",
    "sigmoid(x*y) + relu(y - x)*x + tanh(y*x)",
    "a = x*y; b = a^2; b - 3*a",
    "3",
    "pi*x + e",
    "sigmoid(40*x)",
]


def test_every_operation_has_its_jet():
    assert UNARY.keys() | BINARY.keys() >= OPERATIONS.keys()
    used = {node.op for formula in FORMULAS for node in parse(formula).nodes}
    assert used >= OPERATIONS.keys()


@pytest.mark.parametrize("formula", FORMULAS)
def test_value_gradient_and_hessian_are_those_of_jax(formula):
    expression = parse(formula, "xy")

    def f(p):
        return jnp.asarray(expression.evaluate({"x": p[0], "y": p[1]})[-1], float)

    value, gradient, hessian = jet(expression, POINTS)
    defined = np.isfinite(value)
    assert defined.any()
    expected = jax.jit(jax.vmap(lambda p: (f(p), jax.grad(f)(p), jax.hessian(f)(p))))
    height, slopes, bends = expected(POINTS)
    np.testing.assert_allclose(value, height, rtol=1e-13, equal_nan=True)
    close = {"rtol": 1e-12, "atol": 1e-12}
    np.testing.assert_allclose(gradient.T[defined], slopes[defined], **close)
    np.testing.assert_allclose(hessian[0][defined], bends[defined][:, 0, 0], **close)
    np.testing.assert_allclose(hessian[1][defined], bends[defined][:, 0, 1], **close)
    np.testing.assert_allclose(hessian[2][defined], bends[defined][:, 1, 1], **close)


def test_a_lower_order_is_the_same_without_the_rest():
    expression = parse("sin(x)*y^2/(1 + x^2)")
    whole, slopes, heights = (jet(expression, POINTS, order) for order in (2, 1, 0))
    assert (whole.value == slopes.value).all() and (whole.value == heights.value).all()
    assert (whole.gradient == slopes.gradient).all()


def test_at_a_kink_the_gradient_is_the_mean_of_both_sides():
    value, gradient, _ = jet(parse("abs(x) + max(y, 2*y) + relu(x)"), np.zeros((1, 2)))
    assert value == 0 and gradient.T.tolist() == [[0.0, 1.5]]

"""What a person types is read as a formula or refused at the right character; never evaluated."""

import math
import string

import jax
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core.formulas.errors import FormulaError
from optim_core.formulas.reader import MAX_LENGTH, MAX_NODES, parse

x, y = 0.7, -1.3

VALUES = {
    "sin(x)*y^2 + 0.1*(x^2+y^2)": math.sin(x) * y**2 + 0.1 * (x**2 + y**2),
    "-x^2": -(x**2),
    "2^3^2": 512.0,
    "x - y - 1": x - y - 1,
    "x/y/2": x / y / 2,
    "-(x + y)*3": -(x + y) * 3,
    "2**x": 2**x,
    "x^-2": x**-2,
    "y^3": y**3,
    "max(x, y) - min(x, y)": x - y,
    "relu(y) + abs(y)": 1.3,
    "sigmoid(x)": 1 / (1 + math.exp(-x)),
    "log(exp(x)) + sqrt(x^2)": 2 * x,
    "tan(x) - tanh(x) + cos(pi) + log(e)": math.tan(x) - math.tanh(x),
    "a = x*y\na + a^2": x * y + (x * y) ** 2,
    "a = x; b = a + 1; a*b": x * (x + 1),
    "x × 2 − y·3": 2 * x - 3 * y,
    "1e-3*x + .5": 1e-3 * x + 0.5,
}


@pytest.mark.parametrize("text", VALUES)
def test_a_formula_means_what_it_means_in_mathematics(text):
    with jax.enable_x64(True):
        value = parse(text, ("x", "y")).evaluate({"x": x, "y": y})[-1]
    assert float(value) == pytest.approx(VALUES[text], rel=1e-12)


# The kind of error, and the character at which it is, from 0.
ERRORS = {
    "": ("empty", 0),
    "x+": ("not_understood", None),
    "(x": ("not_understood", None),
    "2x": ("missing_product", 1),
    "2(x + 1)": ("missing_product", 1),
    "(x)(y)": ("missing_product", 2),
    "x(y)": ("missing_product", 1),
    "x + foo(y)": ("unknown_function", 4),
    "x + z": ("unknown_name", 4),
    "x + sin": ("unknown_name", 4),
    "x < y": ("unknown_character", 2),
    "x % 2": ("unknown_character", 2),
    "x + ñ": ("unknown_character", 4),
    "min(x)": ("number_of_inputs", 0),
    "max(x, y, 1)": ("number_of_inputs", 0),
    "x*1e999": ("number_too_large", 2),
    "sin = 3; x": ("name_taken", 0),
    "pi = 3; pi*x": ("name_taken", 0),
    "a = x; a = y; a": ("name_taken", 7),
    "a = x*y; x": ("not_used", 4),
    "lambda: x": ("unknown_character", 6),
    "x.real": ("not_understood", 0),
    "__import__": ("unknown_name", 0),
    "x if y else 1": ("not_understood", 0),
    "True": ("not_understood", 0),
    "1j*x": ("not_understood", 0),
    "min(*x)": ("number_of_inputs", 0),
    "sin(x=1)": ("unknown_character", 5),
    "x" * (MAX_LENGTH + 1): ("too_long", MAX_LENGTH),
    "+".join(["x"] * (MAX_NODES + 2)): ("too_many_nodes", None),
    "(" * 99 + "x" + ")" * 99: (None, None),
}


@pytest.mark.parametrize("text", ERRORS)
def test_what_is_no_formula_is_refused_where_it_goes_wrong(text):
    kind, at = ERRORS[text]
    if kind is None:  # deep, and right
        assert parse(text, ("x", "y")).nodes[-1].op == "variable"
        return
    with pytest.raises(FormulaError) as error:
        parse(text, ("x", "y"))
    assert error.value.kind == kind
    assert at is None or error.value.at == at


@given(
    st.text(
        alphabet=string.ascii_letters + string.digits + "+-*/^()., =;\n_'\"[]{}<>!@#α", max_size=220
    )
)
def test_whatever_is_typed_is_a_formula_or_an_error_at_a_character(text):
    try:
        expression = parse(text)
    except FormulaError as error:
        assert 0 <= error.at <= len(text)
        return
    assert 1 <= len(expression.nodes) <= MAX_NODES
    for i, node in enumerate(expression.nodes):
        assert all(j < i for j in node.inputs)


def test_arrays_may_be_given_for_variables():
    grid = np.linspace(-1, 1, 5)
    values = parse("x^2 + 1").evaluate({"x": grid})[-1]
    assert np.allclose(values, grid**2 + 1)

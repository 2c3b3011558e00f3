"""What the gallery of the backward pass says to observe is what its very graphs compute."""

from collections.abc import Callable

import numpy as np
import pytest

from optim_core import layers
from optim_core.graph import Backward, Computation, Forward, backward, forward
from pages.ui.backprop.gallery import COMPUTATIONS, PRESETS
from tests.helpers.claims import quoted, rounded

Graph = dict[str, float]  # gradients by the names of variables and lines
Claim = Callable[[Computation, Forward, Backward, Graph], list[float]]
CLAIMS: dict[str, Claim] = {}


def claim(computed: Claim) -> Claim:
    """Asserts what the preset's sentence says in words; returns the numbers that it quotes."""
    CLAIMS[computed.__name__] = computed
    return computed


def values(computation: Computation, passed: Forward) -> Graph:
    nodes = computation.expression.nodes
    return {node.name: passed.values[i] for i, node in enumerate(nodes) if node.name}


def sigmoid_of(computation: Computation, passed: Forward) -> tuple[float, float]:
    """The one sigmoid's input and output."""
    nodes = computation.expression.nodes
    (i,) = [i for i, node in enumerate(nodes) if node.op == "sigmoid"]
    return passed.values[nodes[i].inputs[0]], passed.values[i]


@claim
def sum_and_product(computation, passed, back, gradient):
    assert gradient["x"] == gradient["y"] == dict(computation.inputs)["z"]
    return [dict(computation.inputs)["z"], gradient["z"], gradient["x"]]


@claim
def used_twice(computation, passed, back, gradient):
    given = dict(computation.inputs)
    product, total = back.sent[3][0], back.sent[2][0]
    assert product + total == gradient["x"] == 2 * given["x"] + given["y"]
    return [product, total, gradient["x"], 2]


@claim
def sigmoid_neuron(computation, passed, back, gradient):
    _, out = sigmoid_of(computation, passed)
    slope = out * (1 - out)
    assert gradient["b"] == pytest.approx(slope)
    return [out, 1, slope, gradient["b"], gradient["w0"], gradient["w1"]]


@claim
def sigmoid_saturated(computation, passed, back, gradient):
    at, out = sigmoid_of(computation, passed)
    assert computation.lr * abs(gradient["w"]) < 1e-4
    return [at, out, out * (1 - out), computation.lr, 1e-4]


@claim
def chain(computation, passed, back, gradient):
    slopes = [slope for (slope,) in filter(None, back.slopes)]
    assert gradient["x"] == pytest.approx(np.prod(slopes))
    return [1, max(slopes), len(slopes), back.gradients[-1], gradient["x"]]


@claim
def relu_alive(computation, passed, back, gradient):
    assert gradient["b"] == 1
    given = dict(computation.inputs)
    return [given["w"] * given["x"] + given["b"], 0, gradient["w"]]


@claim
def relu_dead(computation, passed, back, gradient):
    assert set(gradient.values()) == {0.0}
    given = dict(computation.inputs)
    return [given["w"] * given["x"] + given["b"], 0]


@claim
def relu_kink(computation, passed, back, gradient):
    assert gradient["x"] == passed.gradient[0]
    return [dict(computation.inputs)["x"], gradient["x"], passed.differences[0]]


@claim
def softmax(computation, passed, back, gradient):
    logits = np.array([dict(computation.inputs)[name] for name in "abc"])
    a, b, c = np.exp(logits) / np.exp(logits).sum()
    assert (gradient["b"], gradient["c"]) == pytest.approx((b, c))
    assert gradient["a"] + gradient["b"] + gradient["c"] == pytest.approx(0, abs=1e-12)
    return [1, a, 1, gradient["a"], b, c, 0]


@claim
def two_layers(computation, passed, back, gradient):
    assert abs(gradient["w1"] / gradient["u1"]) == pytest.approx(20, rel=0.1)
    return [gradient["w1"], gradient["u1"]]


def matrix_form(computation):
    found = layers.passes(dict(computation.inputs))
    named = {node.name: i for i, node in enumerate(layers.NODES)}
    value, gradient = ({k: each[i] for k, i in named.items()} for each in found[:2])
    right = np.eye(2)[layers.RIGHT]
    np.testing.assert_allclose(gradient["z2"], value["p"] - right)
    slope = value["h"] * (1 - value["h"])
    np.testing.assert_allclose(gradient["z1"], value["W2"].T @ gradient["z2"] * slope)
    for weights, z, before in (("W1", "z1", "x"), ("W2", "z2", "h")):
        np.testing.assert_allclose(gradient[weights], np.outer(gradient[z], value[before]))
    return [*value["p"], 1, *gradient["z2"], *gradient["z1"]]


def by_formula(preset, computation):
    passed = forward(computation.expression, dict(computation.inputs))
    back = backward(computation.expression, passed.values)
    named = enumerate(computation.expression.nodes)
    gradient = {node.name: back.gradients[i] for i, node in named if node.op == "variable"}
    return CLAIMS[preset.name](computation, passed, back, gradient)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_its_sentence_is_what_its_graph_computes(preset):
    computation = COMPUTATIONS.codec.read(preset.query)[0]
    told, is_layers = quoted(preset.observe), computation.form == "layers"
    computed = matrix_form(computation) if is_layers else by_formula(preset, computation)
    assert len(told) == len(computed), told
    assert [rounded(*pair) for pair in zip(computed, told, strict=True)] == told


def test_every_preset_has_a_claim():
    assert {*CLAIMS, "matrix_form"} == {preset.name for preset in PRESETS}

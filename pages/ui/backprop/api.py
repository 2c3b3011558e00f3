"""What a browser fetches: a graph with its values and gradients; what is wrong with a formula."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from optim_core import layers
from optim_core.formulas.errors import FormulaError
from optim_core.formulas.reader import MAX_LENGTH, parse
from optim_core.formulas.rule_reader import MAX_LENGTH as MAX_RULE_LENGTH
from optim_core.formulas.rule_reader import parse_rule
from optim_core.graph import (
    COMPUTATION_PARAMETERS,
    INPUT,
    Computation,
    backward,
    descended,
    forward,
)
from optim_core.parameters import Parameter
from pages.ui.backprop.gallery import COMPUTATIONS
from pages.ui.backprop.link import CODEC
from pages.ui.catalog import parameter
from pages.ui.language import N_
from pages.ui.server.headers import NO_STORE

Number = float | str | None
Entries = Number | list  # a number, a vector, or a matrix by rows
Given = float | NDArray | None  # likewise, as it was computed

HELP = N_("value of this variable; drag it and everything follows")


def backprop(request: Request) -> JSONResponse:
    """`/api/backprop?<link>`: the nodes in the order in which they are computed.

    Each with its operation, inputs, value, gradient, and by its inputs its derivatives and what it
    sends them; `order` is that of the backward pass. What is not finite is a text.
    """
    shown, view, notices = CODEC.read(request.url.query)
    header = COMPUTATIONS.header(shown, view, notices)
    return JSONResponse({**header, **_about(shown)}, headers=NO_STORE)


def formula(request: Request) -> JSONResponse:
    """`/api/formula?text=...&names=x.y`: nothing, or what is wrong with it and where."""
    names = request.query_params.get("names", "")
    return _wrong(
        request, MAX_LENGTH, lambda text: parse(text, names.split(".") if names else None)
    )


def rule(request: Request) -> JSONResponse:
    """`/api/rule?text=...`: likewise, of an update rule."""
    return _wrong(request, MAX_RULE_LENGTH, parse_rule)


def _wrong(request: Request, longest: int, read: Callable[[str], Any]) -> JSONResponse:
    try:
        read(request.query_params.get("text", "")[: longest + 1])
    except FormulaError as error:
        wrong = {"kind": error.kind, "at": error.at, "given": error.given}
        return JSONResponse(wrong, headers=NO_STORE)
    return JSONResponse({}, headers=NO_STORE)


def _about(shown: Computation) -> dict[str, Any]:
    return _layers(shown) if shown.form == "layers" else _formula(shown)


def _layers(shown: Computation) -> dict[str, Any]:
    """The same of matrices and vectors; derivatives have no place in them."""
    passed = layers.passes(dict(shown.inputs))
    by_entry = np.concatenate([passed.gradients[i].ravel() for i in layers.GIVEN])
    after = _descended(shown, dict(zip(layers.ENTRIES, by_entry.tolist(), strict=True)))
    nodes = [
        {**node._asdict(), **_passed(passed.values[i], passed.gradients[i], [], passed.sent[i])}
        for i, node in enumerate(layers.NODES)
    ]
    return {
        "nodes": nodes,
        "order": passed.order,
        "variables": list(layers.ENTRIES),
        "checks": _checks(layers.GIVEN, passed.by_jax, passed.differences),
        "after": {"inputs": after, "value": after and _number(layers.loss(after))},
    }


def _formula(shown: Computation) -> dict[str, Any]:
    expression, given = shown.expression, dict(shown.inputs)
    passed = forward(expression, given)
    back = backward(expression, passed.values)
    variables = {node.name: i for i, node in enumerate(expression.nodes) if node.op == "variable"}
    gradient = {name: back.gradients[i] for name, i in variables.items()}
    nodes = [
        {
            "op": node.op,
            "inputs": node.inputs,
            "name": node.name,
            **_passed(passed.values[i], back.gradients[i], back.slopes[i], back.sent[i]),
        }
        for i, node in enumerate(expression.nodes)
    ]
    return {
        "nodes": nodes,
        "order": back.order,
        "variables": list(expression.variables),
        "checks": _checks(variables.values(), passed.gradient, passed.differences),
        "after": _after(shown, gradient),
    }


def _passed(value: Given, gradient: Given, slopes: Sequence, sent: Sequence) -> dict[str, Any]:
    """What both passes leave at a node."""
    return {
        "value": _entries(value),
        "gradient": _entries(gradient),
        "slopes": [_entries(slope) for slope in slopes],
        "sent": [_entries(part) for part in sent],
    }


def _checks(
    given: Iterable[int], by_jax: Iterable[Given], differences: Iterable[Given]
) -> list[dict[str, Any]]:
    """The gradients of what is given by two other ways."""
    return [
        {"node": node, "jax": _entries(jax), "difference": _entries(difference)}
        for node, jax, difference in zip(given, by_jax, differences, strict=True)
    ]


def _entries(value: Given) -> Entries:
    if isinstance(value, np.ndarray) and value.ndim:
        return [_entries(part) for part in value]
    return _number(None if value is None else float(value))


def _after(shown: Computation, gradient: Mapping[str, float]) -> dict[str, Any]:
    """The variables after one step of gradient descent, and the result there."""
    inputs = _descended(shown, gradient)
    if inputs is None:
        return {"inputs": None, "value": None}
    value = forward(shown.expression, inputs).values[-1]
    return {"inputs": inputs, "value": _number(value)}


def _descended(shown: Computation, gradient: Mapping[str, float]) -> dict[str, float] | None:
    """None where that is not finite."""
    inputs = descended(dict(shown.inputs), gradient, shown.lr)
    return inputs if all(map(math.isfinite, inputs.values())) else None


def _number(value: float | None) -> Number:
    return value if value is None or math.isfinite(value) else str(value)


def controls() -> dict[str, Any]:
    """The parameters of a computation, and what all its variables have in common."""
    variable = Parameter("in", 1.0, INPUT, help=HELP, label=N_("Input"))
    own = {each.key: parameter(each) for each in COMPUTATION_PARAMETERS.values()}
    return {"computation": {**own, "in": parameter(variable)}}


def prepare() -> None:
    """Computes what a visitor will ask for first."""
    _about(CODEC.default)


ROUTES: list[BaseRoute] = [
    Route("/api/backprop", backprop),
    Route("/api/formula", formula),
    Route("/api/rule", rule),
]

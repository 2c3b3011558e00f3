"""What the page of the backward pass fetches of layers: matrices by rows, as the core has them."""

import json

import numpy as np
from starlette.requests import Request

from optim_core import layers
from pages.ui.backprop import api

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}


def ask(query: str) -> dict:
    request = Request({"type": "http", "query_string": query.encode()} | NOWHERE)
    return json.loads(api.backprop(request).body)


def test_layers_are_told_as_the_core_computes_them():
    answer = ask("form=layers&in.W1_12=2&v=1")
    given = {**layers.ENTRIES, "W1_12": 2.0}
    found = layers.passes(given)
    assert answer["variables"] == list(given) and answer["order"] == list(found.order)
    for i, node in enumerate(answer["nodes"]):
        np.testing.assert_array_equal(node["value"], found.values[i])
        np.testing.assert_array_equal(node["gradient"], found.gradients[i])
        assert len(node["sent"]) == len(node["inputs"])
    assert answer["after"]["value"] == layers.loss(answer["after"]["inputs"])
    assert answer["after"]["value"] < answer["nodes"][-1]["value"]


def test_extreme_weights_are_answered_too():
    query = "&".join(f"in.{name}={10 if n % 2 else -10}" for n, name in enumerate(layers.ENTRIES))
    assert len(ask(f"form=layers&{query}&v=1")["nodes"]) == len(layers.NODES)

"""What the page of many dimensions fetches: the numbers of the core, in the order that it says."""

import numpy as np
import pytest
from starlette.requests import Request

from optim_core.dimensions.bowl import descents
from optim_core.dimensions.random_hessians import counts, histogram
from pages.ui.dimensions import api
from pages.ui.dimensions.link import CODEC
from tests.helpers.wire import opened

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}


def ask(query):
    request = Request({"type": "http", "query_string": query.encode()} | NOWHERE)
    header, body = opened(api.answer(request).body)
    return header, np.frombuffer(body, "<f4")


def test_critical_points_are_a_histogram_and_counts():
    of, _, _ = CODEC.read("n=7&lift=0.2")
    header, columns = ask("n=7&lift=0.2")
    seen = histogram(of)
    expected = np.concatenate([seen.edges, seen.share, seen.semicircle])
    np.testing.assert_allclose(columns, expected, atol=1e-6)
    assert header["bins"] == len(seen.share) and header["negative"] == seen.negative
    assert {tuple(each.values()) for each in header["counts"]} >= {counts(of, 7), counts(of, 100)}
    assert header["chance"] == [None] * len(header["counts"])
    assert ask("n=13")[0]["chance"][0] == pytest.approx(np.log10(0.5))
    assert 13 in [each["n"] for each in ask("n=13")[0]["counts"]], "the link's own, too"


def test_descents_are_losses_and_what_is_left():
    query = "1=adam&2=gradient_descent&2.lr=0.01&n=5&steps=9&show=descent"
    of, _, _ = CODEC.read(query)
    header, columns = ask(query)
    lanes = descents(of)
    expected = np.concatenate([part for lane in lanes for part in (lane.loss, lane.left)])
    np.testing.assert_allclose(columns, expected, rtol=1e-5)
    assert (header["lanes"], header["n"], header["steps"]) == (2, 5, 9)


def test_whatever_is_asked_is_answered():
    for query in ("n=0&draws=1e9", "1=typed&show=descent", "lift=nan", "n=1&show=descent", "%"):
        header, columns = ask(query)
        assert header["n"] >= 1 and len(columns)
    wild = "1=gradient_descent&1.lr=10&kappa=1000&steps=500&show=descent"
    assert np.isinf(ask(wild)[1]).any(), "what diverges is shown as that"

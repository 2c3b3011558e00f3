"""Critical points in many dimensions, and descents: against NumPy, closed forms and the race."""

import math

import numpy as np
import pytest
from scipy.stats import kstest

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.dimensions import random_hessians
from optim_core.dimensions.bowl import curvatures, descents, start
from optim_core.dimensions.random_hessians import (
    DIMENSIONS,
    EXACT,
    counts,
    eigenvalues_below,
    histogram,
    log10_minimum,
    semicircle,
)
from optim_core.dimensions.settings import ManyDimensions
from pages.ui.dimensions.link import RULES
from surfaces import SURFACES

ADAM = (Choice.of(OPTIMIZERS["adam"]),)


def matrices(n, draws, seed):
    """The tridiagonal matrices, as NumPy takes them."""
    diagonal, squares = random_hessians._tridiagonals(seed)
    made = np.zeros((draws, n, n))
    for k in range(n):
        made[:, k, k] = diagonal[k, :draws]
        if k:
            made[:, k, k - 1] = made[:, k - 1, k] = np.sqrt(squares[k - 1, :draws])
    return made


@pytest.mark.parametrize("n", [1, 2, 7, 100])
def test_eigenvalues_are_counted_as_numpy_finds_them(n):
    found = np.linalg.eigvalsh(matrices(n, 50, 3))
    for at in (-1.0, 0.0, 2.5):
        below = eigenvalues_below(np.array(at), n, 50, 3)
        np.testing.assert_array_equal(below, (found < at).sum(axis=1))
    of = ManyDimensions(ADAM, dimensions=n, lift=0.4, draws=50, seed=3)
    lifted = found + 0.4 * 2 * math.sqrt(n)
    minima, maxima = (lifted > 0).all(axis=1).sum(), (lifted < 0).all(axis=1).sum()
    assert counts(of, n) == (n, minima, 50 - minima - maxima, maxima)


@pytest.mark.parametrize("n", [2, 12])
def test_the_eigenvalues_are_those_of_random_symmetric_matrices(n):
    """The largest and the middle one are distributed as those of full matrices."""
    entries = np.random.RandomState(1).standard_normal((4000, n, n))
    full = np.linalg.eigvalsh((entries + entries.transpose(0, 2, 1)) / math.sqrt(2))
    ours = np.linalg.eigvalsh(matrices(n, 2000, 0))
    for which in (n - 1, n // 2):
        assert kstest(ours[:, which], full[:, which]).pvalue > 0.01


def test_the_chance_of_a_minimum_is_the_published_one():
    """Of 1, 2 and 3 dimensions in closed form; of many by Dean and Majumdar's leading term."""
    published = 1 / 2, (2 - math.sqrt(2)) / 4, (math.pi - 2 * math.sqrt(2)) / (4 * math.pi)
    for n, expected in enumerate(published, 1):
        assert 10 ** log10_minimum(n) == pytest.approx(expected, rel=1e-12)
    for n in (2, 3, 4):
        drawn = np.random.RandomState(n).standard_normal((200_000, n, n))
        matrix = (drawn + drawn.transpose(0, 2, 1)) / math.sqrt(2)
        positive = (np.linalg.eigvalsh(matrix)[:, 0] > 0).mean()
        assert 10 ** log10_minimum(n) == pytest.approx(positive, rel=0.15 if n == 4 else 0.03)
    leading = -math.log10(3) / 4
    assert log10_minimum(100) / 100**2 == pytest.approx(leading, rel=0.02)
    falls = np.diff([log10_minimum(n) for n in range(1, 40)], 2)
    np.testing.assert_allclose(falls[EXACT // 2 :], 2 * leading, rtol=2e-3)


def test_the_histogram_is_a_semicircle_and_its_share_below_zero():
    of = ManyDimensions(ADAM, dimensions=100, lift=0.5)
    seen = histogram(of)
    assert seen.share.sum() == pytest.approx(1) and seen.semicircle.sum() == pytest.approx(1)
    assert abs(seen.share - seen.semicircle).max() < 0.004
    assert seen.negative == pytest.approx(seen.share[seen.edges[1:] < 1e-9].sum())
    assert seen.negative == pytest.approx(semicircle(np.array(-1.0)), abs=0.005)
    assert np.isclose(seen.edges, 0).any()


def test_what_was_drawn_stays_whatever_else_is_chosen():
    few, many = (ManyDimensions(ADAM, draws=draws, lift=0.5) for draws in (100, 2000))
    for n in DIMENSIONS:
        assert counts(few, n).minima <= counts(many, n).minima


@pytest.mark.parametrize("name", ["momentum", "adam", "newton"])
def test_in_two_dimensions_it_is_the_race(name):
    choice = Choice.of(OPTIMIZERS[name])
    of = ManyDimensions((choice,), dimensions=2, kappa=20.0, steps=40)
    (run,) = solve(Race(Choice.of(SURFACES["quadratic"], kappa=20.0), (Lane(choice),), steps=40))
    (ours,) = descents(of)
    np.testing.assert_allclose(ours.loss, run.value / run.value[0], rtol=1e-9, atol=1e-25)


def test_gradient_descent_is_its_closed_form():
    of = ManyDimensions(
        (Choice.of(OPTIMIZERS["gradient_descent"], lr=0.004),),
        dimensions=100, kappa=300.0, steps=70, seed=5,
    )  # fmt: skip
    c, x = curvatures(100, 300.0), start(100, 5)
    (ours,) = descents(of)
    np.testing.assert_allclose(ours.left, abs(1 - 0.004 * c) ** 70, rtol=1e-9, atol=1e-30)
    expected = (c * (x * (1 - 0.004 * c) ** 70) ** 2).sum() / (c * x**2).sum()
    assert ours.loss[-1] == pytest.approx(expected)


def test_directions_that_are_not_there_change_nothing(compilations):
    """So that dragging n compiles nothing, and a rule on few is as it would be alone."""
    choice = (Choice.of(OPTIMIZERS["momentum"]),)
    descents(ManyDimensions(choice))
    before = len(compilations)
    for n in (1, 3, 50, 100):
        (ours,) = descents(ManyDimensions(choice, dimensions=n, kappa=30.0))
        assert len(ours.left) == n and np.isfinite(ours.loss).all()
    assert len(compilations) == before


def test_typed_rules_are_not_among_the_rules():
    assert "adam" in RULES and not any(each.is_typed for each in RULES.values())

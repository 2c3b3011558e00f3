"""Compiled functions: once for each shape and type, the last of them kept."""

from concurrent.futures import ThreadPoolExecutor

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optim_core.programs import Programs, programs


def test_compiles_for_what_is_static_and_for_shapes_and_never_for_a_number(compilations):
    @programs(statics=1)
    def scaled(power, factor, x):
        return factor["of"] * x**power

    twice = np.array([2.0, 3.0])
    for power, factor, x in (
        (2, 1.0, twice),
        (3, 1.0, twice),
        (2, 5.0, twice),
        (2, 1.0, twice[:1]),
    ):
        np.testing.assert_array_equal(scaled(power, {"of": factor}, x), factor * x**power)
    scaled(2, {"of": 1.0}, twice.astype(np.float32))
    assert len(scaled) == len(compilations) == 4


def test_those_that_were_used_last_are_kept(compilations):
    client = jax.devices("cpu")[0].client
    double = Programs(lambda x: jnp.sin(x) * 2, keep=2)
    a, b, c = np.zeros(31), np.zeros(32), np.zeros(33)
    before = len(client.live_executables())
    for x in (a, b, a, c, a):  # b is the one that goes
        double(x)
    assert len(double) == 2 and len(client.live_executables()) == before + 2
    assert len(compilations) == 3
    double(b)
    assert len(compilations) == 4
    double.clear()
    assert len(client.live_executables()) == before


def test_who_asks_for_the_same_program_meanwhile_waits_for_it(compilations):
    root = Programs(lambda x: jnp.sqrt(x) + 1)
    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(root, [np.full(34, 4.0)] * 4)]
    assert len(compilations) == 1 and all((answer == 3).all() for answer in answers)


def test_what_cannot_be_compiled_holds_nobody_up():
    chance = iter((False, True))

    def once(x):
        return x + 1 if next(chance) else x.reshape(7)

    program = Programs(once)
    with pytest.raises(TypeError):
        program(np.zeros(3))
    assert program(np.zeros(3)).shape == (3,)

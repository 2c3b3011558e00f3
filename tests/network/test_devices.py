"""A network trains on a GPU if there is one; a race never does."""

from typing import NamedTuple

import jax
import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.network import datasets, devices, train_state
from optim_core.network.devices import chosen, network_device
from optim_core.network.train_state import StaticConfig, TracedConfig
from surfaces import SURFACES
from tests.helpers.trainings import ADAM, SMALL, result


class Device(NamedTuple):
    """As JAX tells of one."""

    platform: str
    id: int


CPU, CUDA, OTHER, ROCM, TPU = (
    Device("cpu", 0), Device("gpu", 0), Device("gpu", 1), Device("rocm", 0), Device("tpu", 0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "used"),
    [
        ([CPU], CPU),
        ([CUDA], CUDA),
        ([CUDA, OTHER], CUDA),
        ([ROCM], ROCM),
        ([TPU], CPU),
        ([CPU, CUDA], CUDA),
        ([], CPU),
    ],
)
def test_the_first_gpu_is_chosen_or_else_the_cpu(found, used):
    assert chosen(found, [CPU]) == used


def test_what_trains_is_put_where_networks_train(monkeypatch):
    """Every array of a run is put there by name: on a machine of several, on none by chance."""
    put = []
    real = jax.device_put
    monkeypatch.setattr(jax, "device_put", lambda x, at=None: put.append(at) or real(x, at))
    data = datasets._digits(datasets.DATASET_SPECS["digits"])
    settings = SMALL.settings(ADAM)
    static = StaticConfig.of(ADAM, settings, 64, 10)
    state = train_state.begin(static, TracedConfig.of(ADAM, settings), "he", 0)
    assert len(put) == 5 and set(put) == {network_device()}
    for array in (data.images, data.labels, state.x, *jax.tree.leaves(state.state)):
        assert array.devices() == {network_device()} and array.committed


def test_a_race_stays_on_the_cpu():
    assert jax.config.jax_default_device == "cpu"
    race = Race(
        Choice.of(SURFACES["rosenbrock"]),
        (Lane(Choice.of(OPTIMIZERS["adam"])),),
        start=(0.0, 0.0),
        steps=3,
    )
    assert np.isfinite(solve(race)[0].x).all()
    assert jax.numpy.zeros(2).devices() == {jax.devices("cpu")[0]}
    (run,) = result(SMALL).lanes[0].runs
    assert run.checkpoint.x.devices() == {devices.network_device()}

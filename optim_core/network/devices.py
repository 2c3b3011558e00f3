"""Where a network trains: on a GPU, if JAX finds one. All else is computed on the CPU.

A race is a scan of tiny steps, of which a GPU makes slow ones.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

import jax

GPU = "gpu", "cuda", "rocm"


class HasPlatform(Protocol):
    """A device, as far as it is looked at here."""

    @property
    def platform(self) -> str:
        """What it is: cpu, or one of `GPU`."""


D = TypeVar("D", bound=HasPlatform)


def chosen(devices: Sequence[D], cpus: Sequence[D]) -> D:
    """The first GPU of the devices; where there is none, the first of the CPUs."""
    return next((device for device in devices if device.platform in GPU), cpus[0])


@lru_cache(maxsize=1)
def network_device() -> jax.Device:
    """The device of networks and their images. It stays the same while the process lives."""
    return chosen(jax.devices(), jax.devices("cpu"))

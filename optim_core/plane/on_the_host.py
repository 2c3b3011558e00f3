"""NumPy by the names with which rules are written: for a few numbers, a call of JAX costs more."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np


def on_the_host(value: Any) -> Any:
    """An array of JAX as one of NumPy; anything else as it is."""
    return np.asarray(value)[()] if isinstance(value, jax.Array) else value


class Numpy:
    """NumPy by the name of `jax.numpy`; not its linear algebra, which refuses what is singular."""

    def __getattr__(self, name: str) -> Any:
        return getattr(jnp if name == "linalg" else np, name)


class Derivatives:
    """JAX, but for the derivatives of a function that has some itself."""

    def __init__(self, f: Any) -> None:
        self._f = f

    def __getattr__(self, name: str) -> Any:
        return getattr(jax, name)

    def grad(self, function: Callable) -> Callable:
        own = getattr(function, "gradient", None) if function is self._f else None
        return own or jax.grad(function)

    def hessian(self, function: Callable) -> Callable:
        own = getattr(function, "hessian", None) if function is self._f else None
        return own or jax.hessian(function)

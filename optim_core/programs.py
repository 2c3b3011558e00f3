"""Compiled functions, of which only those that were used last are kept."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import nullcontext
from contextvars import ContextVar
from threading import Lock
from typing import Any, Generic, TypeVar

import jax
import numpy as np

from optim_core.in_memory_only import in_memory_only

T = TypeVar("T")

# Called before something is compiled, which takes longer than all else: who computes for several
# people lets others go first there. What it raises ends the computation.
PAUSE: ContextVar[Callable[[], None]] = ContextVar("pause", default=lambda: None)


class Programs(Generic[T]):
    """`function`, compiled for its first `statics` arguments and for the shapes of the others.

    As `jax.jit` with `static_argnums`, but with half the memory for each: that keeps how a program
    was traced and lowered as well, and with it a context of the compiler of 1.5 MB. Of more than
    `keep` programs those go that were not used for longest; compiled anew, they come from the disk.
    Those are not kept there of whose first arguments `typed` says that a person has typed them:
    each visitor's texts would drive out what all look at.
    """

    def __init__(
        self,
        function: Callable[..., T],
        statics: int = 0,
        keep: int = 1 << 30,
        typed: Callable[..., bool] = lambda *_: False,
    ) -> None:
        self.function, self.statics, self.keep, self.typed = function, statics, keep, typed
        self._lock = Lock()
        self._kept: OrderedDict[Any, Callable[..., T]] = OrderedDict()
        self._compiling: dict[Any, Lock] = {}  # of each program, so that none is compiled twice

    def __call__(self, *args: Any) -> T:
        fixed, traced = args[: self.statics], args[self.statics :]
        leaves, structure = jax.tree.flatten(traced)
        key = fixed, structure, *((np.shape(leaf), _type(leaf)) for leaf in leaves)
        program = self._known(key)
        if program is None:
            PAUSE.get()()
            with self._lock:
                turn = self._compiling.setdefault(key, Lock())
            with turn:  # who comes second waits for the first
                program = self._known(key) or self._add(key, self._compile(fixed, traced))
        return program(*traced)

    def _known(self, key: Any) -> Callable[..., T] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _add(self, key: Any, program: Callable[..., T]) -> Callable[..., T]:
        with self._lock:
            self._kept[key] = program
            while len(self._kept) > self.keep:
                self._kept.popitem(last=False)
            self._compiling.pop(key, None)
        return program

    def _compile(self, fixed: tuple, traced: tuple) -> Callable[..., T]:
        def run(*args: Any) -> T:
            return self.function(*fixed, *args)

        run.__name__ = self.function.__name__  # that of the program, by which it is found on disk
        with in_memory_only() if self.typed(*fixed) else nullcontext():
            return jax.jit(run).lower(*traced).compile()

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Keeps none."""
        with self._lock:
            self._kept.clear()


def _type(leaf: Any) -> Any:
    return getattr(leaf, "dtype", type(leaf))


def programs(
    statics: int = 0, keep: int = 1 << 30, typed: Callable[..., bool] = lambda *_: False
) -> Callable[[Callable[..., T]], Programs[T]]:
    """A decorator: `Programs` of the function."""
    return lambda function: Programs(function, statics, keep, typed)

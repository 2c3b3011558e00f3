"""The entries of the catalogs: optimizers, surfaces, schedules; a `Choice` of one of them."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.formulas.jets import Jet
from optim_core.parameters import Parameter, Value

Point = tuple[float, float]
Box = tuple[tuple[float, float], tuple[float, float]]
Scope = Literal["plane", "network"]
HeightScale = Literal["log", "linear"]  # of the height above the minimum


@dataclass(frozen=True, eq=False)
class Entry:
    """A function with what a person should know about it.

    Hashed by identity: part of the compile key.
    """

    label: str
    source: str
    function: Callable
    parameters: tuple[Parameter, ...]

    @property
    def name(self) -> str:
        return self.function.__name__

    @cached_property
    def summary(self) -> str:
        """The docstring up to its formula, as Markdown with inline LaTeX."""
        return inspect.getdoc(self.function).split("$$")[0].strip()  # type: ignore[union-attr]

    @cached_property
    def formula(self) -> str:
        """The displayed LaTeX of the docstring, without its dollar signs; empty if it has none."""
        found = re.search(r"\$\$(.+?)\$\$", inspect.getdoc(self.function) or "", re.DOTALL)
        return found.group(1).strip() if found else ""

    @cached_property
    def remarks(self) -> str:
        """What the docstring says after its formula."""
        return "".join((inspect.getdoc(self.function) or "").split("$$")[2:]).strip()

    @cached_property
    def code(self) -> str:
        """The source of the very function that runs."""
        return inspect.getsource(self.function)

    @cached_property
    def is_typed(self) -> bool:
        """Whether a person types some of it: then what is compiled of it is used by few."""
        return any(parameter.typed for parameter in self.parameters)


class Cost(NamedTuple):
    """What a step computes of the objective, in evaluations at one point each.

    A gradient's includes the value there. A rule that searches takes at least so much, and counts
    all its evaluations in its state.
    """

    value: int = 0
    gradient: int = 0
    hessian: int = 0


ONE_GRADIENT = Cost(gradient=1)


class RateLimit(NamedTuple):
    """The largest rate at which a rule does not grow on a quadratic: `factor` over its curvature.

    `formula` says so of a curvature {L}.
    """

    factor: float
    formula: str


@dataclass(frozen=True, eq=False)
class Optimizer(Entry):
    """`init(x, **hyperparameters) -> state`, `function(f, x, state, t, *, ...) -> (x, state)`.

    Both are pure; `x` is one flat vector `[n]`, `f` the objective, `t` the step number from 1. It
    and the hyperparameters are scalars in double that take `x`'s type where they meet it: 1 - beta
    is exact also where `x` is float32. `state` is arrays of any shape. A schedule changes the
    hyperparameter `lr`; a rule may have none. `rate_limit(**hyperparameters)` is known where the
    rule is linear in the gradients.

    A rule with `layout` takes the shapes of the arrays that lie one after another in `x`, as
    `layout` both of `init` and of `function`: they are static, and only networks have them.
    """

    init: Callable
    scope: frozenset[Scope]  # what it can descend
    cost: Cost
    rate_limit: Callable[..., RateLimit] | None = None
    memory_of: Callable[..., int] | None = None  # where that is not the size of its state
    layout: bool = False

    @cached_property
    def has_rate(self) -> bool:
        """Whether it has a learning rate, for a schedule to change and for lanes to share."""
        return any(parameter.name == "lr" for parameter in self.parameters)

    def memory(self, n: int, **hyperparameters: Value) -> int:
        """How many numbers it needs besides the `n` of the point: its state, or what it says."""
        values = {p.name: hyperparameters.get(p.name, p.default) for p in self.parameters}
        if self.memory_of:
            return self.memory_of(n, **values)
        state = jax.eval_shape(lambda x: self.init(x, **values), jnp.zeros(n))
        return sum(leaf.size for leaf in jax.tree.leaves(state))


@dataclass(frozen=True, eq=False)
class Schedule(Entry):
    """`function(t, steps_per_epoch, *, ...) -> factor of the learning rate at each step`.

    `t` is the array of step numbers, from 1 where the warm-up ends.
    """


@dataclass(frozen=True, eq=False)
class Surface(Entry):
    """`function(p, *, ...) -> height` of a point `p [2]`.

    Functions of the same keywords: `minima` are the points of the lowest height, `[k, 2]`; none
    where the surface is unbounded below. `box` is what is shown at first, `start` where a race
    begins. `curvature` names the parameter that is the largest curvature everywhere, if one is.
    `height_scale` is the one on which its heights are told apart.

    `derivatives(points [k, 2], order, ...)` are heights, gradients and Hessians without a compiler,
    of a surface that somebody types; the minima of such a one are searched for, in its box: none
    where it is lower elsewhere.
    """

    box: Callable[..., Box]
    start: Callable[..., Point]
    minima: Callable[..., NDArray[np.float64]]
    curvature: str | None = None
    height_scale: HeightScale = "log"
    derivatives: Callable[..., Jet] | None = None


E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Choice(Generic[E]):
    """An entry with all its parameters set. Make one by `Choice.of(entry, name=value, ...)`."""

    entry: E
    items: tuple[tuple[str, Value], ...]

    @classmethod
    def of(cls, entry: E, **values: Any) -> "Choice[E]":
        """The entry with these values and its defaults for the rest.

        Any finite number is taken: ranges bind sliders and links only. Raises TypeError for a name
        that the entry does not have, ValueError for a value that is not finite or no option.
        """
        unknown = values.keys() - {parameter.name for parameter in entry.parameters}
        if unknown:
            known = ", ".join(parameter.name for parameter in entry.parameters) or "none"
            raise TypeError(
                f"{entry.name} has no parameter {sorted(unknown)[0]!r}; it has: {known}"
            )
        return cls(
            entry, tuple((p.name, p.take(values.get(p.name, p.default))) for p in entry.parameters)
        )

    @cached_property
    def values(self) -> Mapping[str, Value]:
        return MappingProxyType(dict(self.items))

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """The values that are traced through compilation; those in texts by names of their own."""
        switches = {p.name for p in self.entry.parameters if p.options or p.typed}
        numbers = {k: float(v) for k, v in self.items if k not in switches}
        for split in self._split.values():
            numbers |= split[1]
        return MappingProxyType(numbers)

    @cached_property
    def switches(self) -> tuple[tuple[str, Value], ...]:
        """The values that are part of the compile key; of texts with numbers, all but those."""
        of_texts = {name: split[0] for name, split in self._split.items()}
        return tuple(
            (name, of_texts.get(name, value))
            for name, value in self.items
            if name not in self.numbers
        )

    @cached_property
    def _split(self) -> dict[str, tuple[str, Mapping[str, float]]]:
        """By the name of each text with numbers."""
        return {
            p.name: p.typed.split(str(self.values[p.name]))
            for p in self.entry.parameters
            if p.typed and p.typed.split
        }

    def but(self, **values: Any) -> "Choice[E]":
        """The same entry with some values changed. Raises as `of` does."""
        return Choice.of(self.entry, **{**self.values, **values})

"""Makes functions the entries of the catalogs, and finds those that a module defines."""

import inspect
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import (
    ONE_GRADIENT,
    Box,
    Cost,
    E,
    HeightScale,
    Optimizer,
    Point,
    RateLimit,
    Schedule,
    Scope,
    Surface,
)
from optim_core.formulas.jets import Jet
from optim_core.parameters import Parameter, Range, Value, parameters_of


def optimizer(
    label: str,
    *,
    source: str,
    init: Callable,
    scope: Iterable[Scope] = ("plane", "network"),
    cost: Cost = ONE_GRADIENT,
    rate_limit: Callable[..., RateLimit] | None = None,
    memory: Callable[..., int] | None = None,
    layout: bool = False,
) -> Callable[[Callable], Optimizer]:
    """Makes a step function an `Optimizer`.

    `init(x)` and `memory(n)` may ask for some of the hyperparameters by their names:
    `init(x, *, lr)`.
    """
    return lambda step: Optimizer(
        label,
        source,
        step,
        parameters_of(step, but=("layout",)),
        _asking(init),
        frozenset(scope),
        cost,
        rate_limit,
        _asking(memory) if memory else None,
        layout,
    )


def _asking(function: Callable) -> Callable:
    """The function of one argument, given of all hyperparameters those that it names."""
    keywords = inspect.signature(function).parameters.values()
    asked = {each.name for each in keywords if each.kind is inspect.Parameter.KEYWORD_ONLY}

    def called(of: Any, **hyperparameters: Any) -> Any:
        return function(of, **{k: v for k, v in hyperparameters.items() if k in asked})

    return called


WARM_UP = Parameter(
    "warmup",
    0.0,
    Range(0, 500, whole=True),
    help="steps of linear warm-up; the schedule begins after them",
    label="Warm-up (steps)",
)


def schedule(label: str, *, source: str) -> Callable[[Callable], Schedule]:
    """Makes a function of the step a `Schedule`; every schedule also has a warm-up."""
    return lambda rate: Schedule(label, source, rate, (*parameters_of(rate), WARM_UP))


def surface(
    label: str,
    *,
    source: str,
    box: Box | Callable[..., Box],
    start: Point | Callable[..., Point],
    minima: Iterable[Point] | Callable[..., Any],
    curvature: str | None = None,
    height_scale: HeightScale = "log",
    derivatives: Callable[..., Jet] | None = None,
) -> Callable[[Callable], Surface]:
    """Makes a function of a point a `Surface`; what may be a function is of its parameters."""
    where = _always(minima if callable(minima) else tuple(minima))

    def lowest(**values: Value) -> NDArray[np.float64]:
        return np.asarray(where(**values), float).reshape(-1, 2)

    return lambda height: Surface(
        label,
        source,
        height,
        parameters_of(height),
        _always(box),
        _always(start),
        lowest,
        curvature,
        height_scale,
        derivatives,
    )


def _always(what: Any) -> Callable[..., Any]:
    """A function, as it is; or one that gives what is always the same."""
    return what if callable(what) else lambda **_: what


def entries_in(kind: type[E], modules: Iterable[ModuleType]) -> dict[str, E]:
    """The entries that the modules define, by name, in the order in which they are written."""
    return {
        entry.name: entry
        for module in modules
        for entry in vars(module).values()
        if isinstance(entry, kind)
    }

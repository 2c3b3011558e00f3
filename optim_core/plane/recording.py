"""A rule's own function, run line by line in one thread, with a record of what each computed."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from optim_core.catalog import Entry
from optim_core.optimizers import line_search
from optim_core.plane.on_the_host import Derivatives, Numpy, on_the_host
from optim_core.plane.statements import RESULT, run, statements

TRIAL = "tried"  # what evaluates a trial of a line search, and returns it


class Trial(NamedTuple):
    """A point that a line search tried: how far along the direction, the value and slope there."""

    a: float
    value: float
    slope: float
    found: bool


class Record:
    """What a tracer saw: by line of the file, the names that got a value there."""

    def __init__(self) -> None:
        self.ran: set[int] = set()
        self.given: dict[int, dict[str, Any]] = {}
        self.before: dict[int, Mapping[str, Any]] = {}
        self.local: dict[str, Any] = {}
        self.trials: list[Trial] = []


def recorded(entry: Entry, f: Any, x: Any, state: Any, *args: Any, **kwargs: Any) -> Any:
    """What the entry's function returns, run line by line in this thread, and a `Record` of it.

    Its lines compute with NumPy, to which a few numbers cost a thirtieth of what they do to JAX.
    A function `f` with a `gradient` and a `hessian` of its own gives those in place of JAX's. In a
    search, loops and branches of JAX run as Python's, so that its trials are seen as well.
    """
    parts = statements(entry.function)
    if parts is None or hasattr(state, "evaluations"):  # it searches
        x, state, args = jax.tree.map(jnp.asarray, (x, state, args))
        return traced(entry, f, x, state, *args, **kwargs)
    record, result = Record(), None
    instead = {"jax": Derivatives(f), "jnp": Numpy()}
    x, state, args, kwargs = jax.tree.map(on_the_host, (x, state, args, kwargs))
    with jax.disable_jit(), np.errstate(all="ignore"):
        for line, before, given in run(
            entry.function, parts, instead, f, x, state, *args, **kwargs
        ):
            record.ran.add(line)
            record.before.setdefault(line, before)
            names = {name: value for name, value in given.items() if name != RESULT}
            record.local.update(names)
            if RESULT in given:
                result = given[RESULT]
                names |= {"x ←": result[0]} if isinstance(result, tuple) else {}
            if names:
                record.given.setdefault(line, {}).update(names)
    return result, record


def traced(entry: Entry, *args: Any, **kwargs: Any) -> tuple[Any, Record]:
    """The same by a tracer, of any function, with the trials of its search."""
    record, code = Record(), entry.function.__code__

    def watch(frame: FrameType, event: str, _: Any) -> Callable | None:
        if frame.f_code is code:
            return _LineTracer(frame, record)
        return _trial_tracer(record) if _is_trial(frame.f_code) else None

    with jax.disable_jit(), _traced_by(watch):
        result = entry.function(*args, **kwargs)
    return result, record


@contextmanager
def _traced_by(watch: Callable) -> Iterator[None]:
    """Of this thread alone; whatever traced it before does so again."""
    before = sys.gettrace()
    sys.settrace(watch)
    try:
        yield
    finally:
        sys.settrace(before)


class _LineTracer:
    """Called at each line of one frame, before it runs: what is new is the last line's."""

    def __init__(self, frame: FrameType, record: Record) -> None:
        self.record, self.line = record, frame.f_lineno
        self.known = dict(frame.f_locals)

    def __call__(self, frame: FrameType, event: str, value: Any) -> "_LineTracer":
        now, record = dict(frame.f_locals), self.record
        new = {k: v for k, v in now.items() if k not in self.known or v is not self.known[k]}
        if new:
            record.given.setdefault(self.line, {}).update(new)
            record.local.update(new)
        if event == "return" and isinstance(value, tuple):
            record.given.setdefault(self.line, {})["x ←"] = value[0]
        self.known, self.line = now, frame.f_lineno
        record.ran.add(self.line)
        record.before.setdefault(self.line, now)
        return self


def _is_trial(code: CodeType) -> bool:
    return code.co_name == TRIAL and code.co_filename == line_search.__file__


def _trial_tracer(record: Record) -> Callable:
    def returned(frame: FrameType, event: str, value: Any) -> Callable:
        if event == "return" and value is not None:
            a, height, slope = (float(each) for each in frame.f_locals["now"])
            record.trials.append(Trial(a, height, slope, bool(value.found)))
        return returned

    return returned

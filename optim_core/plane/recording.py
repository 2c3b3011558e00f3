"""A rule's own function, run line by line in one thread, with what each of its lines computed."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Entry
from optim_core.optimizers import line_search
from optim_core.plane.on_the_host import Derivatives, Numpy, on_the_host
from optim_core.plane.statements import RESULT, run, statements

TRIAL = "tried"  # what evaluates a trial of a line search, and returns it

Values = Mapping[str, NDArray]


@dataclass(frozen=True)
class CodeLine:
    """A line of the rule's function; `values` are those that it gave to names, in their order.

    `numbers` is what its statement computes, with the numbers in place of their names: texts, and
    arrays between them; empty where there is nothing to replace.
    """

    text: str
    runs: bool
    values: Values
    numbers: tuple[str | NDArray, ...] = ()


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


@lru_cache(maxsize=64)
def _source(entry: Entry) -> tuple[tuple[str, ...], int, tuple[ast.stmt, ...]]:
    """The lines of its function with the decorator, the first one's number, its statements."""
    lines, first = inspect.getsourcelines(entry.function)
    function = ast.parse("".join(lines)).body[0]
    whole = (each for each in ast.walk(function) if isinstance(each, ast.stmt))
    simple = [each for each in whole if not isinstance(each, ast.FunctionDef | ast.If)]
    statements = tuple(sorted(simple, key=lambda each: each.lineno))
    return tuple(line.rstrip("\n") for line in lines), first, statements


def code_lines(entry: Entry, record: Record) -> tuple[CodeLine, ...]:
    """The function without its decorator and docstring; a value stands at its statement's end."""
    lines, first, (docstring, *statements) = _source(entry)
    begin = next(n for n, line in enumerate(lines, 1) if line.startswith("def "))
    last = {each.end_lineno or each.lineno: each for each in statements}
    inside = {n: e for e in statements for n in range(e.lineno, (e.end_lineno or e.lineno) + 1)}
    found = []
    for n, text in enumerate(lines, 1):
        if n < begin or docstring.lineno <= n <= (docstring.end_lineno or n):
            continue
        statement = inside.get(n)
        low, high = (statement.lineno, statement.end_lineno or n) if statement else (n, n)
        ran = [each for each in range(low + first - 1, high + first) if each in record.ran]
        values: dict[str, Any] = {}
        numbers: tuple[str | NDArray, ...] = ()
        if n in last and ran:
            for each in ran:
                values |= record.given.get(each, {})
            numbers = _substituted(last[n], lines, record.before.get(ran[0], {}))
        found.append(CodeLine(text, bool(ran) or n < docstring.lineno, arrays(values), numbers))
    return tuple(found)


def _substituted(
    statement: ast.stmt, lines: tuple[str, ...], scope: Mapping[str, Any]
) -> tuple[str | NDArray, ...]:
    """The right-hand side, or the new point that is returned, with what is known of its names."""
    if not isinstance(statement, ast.Assign | ast.Return) or statement.value is None:
        return ()
    value = statement.value
    if isinstance(statement, ast.Return) and isinstance(value, ast.Tuple):
        value = value.elts[0]
    if isinstance(value, ast.Name | ast.Attribute) or value.lineno != value.end_lineno:
        return ()
    parts: list[str | NDArray] = []
    text, at = lines[value.lineno - 1], value.col_offset
    for each in sorted(ast.walk(value), key=lambda node: getattr(node, "col_offset", -1)):
        known = _known(each, scope)
        if known is None or each.col_offset < at:  # type: ignore[attr-defined]
            continue
        parts += [text[at : each.col_offset], known]  # type: ignore[attr-defined]
        at = each.end_col_offset  # type: ignore[attr-defined]
    return (*parts, text[at : value.end_col_offset]) if parts else ()


def _known(node: ast.AST, scope: Mapping[str, Any]) -> NDArray | None:
    """The few numbers that a name, or a field of one, stands for."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        value: Any = getattr(scope.get(node.value.id), node.attr, None)
    elif isinstance(node, ast.Name):
        value = scope.get(node.id)
    else:
        return None
    is_number = isinstance(value, jax.Array | np.ndarray | np.generic | float | int)
    is_number &= not isinstance(value, bool)
    return np.asarray(value) if is_number and np.size(value) <= 4 else None


def arrays(values: Mapping[str, Any]) -> dict[str, NDArray]:
    """Those that are numbers or arrays; of a tuple with named fields, those of its fields."""
    found: dict[str, NDArray] = {}
    for name, value in values.items():
        if hasattr(value, "_fields"):
            found |= arrays({f"{name}.{k}": getattr(value, k) for k in value._fields})
        elif isinstance(value, jax.Array | np.ndarray | np.generic | float | int):
            found[name] = np.asarray(value)
    return found

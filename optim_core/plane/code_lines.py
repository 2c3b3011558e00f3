"""The lines of a rule's function as they ran, each with the values that it computed."""

import ast
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Entry
from optim_core.plane.recording import Record

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

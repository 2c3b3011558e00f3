"""A function's own statements, run one after another: each with the names before it and after it.

A tracer of lines (`sys.settrace`) sees the same, but is called for each function that JAX calls in
turn, thousands in a step, which takes longer than the step.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

PLAIN = ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.FunctionDef
RESULT = "return"  # what the statement that returns gives a value to


class Statement(NamedTuple):
    """A statement as compiled: of a branch its condition, of a return what it returns."""

    line: int  # of the file, its first
    code: CodeType
    returns: bool
    branches: tuple[tuple["Statement", ...], tuple["Statement", ...]] | None


class Ran(NamedTuple):
    """A statement that has run."""

    line: int
    before: Mapping[str, Any]  # the local names before it
    given: Mapping[str, Any]  # those that it gave another value, and `RESULT`


@lru_cache(maxsize=64)
def statements(function: Callable) -> tuple[Statement, ...] | None:
    """Those of a function of plain statements, branches and returns; None of any other."""
    if function.__closure__ or inspect.isgeneratorfunction(function):
        return None
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines)))
    ast.increment_lineno(tree, first - 1)
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    return _compiled(definition.body, function.__code__.co_filename)


def _compiled(body: list[ast.stmt], file: str) -> tuple[Statement, ...] | None:
    found = []
    for each in body:
        branches = None
        if isinstance(each, ast.If):
            taken, other = _compiled(each.body, file), _compiled(each.orelse, file)
            if taken is None or other is None:
                return None
            branches = taken, other
            code = compile(ast.Expression(each.test), file, "eval")
        elif isinstance(each, ast.Return) and each.value is not None:
            code = compile(ast.Expression(each.value), file, "eval")
        elif isinstance(each, PLAIN):
            code = compile(ast.Module([each], []), file, "exec")
        else:
            return None
        found.append(Statement(each.lineno, code, isinstance(each, ast.Return), branches))
    return tuple(found)


def run(
    function: Callable,
    parts: tuple[Statement, ...],
    instead: Mapping[str, Any],
    *args: Any,
    **kwargs: Any,
) -> Iterator[Ran]:
    """Calls `function` statement by statement; the last one that runs has its `RESULT`.

    Names of its module that are in `instead` stand for what they do there.
    """
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    local = function.__code__.co_varnames + function.__code__.co_cellvars
    scope = function.__globals__ | dict(instead) | bound.arguments

    def names() -> dict[str, Any]:
        return {name: scope[name] for name in local if name in scope}

    yield from _run(parts, scope, names)


def _run(
    parts: tuple[Statement, ...], scope: dict[str, Any], names: Callable[[], dict[str, Any]]
) -> Iterator[Ran]:
    for line, code, returns, branches in parts:
        before = names()
        value = eval(code, scope)  # the code is the function's own; a statement's value is None
        after = names()
        given = {k: v for k, v in after.items() if k not in before or v is not before[k]}
        ran = Ran(line, before, given | ({RESULT: value} if returns else {}))
        yield ran
        if returns:
            return
        if branches:
            last = None
            for last in _run(branches[0 if value else 1], scope, names):
                yield last
            if last and RESULT in last.given:
                return

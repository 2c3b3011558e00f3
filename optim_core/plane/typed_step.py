"""A step of a typed rule: its own lines, with what each computed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim_core.formulas.reader import NAME, SIGNS
from optim_core.formulas.rule import Line, Rule
from optim_core.formulas.rule_text import ASSIGNMENT, GIVEN, LIBRARY, SAME_NAME

READ = re.compile(rf"(?<![\w.])({NAME.pattern})(?!\w|\s*\(|\s*\.)")
Parts = tuple[str | NDArray, ...]


def told_lines(
    rule: Rule, values: list[Any]
) -> Iterator[tuple[str, bool, dict[str, NDArray], Parts]]:
    """Of each line its text, whether it runs, what it gives to its name, and its numbers.

    `values` are those of the rule's nodes. A number by itself runs, as it is read, a start not.
    """
    inputs = {node.name: i for i, node in enumerate(rule.nodes) if node.op == "variable"}
    for line in rule.lines:
        name, text = line.target, line.text.strip()
        if line.node is None:
            told = {name: np.asarray(values[inputs[name]])} if name in inputs else {}
            is_number = name in dict(rule.numbers)
            yield text, is_number, told if is_number else {}, ()
        else:
            scope = {**inputs, **(line.before or {})}
            known = {each: np.asarray(values[i]) for each, i in scope.items()}
            told = {"x ←" if name == "x" else name: np.asarray(values[line.node])}
            yield text, True, told, _substituted(line, known)


def names_of(rule: Rule, values: list[Any]) -> dict[str, NDArray]:
    """What each name stands for in the end, but for the point; the gradient, too."""
    found = {
        node.name: np.asarray(value)
        for node, value in zip(rule.nodes, values, strict=True)
        if node.op == "variable" and node.name not in GIVEN[2:]
    }
    computed = {each.target: each.node for each in rule.lines if each.node is not None}
    found |= {name: np.asarray(values[node]) for name, node in computed.items()}
    return {name: value for name, value in found.items() if name != "x"}


def _substituted(line: Line, known: Mapping[str, NDArray]) -> Parts:
    """The right-hand side with numbers in place of names; empty where it is no more than a name."""
    plain = LIBRARY.sub("", line.text.translate(SIGNS).partition("#")[0]).strip()
    found = ASSIGNMENT.match(plain)
    assert found, "or it had no target"
    parts: list[str | NDArray] = []
    right, at = plain[found.end() :], 0
    for each in READ.finditer(right):
        value = known.get(SAME_NAME.get(each.group(1), each.group(1)))
        if value is not None and value.size <= 4:
            parts += [right[at : each.start()], value]
            at = each.end()
    if not parts:
        return ()
    parts.append(right[at:])
    if operator := found.group(2):
        parts = [known[found.group(1)], f" {operator} (", *parts, ")"]
    if not any(part for part in parts if isinstance(part, str)):
        return ()  # another name of one number
    return tuple(parts)

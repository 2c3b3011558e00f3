"""Update rules that a person types, as notes write them: a text becomes a `Rule`, or an error.

    rho = 0.9
    v = rho*v - lr*g
    x = x + v

One assignment a line. `x` is the point, `g` the gradient there, `f` the value, `t` the number of
the step, `lr` or `learning_rate` the rate. A name that is read before it is set is a state: what it
was after the step before, and zero at first. A number by itself is one that may be turned while the
rule runs. The grammar of the right-hand sides is that of formulas: nothing is run as Python.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from optim_core.formulas.errors import FormulaError
from optim_core.formulas.expression import Node
from optim_core.formulas.operations import CONSTANTS, RULE_OPERATIONS
from optim_core.formulas.reader import Reader
from optim_core.formulas.rule import Line, Rule
from optim_core.formulas.rule_text import (
    ASSIGNMENT,
    GIVEN,
    GRADIENTS,
    NUMBER,
    SAME_FUNCTION,
    SAME_NAME,
    ZEROS,
    lines_of_rule,
    target_of,
)

MAX_LENGTH = 500  # characters
MAX_NODES = 120
MAX_LINES = 8  # that compute something: numbers and starts stand beside them
MAX_STATES = 3
MAX_NUMBERS = 4


@lru_cache(maxsize=512)
def parse_rule(text: str) -> Rule:
    """The rule of a text. Raises FormulaError for whatever is not of the grammar."""
    if len(text) > MAX_LENGTH:
        raise FormulaError("too_long", MAX_LENGTH, str(MAX_LENGTH))
    lines = lines_of_rule(text)
    if not lines:
        raise FormulaError("empty", 0)
    reader = RuleReader(text, [target_of(at, line) for at, line in lines])
    for at, line in lines:
        reader.read(line, at)
    return reader.rule()


class RuleReader(Reader):
    """Takes the lines of a rule; `targets` are the names that they set, one a line."""

    operations = RULE_OPERATIONS
    max_nodes = MAX_NODES

    def __init__(self, text: str, targets: list[str]) -> None:
        super().__init__(None)
        self.text, self.targets = text, targets
        self.inputs: dict[str, int] = {}  # the node of what is known before the step
        self.numbers: dict[str, float] = {}
        self.number_lines: list[tuple[int, str]] = []
        self.lines: list[Line] = []
        self.plain: list[str] = []  # the lines without the numbers

    def read(self, line: str, at: int) -> None:
        number, zeros = NUMBER.fullmatch(line), ZEROS.fullmatch(line)
        name = self.targets[len(self.lines)]
        place = at + len(line) - len(line.lstrip())
        if number and self.targets.count(name) == 1 and name not in GIVEN:
            self._number_line(name, number, at, place)
        elif (number or zeros) and name not in ("x", "g") and self._is_start(name):
            if number and float(number.group(2).replace(" ", "")):
                raise FormulaError("not_from_zero", place, name)
            self.plain.append(f"{name} = 0")
            self.lines.append(Line(at, self.text[at : at + len(line)], name))
        else:
            self._compute(line, at, place)

    def _is_start(self, name: str) -> bool:
        return not any(line.node is not None for line in self.lines) and name not in self.known

    def _number_line(self, name: str, found: re.Match, at: int, place: int) -> None:
        if len(self.numbers) == MAX_NUMBERS:
            raise FormulaError("too_many_numbers", place, str(MAX_NUMBERS))
        value = self._number(float(found.group(2).replace(" ", "")), place)
        self.numbers[name] = value
        self.number_lines.append((place, name))
        self.plain.append(f"{name} = 1")
        self.lines.append(Line(at, self.text[at : at + found.end()], name))

    def _compute(self, line: str, at: int, place: int) -> None:
        if sum(each.node is not None for each in self.lines) == MAX_LINES:
            raise FormulaError("too_many_lines", place, str(MAX_LINES))
        found = ASSIGNMENT.match(line)
        assert found, "or it had no target"
        name, operator = found.group(1), found.group(2)
        before = dict(self.known)
        old = (self.variable(name, place),) if operator else ()
        tree = self.tree(line[found.end() :].rstrip(), at + found.end())
        node = self.take(tree)
        if operator:
            op = "^" if operator == "**" else operator
            node = self.add(Node(op, (*old, node), at=place))
        self.known[name] = node
        self.plain.append(" ".join(line.split()))
        self.lines.append(Line(at, self.text[at : at + len(line)], name, node, before))

    def variable(self, name: str, at: int) -> int:
        name = SAME_NAME.get(name, name)
        if name in self.known:
            return self.known[name]
        if name in GIVEN or name in self.targets:
            self.known[name] = self._input(name, at)
            return self.known[name]
        if name in CONSTANTS:
            return super().variable(name, at)
        raise FormulaError("unknown_name", at, name)

    def _input(self, name: str, at: int) -> int:
        if name not in self.inputs:
            self.inputs[name] = self.add(Node("variable", name=name, at=at))
        return self.inputs[name]

    def call(self, name: str, inputs: list[Any], at: int, after: int) -> int:
        if name not in GRADIENTS | {"f"}:
            return super().call(SAME_FUNCTION.get(name, name), inputs, at, after)
        if len(inputs) != 1:
            raise FormulaError("number_of_inputs", at, name)
        point = self.take(inputs[0])
        if point == self.inputs.get("x"):
            return self._input("f" if name == "f" else "g", at)
        if name == "f":
            raise FormulaError("only_at_x", at, name)
        return self.add(Node("gradient", (point,), at=at))

    def rule(self) -> Rule:
        """What was read. Raises FormulaError for what leads nowhere."""
        if "x" not in self.targets:
            raise FormulaError("no_move", self.lines[-1].at)
        states = [n for n in self.inputs if n not in GIVEN and n not in self.numbers]
        if len(states) > MAX_STATES:
            name = states[MAX_STATES]
            place = self.nodes[self.inputs[name]].at
            raise FormulaError("too_many_states", place, str(MAX_STATES))
        for place, name in self.number_lines:
            if name not in self.inputs:
                raise FormulaError("not_used", place, name)
        after = {self.known[name] for name in ("x", *states)}
        used = {i for node in self.nodes for i in node.inputs} | after
        for line in self.lines:
            if line.node is not None and line.node not in used:
                raise FormulaError("not_used", self.nodes[line.node].at, line.target)
        return Rule(
            tuple(replace(node, at=0) for node in self.nodes),
            tuple(self.lines),
            self.known["x"],
            tuple((name, self.known[name]) for name in states),
            tuple(self.numbers.items()),
            "\n".join(self.plain),
        )


def split_rule(text: str) -> tuple[str, dict[str, float]]:
    """What is compiled of a rule, and its numbers by their names."""
    rule = parse_rule(text)
    return rule.skeleton, dict(rule.numbers)

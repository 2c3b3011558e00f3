"""Formulas that a person types, read safely: a text becomes a list of nodes, or an error.

Nothing is evaluated as Python: its parser finds the structure, and only what is listed here is
taken from that. One assignment a line (or between semicolons); the last line is the result.

    h = sigmoid(w*x + b)
    (h - t)^2 / 2
"""

import ast
import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from optim_core.formulas.errors import ErrorKind, FormulaError
from optim_core.formulas.expression import Expression, Node
from optim_core.formulas.operations import CONSTANTS, OPERATIONS, Operation

MAX_LENGTH = 200  # characters
MAX_NODES = 60
MAX_VARIABLES = 12

SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "∗": "*", "÷": "/"})
BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
ASSIGNMENT = re.compile(rf"\s*({NAME.pattern})\s*=(?!=)")


def parse(text: str, names: Collection[str] | None = None) -> Expression:
    """The formula as nodes; `names` are the variables that it may have, None for any.

    Raises FormulaError for whatever is not of the grammar, or beyond its limits.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("too_long", MAX_LENGTH, str(MAX_LENGTH))
    reader = Reader(names)
    lines = list(lines_of(text.translate(SIGNS)))
    if not lines:
        raise FormulaError("empty", 0)
    for at, line in lines:
        reader.read(line, at)
    return reader.expression()


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not empty, each with the character at which it begins."""
    for found in re.finditer(r"[^;\n]+", text):
        if found.group().strip():
            yield found.start(), found.group()


class Reader:
    """Takes a text line by line; what else a line may hold, a reader of another grammar says."""

    operations: Mapping[str, Operation] = OPERATIONS
    max_nodes = MAX_NODES

    def __init__(self, names: Collection[str] | None) -> None:
        self.nodes: list[Node] = []
        self.known: dict[str, int] = {}  # the node of each name
        self.names = names
        self.result = 0  # the node of the line that was read last
        self.places: list[int] = []  # of the characters of the line, in the text

    def read(self, line: str, at: int) -> None:
        """Takes a line that begins at character `at` of the text."""
        assigned = ASSIGNMENT.match(line)
        skip = assigned.end() if assigned else 0
        skip += len(line[skip:]) - len(line[skip:].lstrip())
        tree = self.tree(line[skip:].rstrip(), at + skip)
        self.result = self.take(tree)
        if assigned:
            self._name(assigned.group(1), at + assigned.start(1))

    def expression(self) -> Expression:
        used = {i for node in self.nodes for i in node.inputs}
        for i, node in enumerate(self.nodes):
            if i not in used and i != self.result:
                raise FormulaError("not_used", node.at, node.name)
        return Expression(tuple(self.nodes))

    def _name(self, name: str, at: int) -> None:
        """Gives the outcome of the line a name; what has one already keeps that on top."""
        if name in self.operations or name in CONSTANTS or name in self.known:
            raise FormulaError("name_taken", at, name)
        node = self.nodes[self.result]
        self.nodes[self.result] = replace(node, name=node.name or name)
        self.known[name] = self.result

    def tree(self, source: str, at: int) -> ast.expr:
        """Python's tree of a line, whose `^` is a power; `places` are then of its characters."""
        python, self.places = "", []
        for i, character in enumerate(source):
            if not (character.isascii() and (character.isalnum() or character in "+-*/^()., _\t")):
                raise FormulaError("unknown_character", at + i, character)
            piece = "**" if character == "^" else " " if character == "\t" else character
            python += piece
            self.places += [at + i] * len(piece)
        self.places.append(at + len(source))
        try:
            return ast.parse(python, mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            column = max(0, (getattr(error, "offset", None) or 1) - 1)
            place = self.places[min(column, len(self.places) - 1)]
            near = re.search(r"[0-9)]\s*[A-Za-z(]", source)
            if near and abs(at + near.start() - place) <= len(near.group()):
                raise FormulaError("missing_product", at + near.end() - 1) from None
            raise FormulaError("not_understood", place) from None

    def _at(self, node: ast.expr) -> int:
        return self.places[min(node.col_offset, len(self.places) - 1)]

    def take(self, node: ast.expr) -> int:
        """The index of the node that this part of the tree becomes."""
        at = self._at(node)
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return self.add(Node("number", value=self._number(value, at), at=at))
            case ast.Name(id=name):
                return self.variable(name, at)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.take(operand)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return self.add(Node("number", value=-self._number(value, at), at=at))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.add(Node("negative", (self.take(operand),), at=at))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in BINARY:
                inputs = (self.take(left), self.take(right))
                return self.add(Node(BINARY[type(operator)], inputs, at=at))
            case ast.Call(func=ast.Name(id=name), args=inputs, keywords=[]):
                return self.call(name, inputs, at, self._after(node.func))
            case ast.Call(func=ast.Constant() | ast.BinOp() | ast.Call() as before):
                raise FormulaError("missing_product", self._after(before))
        raise FormulaError("not_understood", at)

    def _after(self, node: ast.expr) -> int:
        end = node.end_col_offset or node.col_offset
        return self.places[min(end, len(self.places) - 1)]

    def call(self, name: str, inputs: list[ast.expr], at: int, after: int) -> int:
        operation = (
            self.operations.get(name) if NAME.fullmatch(name) and name != "negative" else None
        )
        if operation is None:
            known = name in self.known or name in CONSTANTS or name in (self.names or ())
            kind: ErrorKind = "missing_product" if known else "unknown_function"
            raise FormulaError(kind, after if known else at, name)
        if len(inputs) != operation.count or any(isinstance(i, ast.Starred) for i in inputs):
            raise FormulaError("number_of_inputs", at, name)
        return self.add(Node(name, tuple(self.take(each) for each in inputs), at=at))

    def variable(self, name: str, at: int) -> int:
        if name in self.known:
            return self.known[name]
        if name in CONSTANTS:
            return self.add(Node("number", value=CONSTANTS[name], at=at))
        if name in self.operations or (self.names is not None and name not in self.names):
            raise FormulaError("unknown_name", at, name)
        if sum(node.op == "variable" for node in self.nodes) == MAX_VARIABLES:
            raise FormulaError("too_many_variables", at, str(MAX_VARIABLES))
        self.known[name] = self.add(Node("variable", name=name, at=at))
        return self.known[name]

    def _number(self, value: float, at: int) -> float:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise FormulaError("number_too_large", at)
        return number

    def add(self, node: Node) -> int:
        if len(self.nodes) == self.max_nodes:
            raise FormulaError("too_many_nodes", node.at, str(self.max_nodes))
        self.nodes.append(node)
        return len(self.nodes) - 1

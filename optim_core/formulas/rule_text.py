"""The lines of a typed update rule: what notes and code have around formulas is taken off."""

import re
from keyword import iskeyword

from optim_core.formulas.errors import FormulaError
from optim_core.formulas.operations import CONSTANTS, RULE_OPERATIONS
from optim_core.formulas.reader import NAME, SIGNS, lines_of

GIVEN = ("x", "g", "t", "lr", "f")
TAKEN = {"state", "rule", "evaluations"}  # what the names of a rule stand beside
SAME_NAME = {"learning_rate": "lr"}
SAME_FUNCTION = {"maximum": "max", "minimum": "min", "absolute": "abs", "power": "^"}
GRADIENTS = {"gradient", "grad", "grad_f", "df", "compute_gradient", "evaluate_gradient"}

# What code has around the formulas, and a rule can do without.
LIBRARY = re.compile(r"\b(?:np|numpy|jnp|math|torch|tf)\.(?=[A-Za-z])")
COMMENT = re.compile(r"#[^\n]*")
LOOP = re.compile(r"\s*(?:while\s+(?:True|1)|for\s+[A-Za-z_]+\s+in\s+range\s*\([^:]*\))\s*:\s*")
COUNTER = re.compile(r"\s*t\s*(?:=\s*(?:0|t\s*\+\s*1)|\+=\s*1)\s*")  # t counts by itself
DECIMAL = r"[-+]?\s*(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
NUMBER = re.compile(rf"\s*({NAME.pattern})\s*=\s*({DECIMAL})\s*")
ZEROS = re.compile(rf"\s*({NAME.pattern})\s*=\s*(?:zeros_like\s*\(\s*x\s*\)|zeros\s*\([^=]*\))\s*")
ASSIGNMENT = re.compile(rf"\s*({NAME.pattern})\s*(\*\*|[-+*/^])?=(?!=)\s*")


def lines_of_rule(text: str) -> list[tuple[int, str]]:
    """The lines that set something, as long as they were, and where each begins."""
    plain = COMMENT.sub(_blank, text.translate(SIGNS))
    lines = [(at, LIBRARY.sub(_blank, line)) for at, line in lines_of(plain)]
    return [pair for pair in lines if not (LOOP.fullmatch(pair[1]) or COUNTER.fullmatch(pair[1]))]


def _blank(found: re.Match) -> str:
    return " " * len(found.group())


def target_of(at: int, line: str) -> str:
    """The name that a line sets."""
    found = ASSIGNMENT.match(line)
    if not found:
        raise FormulaError("no_assignment", at + len(line) - len(line.lstrip()))
    name, place = found.group(1), at + found.start(1)
    if SAME_NAME.get(name, name) in ("lr", "t", "f"):
        raise FormulaError("set_elsewhere", place, name)
    if name in RULE_OPERATIONS or name in CONSTANTS or name in GRADIENTS | TAKEN or iskeyword(name):
        raise FormulaError("name_taken", place, name)
    return name

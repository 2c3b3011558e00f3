"""What may be wrong with a formula or a rule that a person types."""

from typing import Literal

ErrorKind = Literal[
    "empty",
    "too_long",
    "too_many_nodes",
    "too_many_variables",
    "not_understood",
    "missing_product",  # as in 2x
    "unknown_character",
    "unknown_name",
    "unknown_function",
    "number_of_inputs",
    "number_too_large",
    "name_taken",  # of a function or a constant, or given before
    "not_used",  # a line whose outcome goes nowhere
    "too_many_lines",  # of a rule, as all below
    "too_many_states",
    "too_many_numbers",
    "not_from_zero",  # a state that is given another start
    "set_elsewhere",  # the rate, the step, the value
    "no_assignment",
    "no_move",  # the point is never set
    "only_at_x",  # the value, which is known nowhere else
]


class FormulaError(ValueError):
    """What is wrong with a formula, and at which of its characters, from 0."""

    def __init__(self, kind: ErrorKind, at: int, given: str = "") -> None:
        super().__init__(f"{kind} at character {at + 1}: {given}")
        self.kind, self.at, self.given = kind, at, given

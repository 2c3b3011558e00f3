"""A second task beside the first, on one trunk: whether the digit is even (Caruana 1997)."""

from jax import Array

ANSWERS = 2  # even and odd: as many more outputs has the last layer


def parity(labels: Array) -> Array:
    """What the second head is to say: 0 for an even label, 1 for an odd one."""
    return labels % 2


def heads(outputs: Array, has_second: bool) -> tuple[Array, Array | None]:
    """The logits of both heads, `[batch, classes]` and `[batch, 2]`, that lie side by side."""
    return (outputs[:, :-ANSWERS], outputs[:, -ANSWERS:]) if has_second else (outputs, None)

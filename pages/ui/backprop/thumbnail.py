"""A computation as a small still picture: its formula, and of each input value and gradient."""

from html import escape

import numpy as np

from optim_core import layers
from optim_core.graph import Computation, backward, forward
from pages.ui.number_format import number
from pages.ui.thumbnail_svg import WIDTH, picture

MAX_LINES, MAX_INPUTS = 4, 5
VALUE, GRADIENT = "#0a7d4b", "#b3261e"
MONOSPACE = "ui-monospace, Menlo, Consolas, monospace"


def thumbnail(computation: Computation) -> str:
    """SVG."""
    lines = _lines(computation)[:MAX_LINES]
    size = min(26.0, 1.65 * (WIDTH - 30) / max(map(len, lines)), 84 / len(lines))
    shapes = []
    for i, line in enumerate(lines):
        y = 58 + size * (0.35 + 1.25 * (i - (len(lines) - 1) / 2))
        shapes.append(_text(WIDTH / 2, y, line, size, "#1a1f26"))
    given = dict(computation.inputs)
    shown = _gradients(computation)[:MAX_INPUTS]
    for k, (name, gradient) in enumerate(shown):
        x = WIDTH * (k + 0.5) / len(shown)
        shapes.append(_text(x, 132, f"{name} {number(given[name], 3)}", 15, VALUE))
        text = number(gradient, 2)
        fitting = min(19.0, 1.5 * WIDTH / len(shown) / len(text))
        shapes.append(_text(x, 158, text, fitting, GRADIENT, bold=True))
    return picture(shapes)


def _lines(computation: Computation) -> list[str]:
    if computation.form == "layers":
        return ["h = σ(W1 x + b1)", "p = softmax(W2 h + b2)"]
    return computation.formula.split("\n")


def _gradients(computation: Computation) -> list[tuple[str, float]]:
    """By the variables; of layers, from the last one on."""
    given = dict(computation.inputs)
    if computation.form == "layers":
        found = layers.passes(given).gradients
        entries = np.concatenate([found[i].ravel() for i in layers.GIVEN]).tolist()
        return list(zip(layers.ENTRIES, entries, strict=True))[::-1]
    values = forward(computation.expression, given).values
    gradients = backward(computation.expression, values).gradients
    nodes = enumerate(computation.expression.nodes)
    return [(node.name, gradients[i]) for i, node in nodes if node.op == "variable"]


def _text(x: float, y: float, text: str, size: float, color: str, bold: bool = False) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{MONOSPACE}" font-size="{size:.1f}" '
        f'font-weight="{700 if bold else 500}" text-anchor="middle" fill="{color}">'
        f"{escape(text)}</text>"
    )

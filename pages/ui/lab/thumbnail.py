"""A training as a small still picture: its curves, which were computed once and are kept."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim_core import Training
from pages.ui.lab import link
from pages.ui.lane_colors import LANE_COLORS

KEPT = Path(__file__).with_name("preset_curves.json")  # `make pictures` adds those of new presets
WIDTH, HEIGHT = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 46, 350, 12, 168  # of the frame
PENALTIES = (  # against overfitting
    *("dropout", "input_dropout", "dropconnect", "label_smoothing", "l2", "l1", "max_norm"),
    "patience",
)
FRAME = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}">'
LINE = (
    '<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2.4" '
    'stroke-linejoin="round"{dash}/>'
)
TICK = (
    '<path d="M{left} {y:.1f}H{right}" stroke="#d9dde5"/><text x="40" y="{at:.1f}" '
    'font-size="13" font-family="sans-serif" text-anchor="end" fill="#4a4f5a">{text}</text>'
)


@cache
def curves() -> dict[Training, list[dict[str, Any]]]:
    """Of each run of a training, by lane and seed: `lane` from 0, `epoch`, `test_accuracy`,
    `training_loss` and `validation_loss` at these epochs; None for what is no number.
    """
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return {link.read(query)[0]: runs for query, runs in kept.items()}


def thumbnail(training: Training) -> str:
    """SVG: test accuracy; of what is to overfit less, training and validation loss (dashed)."""
    runs = curves().get(training, [])
    drawn = _losses(training, runs) if _is_about_overfitting(training) else _accuracies(runs)
    background = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f7f8fa"/>'
    return "".join([FRAME.format(WIDTH, HEIGHT), background, *drawn, "</svg>"])


def _is_about_overfitting(training: Training) -> bool:
    settings = [training.settings(lane) for lane in training.lanes]
    return any(getattr(each, name) for each in settings for name in PENALTIES)


def _accuracies(runs: list[dict[str, Any]]) -> list[str]:
    ticks = [_tick(share, f"{100 * share:.0f} %") for share in (0, 0.5, 1)]
    return [*ticks, *(_line(run, _numbers(run["test_accuracy"])) for run in runs)]


def _losses(training: Training, runs: list[dict[str, Any]]) -> list[str]:
    """On a log scale, from the least to the greatest of them."""
    both = [
        (run, np.log10(np.maximum(_numbers(run[name]), 1e-6)), dash)
        for run in runs
        for name, dash in (("training_loss", ""), ("validation_loss", ' stroke-dasharray="7 5"'))
    ]
    known = np.concatenate([loss[np.isfinite(loss)] for _, loss, _ in both] or [np.zeros(1)])
    low, high = float(known.min()), float(known.max())
    span = (high - low) or 1.0
    powers = [power for power in range(-6, 7) if low <= power <= high]
    ticks = [_tick((power - low) / span, f"{10.0**power:g}") for power in powers]
    return [*ticks, *(_line(run, (loss - low) / span, dash) for run, loss, dash in both)]


def _numbers(values: list[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values])


def _tick(share: float, text: str) -> str:
    y = BOTTOM + (TOP - BOTTOM) * share
    return TICK.format(left=LEFT, right=RIGHT, y=y, at=y + 4.5, text=text)


def _line(run: dict[str, Any], shares: NDArray[np.float64], dash: str = "") -> str:
    """A curve of shares of the frame's height, over all of the training's epochs."""
    epochs = np.array(run["epoch"])
    x = LEFT + (RIGHT - LEFT) * epochs / (run["epochs"] or 1)
    y = BOTTOM + (TOP - BOTTOM) * shares
    there = np.isfinite(y)
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x[there], y[there], strict=True))
    return LINE.format(points=points, color=LANE_COLORS[run["lane"]], dash=dash)

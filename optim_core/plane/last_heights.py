"""What the last heights of a descent do, told from arrays of numbers alone."""

import numpy as np

from optim_core.plane.geometry import Array


def stays_above(start: float, value: Array, gain: float) -> bool:
    """Whether `value [rows]` ends above the start's and is not on its way back to it."""
    before, after = (half.mean() - start for half in halves(value))
    return bool(value[-1] > start and after > (1 - gain) * before)


def gets_lower(height: Array, begin: int, gain: float) -> bool:
    """Whether the rows from `begin` on bring a new best height that is worth the name."""
    progress = height[: begin + 1].min() - height[begin:].min()
    return bool(progress > gain * np.median(height[begin:]))


def two_swings(height: Array, window: int) -> int:
    """As many rows as two of the swings that count take, or `window` where that is more.

    Those count that reach half of the highest of the last heights `[rows]` above the floor.
    """
    late = height[len(height) // 2 :]
    peaks = np.flatnonzero((late[1:-1] > late[:-2]) & (late[1:-1] >= late[2:]))
    high = peaks[late[1:-1][peaks] >= late.max() / 2]
    swing = len(height) if len(high) == 1 else int(np.diff(high).max(initial=0))
    return max(min(window, len(height) // 4), 2 * swing)


def last_windows(count: int, rows: Array, length: int) -> Array:
    """The last windows of that length, `[count, length]`."""
    return rows[len(rows) - count * length :].reshape(count, length)


def falls(windows: Array, part: float) -> bool:
    """Whether `windows [k, rows]` fall by this part, in mean and in peak, each to the next."""
    if not windows.size:
        return False
    levels = np.stack([windows.mean(axis=1), windows.max(axis=1)])
    return bool((levels[:, 1:] < (1 - part) * levels[:, :-1]).all())


def sinks(windows: Array, part: float) -> bool:
    """Whether the means of `windows [k, rows]` fall by this part, each to the next."""
    means = windows.mean(axis=1) if windows.size else np.zeros(1)
    return bool(len(means) > 1 and (means[1:] < (1 - part) * means[:-1]).all())


def rate_left(rates: Array | None, begin: int, steps: int) -> float:
    """The mean rate of the steps from `begin` on, as a part of the greatest that there was."""
    if rates is None or not np.max(rates[:steps], initial=0.0) > 0:
        return 1.0
    return float(np.mean(rates[begin:steps]) / np.max(rates[:steps]))


def halves(rows: Array) -> tuple[Array, Array]:
    """The first and the last of the rows; one in the middle belongs to both."""
    half = (len(rows) + 1) // 2
    return rows[:half], rows[-half:]

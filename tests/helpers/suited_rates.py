"""Which rates suit a surface: `python -m tests.helpers.suited_rates` prints the table."""

from statistics import median_low

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.plane.landscape import lowest
from optim_core.plane.scores import Score, scores, tolerance_of
from surfaces import SURFACES

STEPS = 300  # a race's default
GRID = [float(f"{digit}e{power}") for power in range(-5, 1) for digit in (1, 2, 5)] + [10.0]
AT_REST = "converged", "local_minimum", "hovering"
RULES = {
    name: entry
    for name, entry in OPTIMIZERS.items()
    if entry.has_rate and "plane" in entry.scope and not entry.is_typed
}  # fmt: skip


def score(surface: str, rule: str, rate: float) -> Score:
    lane = Lane(Choice.of(OPTIMIZERS[rule], lr=rate))
    race = Race(Choice.of(SURFACES[surface]), (lane,), steps=STEPS)
    rates = lane.learning_rates(STEPS)
    return scores(race.surface, solve(race)[0], tolerance_of(race.surface), rates)


def suited(surface: str, rule: str) -> float:
    """The rate of the grid that the table's words mean."""
    bounded = lowest(Choice.of(SURFACES[surface])) is not None
    arrived: list[tuple[int, float]] = []
    heights: list[tuple[float, float]] = []
    for rate in GRID:
        found = score(surface, rule, rate)
        kind = found.outcome.kind
        if not bounded:
            if kind == "descending_without_bound" and found.outcome.step <= STEPS / 3:
                return rate
            continue
        if kind == "diverged" or (arrived and kind == "oscillating"):
            break
        if kind == "oscillating" or found.left_box is not None:
            continue
        heights.append((found.outcome.value, rate))
        if kind in AT_REST:
            arrived.append((found.outcome.step, rate))
    if not arrived:
        return min(heights)[1]
    soon = max(2 * min(arrived)[0], STEPS / 10)
    return median_low(sorted(rate for step, rate in arrived if step <= soon))


if __name__ == "__main__":
    for surface in SURFACES:
        print(f'"{surface}":', {rule: suited(surface, rule) for rule in RULES})

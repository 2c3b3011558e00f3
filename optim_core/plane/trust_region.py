"""Where the second-order model of a surface can be trusted: the region around its point."""

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Choice, Surface
from optim_core.plane.landscape import derivatives_at, heights_at
from optim_core.plane.taylor import SHARE

DIRECTIONS = 120
DISTANCES = 100


@np.errstate(all="ignore")
def trusted(surface: Choice[Surface], x: NDArray, reach: float) -> NDArray[np.float64]:
    """The border `[DIRECTIONS, 2]`, once around, of the region that is seen from `x`.

    In it the model predicts a decrease and is wrong by at most `SHARE` of that. `reach` is how far
    it is looked for; where a direction leads uphill, the border is `x` itself.
    """
    x = np.asarray(x, float)
    value, g, H = derivatives_at(surface, x)
    angles = 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    d = np.stack([np.cos(angles), np.sin(angles)], axis=1)  # [directions, 2]
    r = reach * np.arange(1, DISTANCES + 1) / DISTANCES
    steps = d[:, None] * r[:, None]  # [directions, distances, 2]
    change = steps @ g + ((steps @ H) * steps).sum(axis=-1) / 2
    truth = heights_at(surface, x + steps.reshape(-1, 2)).reshape(change.shape)
    good = (change < 0) & (np.abs(truth - value - change) <= SHARE * np.abs(change))
    furthest = np.where(good.all(axis=1), DISTANCES, good.argmin(axis=1))
    return x + d * (reach * furthest / DISTANCES)[:, None]

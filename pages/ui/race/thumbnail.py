"""A race as a small still picture: its heights in bands, its paths, its minima."""

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from optim_core import Race, solve
from optim_core.catalog import Box
from optim_core.plane.geometry import box_of
from optim_core.plane.landscape import minima
from pages.ui.lane_colors import LANE_COLORS
from pages.ui.race.heightmap import LEVELS, heightmap

WIDTH, HEIGHT = 360, 180
BANDS = 14  # heights, in as many colours
SURFACE_COLORS = np.array(
    [[106, 154, 194], [170, 200, 222], [216, 228, 234], [238, 237, 228], [245, 232, 212]]
)


def thumbnail(race: Race) -> str:
    """The picture as SVG, `WIDTH` x `HEIGHT`."""
    window = _window(box_of(race.surface))
    (left, right), (bottom, top) = window
    unit = np.array([WIDTH / (right - left), -HEIGHT / (top - bottom)])

    def pixels(points: NDArray) -> NDArray:
        return np.clip(np.asarray(points), -1e6, 1e6) * unit - [left * unit[0], top * unit[1]]

    shapes = []
    for x, y in pixels(minima(race.surface)):
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#fff3b0" stroke="#444"/>')
    for color, trajectory in zip(LANE_COLORS, solve(race), strict=False):
        finite = trajectory.x[np.isfinite(trajectory.x).all(axis=1)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in pixels(finite))
        for stroke, width in (("#fff", 4), (color, 2.2)):
            shapes.append(
                f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width}" '
                'stroke-linejoin="round" stroke-linecap="round"/>'
            )
        x, y = pixels(finite[-1:])[0]
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{color}" stroke="#fff"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}">'
        f'<image href="{_heightmap_png(race, window)}" width="{WIDTH}" height="{HEIGHT}" '
        f'preserveAspectRatio="none"/>{"".join(shapes)}</svg>'
    )


def _window(box: Box) -> Box:
    """The box and, on two sides, enough around it to fill the picture at one scale."""
    (left, right), (bottom, top) = box
    unit = max((right - left) / WIDTH, (top - bottom) / HEIGHT)
    x, y = (left + right) / 2, (bottom + top) / 2
    across, up = unit * WIDTH / 2, unit * HEIGHT / 2
    return (x - across, x + across), (y - up, y + up)


def _heightmap_png(race: Race, window: Box) -> str:
    """The heights as a PNG in a data URL, coloured in bands."""
    levels = heightmap(race.surface, window, 200, race.surface.entry.height_scale).z[::-1] / LEVELS
    bands = np.clip(np.floor(levels * BANDS) / (BANDS - 1), 0, 1)
    stops = np.linspace(0, 1, len(SURFACE_COLORS))
    colors = np.stack([np.interp(bands, stops, channel) for channel in SURFACE_COLORS.T], axis=-1)
    png = io.BytesIO()
    Image.fromarray(colors.astype(np.uint8)).quantize(BANDS * 2).save(png, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()

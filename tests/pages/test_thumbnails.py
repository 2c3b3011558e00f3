"""The pictures of the presets, and where a browser finds them."""

import gzip
import re
from xml.etree import ElementTree

import pytest

from optim_core.network.transfer import WAYS
from pages.ui import registry, thumbnails
from pages.ui.lab.gallery import PRESETS, TRAININGS
from pages.ui.lab.thumbnail import curves
from pages.ui.lane_colors import LANE_COLORS
from pages.ui.transfer.gallery import TRANSFERS
from pages.ui.transfer.thumbnail import accuracies
from tests.helpers.server import Server, ask

DRAWN = [
    pytest.param(page, preset, id=f"{page.name}-{preset.name}")
    for page in registry.PAGES
    if page.picture
    for preset in page.gallery.presets
]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("page", "preset"), DRAWN)
def test_a_picture_is_svg_twice_as_wide_as_high_and_small(page, preset):
    image = thumbnails.drawn(page, preset.name)
    root = ElementTree.fromstring(image)
    assert root.tag == f"{SVG}svg" and root.get("viewBox") == "0 0 360 180"
    assert not re.search(rb"<script|NaN|nan|inf\b", image)
    assert len(gzip.compress(image)) < 20_000


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_picture_of_a_training_has_a_curve_for_every_lane(preset):
    training = TRAININGS.codec.read(preset.query)[0]
    assert training in curves(), "run `make pictures`"
    image = thumbnails.drawn(registry.LAB, preset.name).decode()
    for color, _ in zip(LANE_COLORS, training.lanes, strict=False):
        assert f'stroke="{color}"' in image
    for run in curves()[training]:
        assert len(run["epoch"]) == len(run["test_accuracy"]) == len(run["validation_loss"]) > 1


@pytest.mark.parametrize("preset", TRANSFERS.presets, ids=lambda preset: preset.name)
def test_the_picture_of_a_transfer_has_a_line_for_every_way(preset):
    study = TRANSFERS.codec.read(preset.query)[0]
    assert study in accuracies(), "run `make pictures`"
    assert {way: len(each) for way, each in accuracies()[study].items()} == {
        way: len(study.sizes) for way in study.ways
    }
    image = thumbnails.drawn(registry.TRANSFER, preset.name).decode()
    drawn = ['points=""' not in line for line in image.split("<polyline")[1:]]
    assert drawn == [way in study.ways for way in WAYS]


def test_a_picture_is_kept_by_whoever_asked_for_it_once(server: Server) -> None:
    at = thumbnails.address(registry.RACE, "zigzag")
    answer, body = ask(server, f"/{at}", Accept_Encoding="gzip")
    assert answer.status == 200 and gzip.decompress(body).startswith(b"<svg")
    assert answer.getheader("Content-Type", "").split(";")[0] == "image/svg+xml"
    assert "immutable" in answer.getheader("Cache-Control", "")
    again, _ = ask(server, f"/{at}", Accept_Encoding="gzip", If_None_Match=answer.getheader("ETag"))
    assert again.status == 304
    old, same = ask(server, f"/{at.replace(thumbnails.version(), 'older')}", Accept_Encoding="gzip")
    assert (old.getheader("Cache-Control"), same) == ("no-cache", body)
    plain, whole = ask(server, f"/{at}")
    assert plain.status == 200 and whole == gzip.decompress(body)


@pytest.mark.parametrize("path", ["race/nobody", "nobody/zigzag", "race/app.py"])
def test_there_is_no_picture_of_what_is_not_in_a_gallery(server: Server, path: str) -> None:
    assert ask(server, f"/pictures/{thumbnails.version()}/{path}.svg")[0].status == 404

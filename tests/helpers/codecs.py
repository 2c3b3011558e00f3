"""The codecs of all pages, and the links that must mean for ever what they mean."""

import json
from pathlib import Path

import pytest

from pages.ui import registry
from pages.ui.links.lane_fields import Lanes

LINKS = Path(__file__).resolve().parents[1] / "links"
CODECS = {page.name: page.codec for page in registry.PAGES}
GOLDEN = {
    name: [
        golden
        for version in codec.versions
        for golden in json.loads((LINKS / f"{name}_links_v{version}.json").read_text())
    ]
    for name, codec in CODECS.items()
}
every_codec = pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
LANED = {
    name: codec
    for name, codec in CODECS.items()
    if any(isinstance(field, Lanes) for field in codec.fields)
}
every_codec_of_lanes = pytest.mark.parametrize("codec", LANED.values(), ids=LANED)

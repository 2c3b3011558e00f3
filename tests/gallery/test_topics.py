"""The course: its topics, and that every preset of every page is in one of them."""

import pytest

from pages.ui import registry
from pages.ui.topics import TOPICS

PRESETS = [
    pytest.param(page.gallery, preset, id=f"{page.name}-{preset.name}")
    for page in registry.PAGES
    for preset in page.gallery.presets
]


@pytest.mark.parametrize(("gallery", "preset"), PRESETS)
def test_a_preset_belongs_to_a_topic_of_the_course(gallery, preset):
    """Say it by `topic=` of the preset, or of its gallery for all of them."""
    assert gallery.topic_of(preset) in {topic.name for topic in TOPICS}


def test_topics_are_each_told_once_part_by_part():
    for each in ("name", "title"):
        assert len({getattr(topic, each) for topic in TOPICS}) == len(TOPICS)
    parts = [topic.part for topic in TOPICS]
    assert parts == sorted(parts, key=parts.index)

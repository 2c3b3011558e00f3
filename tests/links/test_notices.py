"""What links are noted for; `tests/scripts/notices.test.js` has the words for the same cases."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import pytest

from pages.ui import registry
from pages.ui.links.notices import NoticeKind

CASES = json.loads(Path(__file__).with_name("notices.json").read_text("utf-8"))
CODECS = {page.name: page.codec for page in registry.PAGES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["link"][:40])
def test_what_is_noted_of_a_link(case, with_more):
    link = case["link"].ljust(case.get("length", 0), "a")
    _, _, notices = CODECS[case["page"]].read(link)
    assert [asdict(notice) for notice in notices] == case["notices"]


def test_every_kind_of_notice_occurs():
    kinds = {notice["kind"] for case in CASES for notice in case["notices"]}
    assert kinds == set(get_args(NoticeKind))

"""What is compiled ahead: the pages in turns, whatever becomes of one."""

import logging
import threading
from collections.abc import Iterator

import pytest

from pages.ui.server import warmup


class Page:
    def __init__(self, done: list[str], name: str, fault: Exception | None = None) -> None:
        self.done, self.name, self.fault = done, name, fault

    def prepare(self) -> None:
        pass

    def warm_up(self) -> Iterator[None]:
        for part in (1, 2):
            self.done.append(f"{self.name}{part}")
            yield
            if self.fault:
                raise self.fault


@pytest.fixture
def warmed_up(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    event = threading.Event()
    monkeypatch.setattr(warmup, "WARMED_UP", event)
    return event


@pytest.mark.parametrize("fault", [MemoryError("none"), ValueError("wrong")], ids=repr)
def test_a_page_whose_work_fails_is_told_of_and_holds_up_no_other(
    warmed_up: threading.Event, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    done: list[str] = []
    with caplog.at_level(logging.ERROR):
        warmup.rest([Page(done, "a", fault), Page(done, "b")], lambda: False)
    assert done == ["a1", "b1", "b2"]
    assert warmed_up.is_set(), "nobody waits for what never comes"
    assert caplog.records[0].exc_info and caplog.records[0].exc_info[1] is fault


def test_pages_take_turns_until_the_server_ends(warmed_up: threading.Event) -> None:
    done: list[str] = []
    warmup.rest([Page(done, "a"), Page(done, "b")], lambda: len(done) == 3)
    assert done == ["a1", "b1", "a2"]
    assert not warmed_up.is_set()

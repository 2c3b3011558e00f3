"""Whose script runs: fair turns, by visitor, and by address only where some wait."""

import threading
import time

import pytest

from pages.ui.server.fair_queue import HELD, FairQueue

WORK = 0.004  # seconds of a script


def wait(queue: FairQueue, address: str, session: str, work: float = WORK) -> float:
    """The seconds that a script waits for its turn."""
    asked = time.monotonic()
    with queue.turn(address, session):
        waited = time.monotonic() - asked
        time.sleep(work)
    return waited


class Flood:
    """Sessions that ask for one turn after another."""

    def __init__(self, queue: FairQueue, address: str, sessions: int) -> None:
        self.queue, self.address, self.ends = queue, address, threading.Event()
        self.threads = [
            threading.Thread(target=self.ask, args=(f"{address} {number}",))
            for number in range(sessions)
        ]

    def ask(self, session: str) -> None:
        while not self.ends.is_set():
            wait(self.queue, self.address, session)

    def __enter__(self) -> None:
        for thread in self.threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self.ends.set()
        for thread in self.threads:
            thread.join()


def test_no_more_run_than_may() -> None:
    queue, running, most = FairQueue(at_once=2), [], []

    def run(number: int) -> None:
        with queue.turn("", f"{number}"):
            running.append(number)
            most.append(len(running))
            time.sleep(WORK)
            running.remove(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 20 and max(most) == 2


@pytest.mark.alone
@pytest.mark.parametrize("address", ["elsewhere", "a school"])
def test_a_flood_of_eight_tabs_holds_up_nobody(address: str) -> None:
    """Neither from another address nor from the flood's own."""
    queue = FairQueue(at_once=1)
    with Flood(queue, "a school", 8):
        time.sleep(0.2)
        waits = [wait(queue, address, "a student") for _ in range(5)]
    assert max(waits) < 0.5


@pytest.mark.alone
def test_sixty_students_behind_one_address_are_served_beside_a_flood() -> None:
    queue, waits = FairQueue(at_once=1), []

    def student(number: int) -> None:
        for _ in range(3):
            waits.append(wait(queue, "a school", f"{number}"))
            time.sleep(0.5)

    with Flood(queue, "elsewhere", 8):
        students = [threading.Thread(target=student, args=(number,)) for number in range(60)]
        for each in students:
            each.start()
        for each in students:
            each.join()
    assert len(waits) == 180 and max(waits) < 3.0
    assert sorted(waits)[90] < 1.0


@pytest.mark.parametrize(("by_address", "first"), [(True, "one"), (False, "many 0")])
def test_an_address_that_has_used_much_waits_where_addresses_count(
    by_address: bool, first: str
) -> None:
    """Three sessions of one address wait, which has had turns before, and one of another."""
    queue, served = FairQueue(at_once=1, by_address=by_address), []
    wait(queue, "many", "earlier", 0.02)

    def ask(address: str, session: str) -> None:
        with queue.turn(address, session):
            served.append(session)

    asked = [("many", f"many {number}") for number in range(3)] + [("one", "one")]
    threads = [threading.Thread(target=ask, args=each) for each in asked]
    with queue.turn("", "before all"):
        for thread in threads:
            thread.start()
            time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert served[0] == first and len(served) == 4


def test_a_script_that_hangs_holds_up_the_others_for_seconds_only() -> None:
    queue, ends = FairQueue(at_once=1), threading.Event()

    def hang() -> None:
        with queue.turn("", "hangs"):
            ends.wait(30)

    thread = threading.Thread(target=hang)
    thread.start()
    try:
        time.sleep(0.05)
        assert HELD / 2 < wait(queue, "", "another") < 3 * HELD
    finally:
        ends.set()
        thread.join()


def test_a_script_that_fails_gives_its_turn_back() -> None:
    queue = FairQueue(at_once=1)
    with pytest.raises(ValueError), queue.turn("", "fails"):
        raise ValueError
    assert wait(queue, "", "another") < 1.0


def test_what_was_used_is_forgotten() -> None:
    now = [0.0]
    queue = FairQueue(at_once=1, clock=lambda: now[0])
    for number in range(1000):
        with queue.turn(f"{number}", f"{number}"):
            now[0] += 0.01
    now[0] += 600
    with queue.turn("", ""):
        assert not queue._used

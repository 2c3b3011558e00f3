"""One's own numbers in a link: a whole year of temperatures has room, and comes back exactly."""

import numpy as np
import pytest

from optim_core.averages.averaging import series
from pages.ui.averages.link import CODEC, DEFAULT, ROOM, AveragesView
from pages.ui.links.packed_numbers import fitting, packed, unpacked

YEAR = tuple(np.round(series(DEFAULT).values, 1).tolist())
FREEZING = tuple(np.round(np.random.RandomState(0).normal(-5, 5, 365), 1).tolist())  # and restless


@pytest.mark.parametrize("year", [YEAR, FREEZING], ids=["year", "freezing"])
def test_a_year_with_one_decimal_has_room_in_a_kilobyte(year):
    averaging, _, notices = CODEC.read("values=" + "_".join(map(str, year)))
    assert averaging.values == year and not notices
    link = CODEC.write(averaging, AveragesView())
    assert len(link) < 1000 and len(CODEC.full(averaging, AveragesView())) < 1250
    assert link.replace("-", "").replace("_", "").replace("=", "").replace("&", "").isalnum()
    again, _, notices = CODEC.read(link)
    assert again == averaging and not notices


def test_few_numbers_are_written_as_they_are():
    averaging, _, _ = CODEC.read("values=4_5.5_-2")
    assert "values=4_5.5_-2&" in CODEC.write(averaging, AveragesView())


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((0.0,), "p0A"),  # as source maps write 0, 1, -1, 16 and -1000
        ((1.0, 0.0, 16.0), "p0CDgB"),
        ((-1000.0,), "p0x-B"),
        ((0.1, 0.25), "p2Ue"),
    ],
)
def test_differences_are_base64_vlq(numbers, text):
    assert packed(numbers) == text and unpacked(text) == numbers


def test_numbers_with_many_digits_are_not_packed_but_cut_and_counted():
    thirds = [str(n + 1 / 3) for n in range(365)]
    assert packed([float(third) for third in thirds]) is None
    averaging, _, (notice,) = CODEC.read("values=" + "_".join(thirds))
    assert notice.kind == "too_many_numbers"
    assert (notice.given, notice.used) == ("365", str(len(averaging.values)))
    assert len("_".join(thirds[: len(averaging.values)])) <= ROOM


def test_more_than_a_year_is_cut_and_counted():
    long = [f"{number:.1f}" for number in FREEZING * 3]
    averaging, _, (notice,) = CODEC.read("values=" + "_".join(long))
    kept = len(averaging.values)
    assert notice.kind == "too_many_numbers" and notice.used == str(kept) and kept >= 365
    assert averaging.values == (FREEZING * 3)[:kept]
    assert kept == fitting(FREEZING * 3, ROOM)


@pytest.mark.parametrize("text", ["p", "p1", "p1!", "p1g", "pxAA", "p1" + "g" * 50 + "A", "q1AA"])
def test_what_nobody_packed_is_no_number(text):
    averaging, _, notices = CODEC.read(f"values={text}")
    assert averaging.values == () and [notice.kind for notice in notices] == ["not_a_number"]

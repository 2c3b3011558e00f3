"""Numbers read alike wherever they are written: numbers.json holds for the scripts as well."""

import json
from pathlib import Path

import pytest

from pages.ui import number_format as numbers

CASES = json.loads(Path(__file__).with_name("numbers.json").read_text("utf-8"))


@pytest.mark.parametrize(("value", "digits", "text"), CASES["number"])
def test_a_number_has_few_digits_and_a_power_of_ten_where_it_would_be_long(value, digits, text):
    assert numbers.number(value, digits) == text


@pytest.mark.parametrize(("value", "text"), CASES["count"])
def test_a_count_has_its_thousands_set_apart(value, text):
    assert numbers.count(value) == text

"""Whatever a link says, on any page, it is read as something within the ranges."""

import time
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.links.notices import Notice
from pages.ui.links.query import MAX_KEYS, MAX_LENGTH
from tests.helpers.codecs import CODECS, GOLDEN, every_codec, every_codec_of_lanes
from tests.helpers.link_limits import beyond
from tests.helpers.random_links import links, often, said
from tests.helpers.random_texts import anything, mutated


@every_codec
@often
@given(st.data())
def test_whatever_is_read_is_within_the_ranges_and_stays_so(codec, data):
    (name,) = (name for name, of in CODECS.items() if of is codec)
    keys = sorted({key for golden in GOLDEN[name] for key in said(golden["means"])})
    shown, view, notices = codec.read(data.draw(anything(keys) | mutated(links(codec))))
    assert not beyond(codec, shown, view)
    again = codec.write(shown, view)
    assert codec.read(again) == (shown, view, ())
    assert codec.write(*codec.read(again)[:2]) == again
    for notice in notices:
        assert len(notice.key) <= 40 and len(notice.given) <= 40 and len(notice.used) <= 40
        (notice.key + notice.given).encode()  # raises where it could not be sent to a browser


FIRST_LANE = "1=adam&1."
REPAIRS = [
    ("1=adm", Notice("unknown_name", "1", "adm", "adam")),
    ("1=", Notice("unknown_name", "1", "", "gradient_descent")),
    ("1=adam&01.lr=1", Notice("unknown_key", "01.lr", "1")),
    (FIRST_LANE + "lr=1e999", Notice("out_of_range", "1.lr", "1e999", "10")),
    (FIRST_LANE + "lr=-inf", Notice("out_of_range", "1.lr", "-inf", "1e-5")),
    (FIRST_LANE + "lr=nan", Notice("not_a_number", "1.lr", "nan", "0.01")),
    (FIRST_LANE + "lr=１", Notice("not_a_number", "1.lr", "１", "0.01")),
    (FIRST_LANE + "lr=ınf", Notice("not_a_number", "1.lr", "ınf", "0.01")),
    (FIRST_LANE + "lr=1_0", Notice("not_a_number", "1.lr", "1_0", "0.01")),
    (FIRST_LANE + "lr=", Notice("not_a_number", "1.lr", "", "0.01")),
    (FIRST_LANE + "lr=.", Notice("not_a_number", "1.lr", ".", "0.01")),
    (FIRST_LANE + "bias_correction=2", Notice("not_an_option", "1.bias_correction", "2", "1")),
    (FIRST_LANE + "schedule=cosin", Notice("unknown_name", "1.schedule", "cosin", "cosine")),
    (FIRST_LANE + "schedule.warmup=2.75", Notice("not_whole", "1.schedule.warmup", "2.75", "3")),
    ("1=momentum&1.form=velocty", Notice("not_an_option", "1.form", "velocty", "velocity")),
    ("lr=100", Notice("out_of_range", "lr", "100", "10")),
    ("lr=much", Notice("not_a_number", "lr", "much", "")),
    ("1=adam&2=lion&1=lion", Notice("repeated", "1", "lion")),
    ("dog=" + "w" * 50, Notice("unknown_key", "dog", "w" * 40)),
]


@every_codec_of_lanes
@pytest.mark.parametrize(("query", "notice"), REPAIRS, ids=[query[:40] for query, _ in REPAIRS])
def test_what_is_put_right_is_told(codec, query, notice):
    shown, view, notices = codec.read(query)
    assert notices == (notice,)
    if notice.used:
        assert said(codec.full(shown, view))[notice.key] == notice.used


@every_codec
@pytest.mark.parametrize("given", ["", "0", "99", "01"])
def test_an_unknown_version_is_read_as_the_newest(codec, given):
    newest = codec.versions[-1]
    shown, _, notices = codec.read(f"v={given}")
    assert shown == codec.default and notices == (Notice("version", "v", given, newest),)


@every_codec_of_lanes
@pytest.mark.parametrize("key", ["0", "01", "-1", "1 ", "1.", "１", "1２", "9" * 5000])
def test_what_is_no_number_of_a_lane_makes_no_lane(codec, key):
    shown, _, notices = codec.read([(key, "adam")])
    assert shown == codec.default
    assert notices == (Notice("unknown_key", key[:40], "adam"),)


@every_codec_of_lanes
@pytest.mark.parametrize("text", ["10", "1e1", "1E+1", "1e 1", "+10.", "10.000", " 10 "])
def test_a_number_may_be_written_in_several_ways(codec, text):
    shown, _, notices = codec.read([("lr", text)])
    assert shown.shared_lr == 10 and not notices


@pytest.mark.alone
@every_codec_of_lanes
@pytest.mark.parametrize(
    "text", ["1" * 15_900, "1" * 7_000 + "." + "1" * 7_000, "1e" + "1" * 15_000]
)
def test_what_is_nearly_a_number_is_refused_as_soon_as_a_number_is_read(codec, text):
    def spent(text):
        began = time.perf_counter()
        codec.read([("lr", text)])
        return time.perf_counter() - began

    number, none = (min(spent(each) for _ in range(3)) for each in (text, text + "x"))
    assert none < 30 * number


@every_codec_of_lanes
def test_of_ten_thousand_lanes_the_first_are_kept(codec):
    shown, _, notices = codec.read("&".join(f"{n}=adam&{n}.lr=0.5" for n in range(10_000, 0, -1)))
    assert len(shown.lanes) == 8
    assert [notice.kind for notice in notices] == ["too_long", "too_many_lanes"]
    shown, _, notices = codec.read([(str(n), "adam") for n in range(900, 0, -1)])
    assert len(shown.lanes) == 8
    assert notices == (Notice("too_many_lanes", "9", "900", "8"),)


ENDLESS = {
    "long value": "lr=" + "1" * 1_000_000,
    "long key": "s" * 1_000_000 + "=1",
    "after what counts": "lr=0.5&view=" + "a" * 1_000_000,
    "many keys": "&".join(f"k{i}=1" for i in range(100_000)),
    "one key often": "lr=0.5&" * 100_000,
    "ampersands": "&" * 1_000_000,
    "percent signs": "%" * 1_000_000,
}


@every_codec_of_lanes
@pytest.mark.parametrize("query", ENDLESS.values(), ids=ENDLESS.keys())
def test_of_an_endless_link_only_the_beginning_is_looked_at(codec, query, monkeypatch):
    parsed = []
    monkeypatch.setattr(
        "pages.ui.links.query.parse_qsl",
        lambda text, **how: parsed.append(len(text)) or parse_qsl(text, **how),
    )
    shown, _, notices = codec.read(query)
    assert max(parsed) <= MAX_LENGTH
    assert [notice.kind for notice in notices].count("too_long") == 1
    assert len(notices) <= MAX_KEYS + 1
    assert shown.shared_lr == (0.5 if query.startswith("lr=0.5&") else None)


@every_codec
@pytest.mark.parametrize("text", ["", "a" * 1_000])
def test_of_endless_pairs_only_the_beginning_is_taken(codec, text):
    taken = 0

    def pairs():
        nonlocal taken
        while True:
            taken += 1
            yield f"k{taken}", text

    assert codec.read(pairs())[0] == codec.default
    assert taken <= min(MAX_KEYS, MAX_LENGTH // (len(text) + 1)) + 1


@every_codec
@pytest.mark.parametrize(
    "added",
    [
        "&fbclid=IwAR0",
        "&utm_source=mail&utm_medium=a+b",
        "&gclid=x&mc_eid=1",
        ")",
        ".",
        ">),",
        "”.",
    ],
)
def test_what_others_add_to_a_link_is_passed_over_in_silence(codec, added):
    for text in (f"v={codec.versions[-1]}", codec.full(codec.default, codec.default_view)):
        assert codec.read(text + added) == (codec.default, codec.default_view, ())
        assert codec.read(parse_qsl(text + added)) == (codec.default, codec.default_view, ())


@every_codec
def test_a_link_may_come_out_of_a_page_s_source(codec):
    text = codec.full(codec.default, codec.default_view)
    assert codec.read(text.replace("&", "&amp;")) == codec.read(text)

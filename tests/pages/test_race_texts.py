"""There are words for everything, and a stranger's link cannot make them long or strange."""

from typing import get_args
from unicodedata import category

import pytest

from optim_core.plane.outcome import DescentOutcome, DescentOutcomeKind
from pages.ui.lab import link as lab_link
from pages.ui.links.notices import Notice, NoticeKind
from pages.ui.race import link, texts
from pages.ui.race.view import SWITCHES

SENTENCES = {
    "surface=rosenbrok": "surface: there is no 'rosenbrok'; rosenbrock is used.",
    "1=adm": "1: there is no 'adm'; adam is used.",
    "surface.kappa=2": "surface.kappa: not known here; it is ignored.",
    "=2": "'': not known here; it is ignored.",
    "1=adam&1.lr=1e999": "1.lr: 1e999 is out of range; 10 is used.",
    "1=adam&1.lr=fast": "1.lr: 'fast' is not a number; 0.01 is used.",
    "lr=fast": "lr: 'fast' is not a number; it is ignored.",
    "steps=2.5": "steps: 2.5 is not a whole number; 2 is used.",
    "view=4d": "view: '4d' is not an option; 2d is used.",
    "speed=3.5": "speed: '3.5' is not an option; 4 is used.",
    "seed=1&seed=2": "seed: given more than once; the first counts.",
    "&".join(f"{n}=adam" for n in range(1, 11)): "Of 10 lanes, the first 8 are kept.",
    "steps=100&surface=" + "a" * 20_000: "The link is too long; the rest of it is ignored.",
    "v=2": "The link's version, '2', is not known; it is read as version 1.",
    "p=1&q=1": "Not known here and ignored: p, q.",
    "surface=x&1=adm": "No such name: surface (rosenbrock is used), 1 (adam is used).",
    "steps=0&x=99&y=99&noise=99&seed=-1": "Out of range: x (20 is used), y (21 is used), "
    "steps (1 is used) and 2 more.",
    "steps=one&lr=fast": "Not a number: steps (300 is used), lr.",
    "&".join(["seed=1"] * 500): "seed: given more than once; the first counts.",
    "seed=1&steps=9&seed=1&steps=8": "Given more than once, the first counts: seed, steps.",
}

LAB_SENTENCES = {
    "dataset=mnst": "dataset: 'mnst' is not an option; mnist is used.",
    "layers=9-8-9-8-9": "layers: 9-8-9-8-9 is too many; 9-8-9-8 is used.",
    "layers=64,32": "layers: '64,32' is not a number; 128 is used.",
    "seeds=1-1-2": "seeds: a number occurs twice in 1-1-2; 1-2 is used.",
    "seeds=0-1-2-3-4-5&2.layers=9-9-9-9-9": "Too many: 2.layers (9-9-9-9 is used), "
    "seeds (0-1-2-3-4 is used).",
    "2.dropout=some": "2.dropout: 'some' is not a number; it is ignored.",
    "patience=2&validation=0": "Early stopping needs images to judge by; a share of 0.1 is held "
    "out for validation.",
    "batch_size=60000&layers=512-512-512-512&validation=0": "Mini-batches of 60000 are too large "
    "for layers so wide; 27457 images are used.",
    "batch_size=1": "5 epochs of mini-batches so small are too many steps; 1 is used.",
}


@pytest.mark.parametrize(("query", "sentence"), SENTENCES.items(), ids=lambda text: text[:40])
def test_what_was_changed_is_told_in_one_sentence(query, sentence):
    assert texts.notices(link.read(query)[2]) == [sentence]


@pytest.mark.parametrize(("query", "sentence"), LAB_SENTENCES.items(), ids=lambda text: text[:40])
def test_what_was_changed_of_a_training_is_told_in_one_sentence(query, sentence):
    assert texts.notices(lab_link.read(query)[2]) == [sentence]


def test_a_link_that_is_in_order_is_not_spoken_of():
    assert texts.notices(()) == []


def test_every_kind_of_notice_has_words():
    assert set(texts.NOTICES) == set(get_args(NoticeKind))
    shown = {notice.kind for query in SENTENCES for notice in link.read(query)[2]}
    shown |= {notice.kind for query in LAB_SENTENCES for notice in lab_link.read(query)[2]}
    assert shown == set(get_args(NoticeKind))


def test_of_many_notices_three_are_told():
    many = [Notice("unknown_key", f"k{n}", "1") for n in range(9_992)]
    assert texts.notices(many) == ["Not known here and ignored: k0, k1, k2 and 9,989 more."]


def test_of_many_kinds_of_notices_the_first_are_told():
    every = [Notice(kind, "key", "given", "used") for kind in get_args(NoticeKind)]
    untold = len(every) - 5
    assert len(texts.notices(every[:6])) == len(texts.notices(every[:7])) == 6
    assert texts.notices(every)[-1] == f"And {untold} more changes."
    assert texts.notices(every * 10)[-1] == f"And {10 * untold} more changes."


HOSTILE = [
    "\u202esurface\u202c=\u2066rosenbrok\u2069",
    "surface=ros\x00en\x1b[31mbrok\x07\r\nyou have won",
    "surface=a\u2028b\u2029c\u200bd\ufeffe\U000e0041",
    "surface=%E2%80%AE%00%0A",
    "<script>alert(1)</script>=<img src=x onerror=alert(1)>",
    "{key}=1&surface={given.__class__}&steps={0}",
    "view=**bold**&height=[here](http://example.com)&loss=$x$",
    "&".join(f"{'k' * 500}{n}={'v' * 500}" for n in range(100)),
    "&".join(f"{n}={'a' * 100}&{n}.lr={'9' * 100}" for n in range(100)),
    "\x00=1&\x01=2&\u202e=3&steps=\x00&v=\x00",
    "surface=" + "\U0001f388" * 10_000,
    "layers=" + "9-" * 7_000 + "9&seeds=\u202e1-1&1.layers=\x00-\x1b",
    "dataset=%E2%80%AE{given}&2.activation=<b>&seeds=" + "1e999-" * 1_000 + "1",
]


@pytest.mark.parametrize("codec", [link, lab_link])
@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_hostile_link_is_answered_is_short_and_printable(query, codec):
    told = texts.notices(codec.read(query)[2])
    assert 1 <= len(told) <= texts.MAX_SENTENCES
    for sentence in told:
        assert len(sentence) <= 260
        assert not [c for c in sentence if category(c)[0] == "C" or category(c) in ("Zl", "Zp")]


def test_a_link_is_quoted_as_it_is_except_for_what_is_not_seen():
    told = texts.notices(link.read("view=%E2%80%AE*<b>*%00{key}%0A x")[2])
    assert told == ["view: '*<b>*{key} x' is not an option; 2d is used."]


@pytest.mark.parametrize("kind", get_args(DescentOutcomeKind))
def test_every_verdict_has_words(kind):
    text = texts.verdict(DescentOutcome(kind, 17, (1.5, -2.0), 0.0))
    assert text[0].isupper() and "{" not in text and not text.endswith(".")
    assert set(texts.VERDICTS) == set(get_args(DescentOutcomeKind))


def test_every_way_of_looking_at_a_race_has_a_name():
    options = {field: set(switch.options) for field, switch in SWITCHES.items()}
    named = {field: set(texts) for field, texts in texts.VIEW_OPTIONS.items()}
    assert named == {field: of for field, of in options.items() if of != {False, True}}
    assert texts.VIEW.keys() == named.keys()

"""The editions of the promise: their words never change, and the rules that run are held against them."""

from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

import concordat.surveys
from concordat.smallsample import bands, clamps, disclosure
from concordat.surveys.rules import comments, promise, release, themes

TEMPLATES = Path(concordat.surveys.__file__).parent / "templates"
# What was promised to people stays as they read it: whoever changes a word writes a new edition.
MADE = {
    "2026-2": ("054fb09c412b77cc", "c13a73d3330be76b"),
    "2026-3": ("f861afabb8a98bb9", "b97e26a1ce408a6b"),
}


@pytest.mark.parametrize("edition", promise.EDITIONS)
def test_the_words_of_an_edition_never_change(edition):
    words = promise.words(edition)
    digests = [
        sha256((TEMPLATES / name).read_bytes()).hexdigest()[:16] for name in (words.promise, words.limits)
    ]
    assert tuple(digests) == MADE[edition]


def test_the_newest_edition_is_among_them_and_is_kept():
    assert promise.EDITION in promise.EDITIONS
    assert promise.shortfalls(promise.EDITION) == ()
    promise.see_that_it_is_kept(promise.EDITION)


def test_the_rules_as_they_run_do_what_the_newest_edition_says():
    assert promise.as_it_runs() == promise.EDITIONS[promise.EDITION]


def test_the_numbers_stand_in_the_words():
    words = (TEMPLATES / promise.words("2026-2").promise).read_text()
    terms = promise.EDITIONS["2026-2"]
    for said in (
        f"A score needs at least {terms.score} answers, and a “how often” figure at least {terms.bands}.",
        f"if at least {terms.answered} people on your side answered and at least {terms.wrote} of them wrote",
        f"Only themes that at least {terms.behind} people wrote of are told",
    ):
        assert said in words


def test_the_newest_limits_tell_of_one_who_joins_or_leaves():
    assert (
        "only one or two people join or leave"
        in (TEMPLATES / promise.words(promise.EDITION).limits).read_text()
    )


CHANGED = [
    (disclosure, "MEAN_FLOOR", 3, "A score is shown"),
    (disclosure, "BAND_FLOOR", 5, "A “how often” figure"),
    (release, "MEAN_FLOOR", 2, "enough of it replied"),
    (release, "ATOM_FLOOR", 2, "enough people were asked"),
    (disclosure, "clamp", lambda *, n: clamps.Clamp(Fraction(1), Fraction(10)), "shown as a limit"),
    (bands, "few", lambda *, n: 0, "told apart from nobody"),
    (comments, "ANSWERS_NEEDED", 4, "enough of a side answered"),
    (comments, "COMMENTS_NEEDED", 1, "enough wrote one"),
    (comments, "KEPT_FOR", timedelta(days=400), "destroyed after so many days"),
    (themes, "FLOORS", (1, 3, 5), "enough wrote of it"),
]


@pytest.mark.parametrize(("where", "name", "value", "told"), CHANGED, ids=[name for _w, name, *_r in CHANGED])
def test_a_rule_that_keeps_less_is_noticed_wherever_it_was_changed(monkeypatch, where, name, value, told):
    for each in (where, clamps, bands):  # as a changed program would: wherever the number is read
        if where is disclosure and isinstance(value, int) and hasattr(each, name):
            monkeypatch.setattr(each, name, value)
    monkeypatch.setattr(where, name, value)
    found = promise.shortfalls("2026-2")
    assert any(told in each for each in found), found
    with pytest.raises(promise.LessThanPromised) as less:
        promise.see_that_it_is_kept("2026-2")
    assert less.value.problems[-1] == promise.WHAT_TO_DO


def test_keeping_more_than_was_promised_is_no_fault(monkeypatch):
    monkeypatch.setattr(disclosure, "MEAN_FLOOR", 8)
    monkeypatch.setattr(comments, "COMMENTS_NEEDED", 9)
    monkeypatch.setattr(comments, "KEPT_FOR", timedelta(days=10))
    assert promise.shortfalls("2026-2") == ()


def test_an_edition_that_this_version_does_not_know_is_not_taken_on_trust():
    (told,) = promise.shortfalls("2031-1")
    assert "does not know" in told
    assert promise.words("2031-1").promise == "surveys/promises/unknown.html"

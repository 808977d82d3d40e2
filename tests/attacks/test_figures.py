"""What can be read off the figures themselves: attacks A7 to A13.

Each has a second test, `…_is_seen`, with the defence taken away. The searches behind the rules stand in
`tests/smallsample/test_proofs.py`, and random councils in `test_attacker.py`: here is each attack as somebody
would make it.
"""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from benchmarks.attacker.solving import Fact, ratings_open, tallies, totals
from concordat.papers.data import to_csv
from concordat.papers.html import to_html
from concordat.smallsample import disclosure, trend
from concordat.smallsample.bands import heads
from concordat.smallsample.clamps import Clamp, half_up, insiders
from concordat.smallsample.disclosure import release_bands, release_mean
from concordat.surveys.rules import data, release
from concordat.surveys.rules.instrument import SHORT_FORM, Side
from concordat.surveys.rules.paper import paper
from concordat.surveys.rules.release import Atom, NotAtoms
from tests.surveys.rules.counted import counts, released

SIZES = (5, 6, 7, 9, 10, 12, 19, 20, 33, 44, 60)


def tally(*answers: int) -> list[int]:
    given = Counter(answers)
    return [given[rating] for rating in range(1, 11)]


def shown(*answers: int) -> str:
    return release_mean(counts=tally(*answers), invited=len(answers)).shown


def left_open(answers: list[int], own: list[int]) -> list[int]:
    return ratings_open(fact(len(answers), shown(*answers)), own)


def fact(n: int, words: str) -> Fact:
    return Fact(0, "", "H1", n, sums=tuple(totals(words, n)))


@pytest.fixture
def no_ends(monkeypatch):
    """Scores as they would be without the ends of the scale cut off."""
    monkeypatch.setattr(disclosure, "clamp", lambda *, n: Clamp(Fraction(1), Fraction(10)))


# ---------------------------------------------------------------------------------- A7: total minus part


def overlapping():
    return released(
        Atom("officers", Side.OFFICERS, 10, 10),
        Atom("officers but one", Side.OFFICERS, 9, 9),
        around={"officers": 7, "officers but one": 7},
    )


def test_a07_there_is_no_total_from_which_a_part_could_be_taken():
    """Seen to fail: with two whole sides and a total over one of them let through, in the test below."""
    told = released(
        Atom("councillors", Side.COUNCILLORS, 30, 25),
        Atom("officers: Finance", Side.OFFICERS, 12, 10),
        Atom("officers: everyone else", Side.OFFICERS, 40, 30),
        around={"councillors": 8, "officers: Finance": 6, "officers: everyone else": 7},
    )
    named = {figure.atom for figure in told.items} | {
        score.atom for d in told.dimensions for score in d.scores
    }
    assert named == {"councillors", "officers: Finance", "officers: everyone else"}
    assert (told.headline.officers, told.headline.gap) == (None, None)


def test_a07_is_seen_with_a_total_beside_its_part():
    """Nine officers, and the same nine with one more: subtracted, some tenth answer stands alone."""
    worst = 10
    for part, nine in ((s, totals(s, 9)) for s in {shown_of(t, 9) for t in range(9, 91)}):
        for ten in {totals(s, 10) for s in {shown_of(t, 10) for t in range(10, 101)}}:
            answers = [a for a in range(1, 11) if any(t + a in ten for t in nine)]
            worst = min(worst, len(answers) or 10)
        assert part
    assert worst == 1


def shown_of(total: int, n: int) -> str:
    each, more = divmod(total, n)
    return shown(*(each + (place < more) for place in range(n)))


def test_a07_a_third_group_that_overlaps_is_refused():
    with pytest.raises(NotAtoms):
        released(
            Atom("councillors", Side.COUNCILLORS, 10, 10),
            Atom("councillors: all", Side.COUNCILLORS, 20, 20),
            Atom("officers", Side.OFFICERS, 10, 10),
            Atom("officers: all", Side.OFFICERS, 20, 20),
            around={"councillors": 7, "councillors: all": 7, "officers": 7, "officers: all": 7},
        )


# ------------------------------------------------------------- A8: one who left, and one who came, since


def two_waves(changed: int):
    def of(answers):
        told = counts(
            [Atom("councillors", Side.COUNCILLORS, len(answers), len(answers))],
            around={"councillors": 7},
            items=SHORT_FORM,
        )
        return told | {("councillors", "H1"): tally(*answers)}

    everyone = [9, 9, 8, 8, 8, 7, 7, 7, 6, 1]
    before = released(Atom("councillors", Side.COUNCILLORS, 10, 10), counts=of(everyone), items=SHORT_FORM)
    return released(
        Atom("councillors", Side.COUNCILLORS, 9, 9),
        counts=of(everyone[:-1]),
        items=SHORT_FORM,
        previous=before,
        roster_changed_by={"councillors": changed},
    )


def told_of_change(now) -> list[tuple[float | None, float | None]]:
    return [(change.change, change.margin) for change in now.changes]


def test_a08_between_a_leaver_and_a_joiner_the_report_draws_no_figure():
    """Seen to fail: with the wave guard off, in the test below."""
    for changed in (1, 2):
        now = two_waves(changed)
        assert now.changes
        assert set(told_of_change(now)) == {(None, None)}


def test_a08_is_seen_without_the_wave_guard(monkeypatch):
    monkeypatch.setattr(trend, "GUARDED_CHANGES", ())
    assert set(told_of_change(two_waves(1))) != {(None, None)}


def test_a08_a_leaver_keeps_many_answers_even_if_all_others_are_known_to_have_stood_still():
    """More than was promised: the two scores side by side, and nobody else has changed their mind.

    Over every outcome of ten people and then nine, more than four answers stay possible on average, and in
    the worst case one (`docs/method/attacks.md` says so). With exact scores it would always be one.
    """
    left, exact = [], []
    for total in range(20, 91):
        for answer in range(1, 11):
            ten, nine = totals(shown_of(total, 10), 10), None
            if not 9 <= total - answer <= 90:
                continue
            nine = totals(shown_of(total - answer, 9), 9)
            left.append(sum(any(t - a in nine for t in ten) for a in range(1, 11)))
            exact.append(sum(total - a == total - answer for a in range(1, 11)))
    assert sum(left) / len(left) > 4
    assert set(exact) == {1}


def one_left_of(shown_before, shown_after, totals_after, answers) -> tuple[float, float]:
    """The shares of all outcomes in which one answer, and fewer than four, stay possible for the leaver."""
    told: dict[object, list[object]] = {}
    for total in totals_after:
        for answer in answers:
            told.setdefault((shown_before(total, answer), shown_after(total)), []).append(answer)
    cases = sum(len(each) for each in told.values())
    return tuple(
        sum(len(each) for each in told.values() if len(set(each)) < fewer) / cases for fewer in (2, 4)
    )


def scores_of_a_leaver(n: int) -> tuple[float, float]:
    before, after = ({total: shown_of(total, of) for total in range(of, 10 * of + 1)} for of in (n, n - 1))
    return one_left_of(lambda total, answer: before[total + answer], after.__getitem__, after, range(1, 11))


def bands_of_a_leaver(n: int) -> float:
    def told_with(counts, band):
        return told([count + (place == band) for place, count in enumerate(counts)], n)

    def told(counts, of):
        return tuple(heads(count=count, n=of) for count in counts)

    counts = [(a, b, n - 1 - a - b) for a in range(n) for b in range(n - a)]
    return one_left_of(told_with, lambda each: told(each, n - 1), counts, range(3))[0]


def test_a08_what_two_reports_tell_of_a_leaver_where_all_others_stood_still_is_as_told():
    """It is not stopped; `docs/method/attacks.md` says how often it happens, and here is counted."""
    alone, few = zip(*(scores_of_a_leaver(n) for n in (6, 8, 10, 12, 15, 20, 30, 44)), strict=True)
    assert 0.007 < min(alone) < max(alone) < 0.030
    assert 0.10 < min(few) < max(few) < 0.43
    bands = [bands_of_a_leaver(n) for n in (11, 12, 15, 20, 21, 30, 44)]
    assert 1 / 8 < min(bands) < max(bands) < 1 / 5


# --------------------------------------------------------------------------- A9: unanimity, and extremes


def unanimous() -> list[int]:
    return [len(left_open([said] * n, [said] * insiders(n=n))) for n in SIZES for said in (1, 10, 9, 2)]


def test_a09_when_all_say_the_same_nobody_can_be_sure_of_it():
    """Seen to fail: without the ends of the scale cut off, in the test below."""
    assert min(unanimous()) >= 4


def test_a09_is_seen_without_the_ends_cut_off(no_ends):
    answers = ratings_open(fact(9, shown(*[10] * 9)), [10])
    assert shown(*[10] * 9) == "10.0"
    assert len(answers) < 4


# ------------------------------------------------------------------ A10: insiders and their own answers


def beside(answers: list[int]) -> int:
    own = insiders(n=len(answers))
    return min(
        len(left_open(answers, sorted(answers)[:own])), len(left_open(answers, sorted(answers)[-own:]))
    )


SPREAD = [
    [10, 10, 10, 10, 1],
    [1, 1, 1, 1, 10],
    [10] * 8 + [1],
    [1] * 9 + [10, 10],
    [10] * 19 + [1],
    [5] * 20,
    [1, 10] * 15,
    [10] * 43 + [1],
]


@pytest.mark.parametrize("answers", SPREAD, ids=repr)
def test_a10_an_insider_and_from_twenty_two_learn_nothing_certain(answers):
    """Seen to fail: with one decimal place, in the test below."""
    assert beside(answers) >= 4


def test_a10_is_seen_with_one_decimal_place():
    n, answers = 5, [10, 10, 10, 10, 1]
    mean = half_up(Fraction(sum(answers), n), to=Fraction(1, 10))
    possible = [t for t in range(n, 10 * n + 1) if half_up(Fraction(t, n), to=Fraction(1, 10)) == mean]
    left = {a for a in range(1, 11) for t in possible if 3 <= t - 1 - a <= 30}
    assert left == {10}


# ------------------------------------------------------------------------ A11: a mean times its number


@pytest.mark.parametrize("n", SIZES)
def test_a11_a_mean_times_its_number_is_no_whole_number_of_anything(n):
    """Seen to fail: with two decimals, as councils print them, below."""
    for total in range(n, 10 * n + 1):
        assert len(totals(shown_of(total, n), n)) >= 2


def test_a11_is_seen_with_two_decimals():
    """Northampton's 7.73 of eleven can only be a total of 85."""
    assert [t for t in range(11, 111) if round(t / 11, 2) == 7.73] == [85]


# ------------------------------------------------------------------------ A12: from per cent to heads


def everything_of(told) -> str:
    sheets = "".join(to_csv(sheet) for sheet in data.sheets(told).values())
    return sheets + to_html(paper(told, committee="Standards", date=date(2026, 11, 22)))


def per_cents(words: str) -> list[str]:
    """Per cents that are figures about people: those of a style sheet, or of a margin's odds, are none."""
    body = re.sub(r"<style.*?</style>|<svg.*?</svg>", "", words, flags=re.S)
    return [
        each for each in re.findall(r"[^.;>]{0,60}\b\d+(?:\.\d+)?\s?(?:%|per cent)", body) if "95" not in each
    ]


def test_a12_no_figure_is_a_per_cent_that_could_be_turned_into_heads():
    """Seen to fail: below, where six per cent of seventeen are one officer."""
    told = released(Atom("councillors", Side.COUNCILLORS, 20, 17), Atom("officers", Side.OFFICERS, 30, 17))
    bands = [band.shown for figure in told.items for band in figure.bands or ()]
    assert bands
    assert not [band for band in bands if "%" in band]
    assert per_cents(everything_of(told)) == []


def test_a12_is_seen_with_per_cents():
    assert [heads for heads in range(18) if round(100 * heads / 17) == 6] == [1]
    told = release_bands(counts=[1, 8, 8], invited=17)
    first = tallies(frozenset((f"band {n}", band.shown) for n, band in enumerate(told.bands, 1)), 17)
    assert {possible[0] for possible in first} == {0, 1}


# --------------------------------------------------------------- A13: what was suppressed, and why not


def below_the_floor() -> set[str]:
    """What is published of three officers and of a question that four answered, whatever they said."""
    seen = set()
    for low, high in ((1, 1), (10, 10), (1, 10)):
        few = Atom("officers", Side.OFFICERS, 30, 4)
        many = Atom("councillors", Side.COUNCILLORS, 30, 12)
        told = counts([many, few], around={"councillors": 7, "officers": low}, items=SHORT_FORM)
        told[("councillors", "H3")] = tally(low, low, high)
        seen.add(json.dumps(released(many, few, counts=told, items=SHORT_FORM).as_json()))
    told[("councillors", "H3")] = tally(low, low, high, high)
    seen.add(json.dumps(released(many, few, counts=told, items=SHORT_FORM).as_json()))
    return seen


def test_a13_what_is_not_shown_is_the_same_whatever_it_was_and_however_many():
    """Seen to fail: with the number of answers told of what is not shown, in the test below."""
    assert len(below_the_floor()) == 1


def test_a13_is_seen_when_the_number_is_told(monkeypatch):
    real = release.release_mean

    def telling(*, counts, **words):
        return replace(real(counts=counts, **words), n=sum(counts))

    monkeypatch.setattr(release, "release_mean", telling)
    assert len(below_the_floor()) > 1

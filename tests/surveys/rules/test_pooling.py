"""Pools: five councils and five people at least, no council most of it, nobody asked twice, the guard."""

from dataclasses import asdict
from datetime import date

import pytest

from concordat.smallsample.cautions import Caution
from concordat.surveys.rules.instrument import SHORT_FORM, Shape
from concordat.surveys.rules.paper import paper as written
from concordat.surveys.rules.pooled import pooled
from concordat.surveys.rules.pooling import POOLED, draw_up, is_guarded, obstacles
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.roster import Someone
from tests.surveys.rules.counted import bands, ratings, released

PARISHES = ("ash", "beck", "crow", "dale", "elm", "fern")


def officer(number, *, side="officers"):
    return Someone(number, side, f"Person {number:03}", f"p{number}@x.example")


def councils(*sizes):
    found, next_one = {}, 0
    for address, size in zip(PARISHES, sizes, strict=False):
        found[address] = [officer(next_one + n) for n in range(size)]
        next_one += size
    return found


@pytest.mark.parametrize(
    ("sizes", "asked"),
    [
        ((1, 1, 1, 1, 1), True),
        ((1, 1, 1, 1), False),
        ((3, 3, 3, 3), False),
        ((1, 1, 1, 1, 0), False),
        ((4, 1, 1, 1, 1), True),
        ((5, 1, 1, 1, 1), False),
    ],
)
def test_five_councils_five_people_and_none_with_more_than_half(sizes, asked):
    standing = draw_up(councils(*sizes), besides=())
    assert standing.is_asked is asked
    assert bool(standing.everyone) is asked
    assert bool(obstacles(standing)) is not asked


def test_what_stands_in_the_way_names_no_council():
    said = " ".join(
        word
        for sizes in ((1, 1), (5, 1, 1, 1, 1))
        for word in obstacles(draw_up(councils(*sizes), besides=()))
    )
    assert not any(address in said for address in PARISHES)


def test_only_officers_are_pooled_and_whoever_works_for_two_councils_is_asked_once():
    shared = officer(1)
    found = draw_up(
        {"ash": [shared, officer(2)], "beck": [shared, officer(3), officer(4, side="councillors")]},
        besides=(),
    )
    assert [line.office for line in found.lines["ash"]] == [1, 2]
    assert [line.office for line in found.lines["beck"]] == [3]


def test_whoever_is_asked_by_the_host_anyway_is_not_asked_again():
    found = draw_up(councils(2), besides=["p0@x.example"])
    assert [line.email for line in found.lines["ash"]] == ["p1@x.example"]


@pytest.mark.parametrize(
    ("then", "now", "guarded"),
    [
        ({1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, False),
        ({1, 2, 3, 4, 5}, {1, 2, 3, 4, 5, 6}, True),
        ({1, 2, 3, 4, 5}, {1, 2, 3, 4, 6}, True),
        ({1, 2, 3, 4, 5}, {1, 2, 3, 6, 7}, False),
    ],
)
def test_one_or_two_councils_that_join_or_leave_are_guarded(then, now, guarded):
    assert is_guarded(then, now) is guarded


def pool(level=6, *, n=24, **more):
    counts = {
        (POOLED, item.id): ratings(n, around=level) if item.shape is Shape.RATING else bands(n)
        for item in SHORT_FORM
    }
    told = {"council": "Host", "wave": "W", "councils": 7, "invited": n + 2, "answered": n}
    return pooled(**told, items=SHORT_FORM, counts=counts, **more)


def test_when_a_council_joins_the_change_is_a_word_whatever_the_numbers():
    """Attack A20: of 24 people the guard for names would long have let go; that for councils does not."""
    before = pool(6)
    unguarded = {change.id: change for change in pool(8, previous=before, roster_changed_by=5).changes}
    guarded = {
        change.id: change for change in pool(8, previous=before, roster_changed_by=5, guarded=True).changes
    }
    assert unguarded["H1"].change == 2.0
    assert (guarded["H1"].word, guarded["H1"].change, guarded["H1"].margin) == ("better", None, None)
    assert Caution.ROSTER_CHANGED in guarded["H1"].cautions
    assert all(change.change is None for change in guarded.values())


def test_a_pool_is_no_part_of_any_gap_and_moves_no_figure_of_the_sides():
    alone, beside = released(items=SHORT_FORM), released(items=SHORT_FORM, pooled=pool())
    one, other = asdict(alone), asdict(beside)
    assert one.pop("pooled") is None
    assert other.pop("pooled") is not None
    assert one == other
    assert Release.from_json(beside.as_json()) == beside


def test_a_pool_of_too_few_answers_shows_nothing():
    told = pool(n=4)
    assert not told.reply.reportable
    assert {figure.shown for figure in told.items} == {"not shown"}


def test_the_paper_tells_of_the_pool_by_the_number_of_its_councils_alone():
    release = released(items=SHORT_FORM, pooled=pool())
    (section,) = (
        section
        for section in written(release, committee="x", date=date(2026, 10, 1)).body
        if section.heading == "Officers of 7 parishes"
    )
    assert "24 of 26 replied" in section.blocks[0].words
    assert not any("councillors" in said for said in release.pooled.cautions)

"""Attacks on what only few have in common: A16, A20 and A22, as somebody would make them.

Each has a second test, `…_is_seen`, with the defence taken away.
"""

import json
from fractions import Fraction

from concordat.smallsample import disclosure
from concordat.smallsample.clamps import Clamp
from concordat.surveys.rules import pooling, release, stages
from concordat.surveys.rules.identifying import Known, Why, identifying
from concordat.surveys.rules.instrument import SHORT_FORM, Side
from concordat.surveys.rules.pooled import pooled
from concordat.surveys.rules.pooling import POOLED, Standing
from concordat.surveys.rules.release import Atom
from concordat.surveys.rules.roster import Line
from tests.attacks.test_figures import everything_of, tally
from tests.surveys.rules.counted import counts, released

# ------------------------------------------------------------------------ A16: a post that one person holds


def test_a16_a_part_of_one_person_is_not_asked():
    """The section 151 officer as a group of one, or of four. Seen to fail: with a floor of one, below."""
    assert [size for size in range(1, 8) if stages.is_asked(size)] == [5, 6, 7]


def test_a16_is_seen_with_a_floor_of_one(monkeypatch):
    monkeypatch.setattr(stages, "ATOM_FLOOR", 1)
    assert stages.is_asked(1)


KNOWN = Known(posts=("section 151 officer", "monitoring officer", "clerk"))


def test_a16_whoever_names_a_post_of_their_own_in_a_comment_is_warned():
    """Seen to fail: where the posts are not known, below."""
    for words in (
        "As s151 I was not asked.",
        "The monitoring officer’s advice is ignored.",
        "I told the clerk.",
    ):
        assert {mark.why for mark in identifying(words, known=KNOWN)} >= {Why.POST}


def test_a16_is_seen_where_no_posts_are_known():
    assert Why.POST not in {mark.why for mark in identifying("As s151 I was not asked.", known=Known())}


# ------------------------------------------------------------- A20: a council that joins a pool, or leaves


def parishes(number: int, each: int = 2) -> Standing:
    return Standing(
        {
            f"parish-{p}": tuple(
                Line(POOLED, f"Clerk {p}.{n}", f"c{n}@p{p}.example", 10 * p + n) for n in range(each)
            )
            for p in range(number)
        }
    )


def test_a20_fewer_than_five_councils_are_not_pooled():
    """Seen to fail: with a floor of one council, in the test below."""
    assert [number for number in range(1, 8) if parishes(number).is_asked] == [5, 6, 7]


def test_a20_is_seen_with_a_pool_of_one(monkeypatch):
    monkeypatch.setattr(pooling, "COUNCILS_FLOOR", 1)
    monkeypatch.setattr(pooling, "LARGEST_PART", 0)
    assert parishes(3).is_asked


def pool_of(councils: int, around: int, *, previous=None, guarded: bool = False):
    atom = Atom(POOLED, Side.OFFICERS, 4 * councils, 4 * councils)
    told = counts([atom], around={POOLED: around}, items=SHORT_FORM)
    return pooled(
        council="County",
        wave="Autumn",
        councils=councils,
        invited=atom.invited,
        answered=atom.answered,
        items=SHORT_FORM,
        counts=told,
        previous=previous,
        roster_changed_by=4 if previous else 0,
        guarded=guarded,
    )


def test_a20_when_one_council_joins_or_leaves_no_figure_tells_of_the_change():
    """Seen to fail: without the guard for councils, below: four names changed, so that for names is off."""
    guarded = pooling.is_guarded(range(6), range(5))
    now = pool_of(5, 6, previous=pool_of(6, 7), guarded=guarded)
    assert now.changes
    assert {change.change for change in now.changes} == {None}


def test_a20_is_seen_without_the_guard():
    now = pool_of(5, 6, previous=pool_of(6, 7), guarded=False)
    assert {change.change for change in now.changes} != {None}


# --------------------------------------------------- A22: a second health check that one person answers


def second_wave(said: int) -> str:
    first = released(Atom("councillors", Side.COUNCILLORS, 12, 12), items=SHORT_FORM)
    alone = Atom("councillors", Side.COUNCILLORS, 12, 1)
    told = counts([alone], around={"councillors": said}, items=SHORT_FORM)
    told = {(name, item): (tally(said) if len(each) == 10 else each) for (name, item), each in told.items()}
    now = released(alone, counts=told, items=SHORT_FORM, previous=first)
    return json.dumps(now.as_json()) + everything_of(now)


def test_a22_the_only_one_who_answers_a_second_health_check_tells_nothing():
    """Seen to fail: with a floor of one answer, in the test below."""
    assert len({second_wave(said) for said in range(1, 11)}) == 1


def test_a22_is_seen_with_a_floor_of_one(monkeypatch):
    monkeypatch.setattr(release, "MEAN_FLOOR", 1)
    monkeypatch.setattr(disclosure, "MEAN_FLOOR", 1)
    monkeypatch.setattr(disclosure, "step", lambda *, n: Fraction(1, 2))
    monkeypatch.setattr(disclosure, "clamp", lambda *, n: Clamp(Fraction(1), Fraction(10)))
    assert len({second_wave(said) for said in (1, 5, 10)}) == 3

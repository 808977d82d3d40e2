"""The guide for the joint meeting, and what was promised there."""

import re
from dataclasses import replace
from datetime import date

from concordat.papers.document import Table
from concordat.surveys.rules import guide, promised
from concordat.surveys.rules.instrument import SHORT_FORM
from concordat.surveys.rules.paper import paper
from concordat.surveys.rules.promised import Promised, PromisedBy
from concordat.surveys.rules.release import Atom, Release
from tests.surveys.rules.counted import COUNCILLORS, OFFICERS, counts, ratings, released

TINY = (Atom("councillors", "councillors", 4, 4), Atom("officers", "officers", 2, 2))
LATE = Promised("Reply within five days", PromisedBy.OFFICERS, "2026-03-01", after="Autumn 2025")
KEPT = Promised("Brief before reports", PromisedBy.BOTH, "2026-02-01", "2026-01-20", "Autumn 2025")


def test_the_guide_asks_by_gap_and_takes_no_side():
    asked = guide.questions(released())
    assert len(asked) >= 6
    assert all("?" in question for question in asked)
    said = " ".join((*guide.OPENING, *guide.GROUND_RULES, *asked))
    assert not re.search(r"\b(blame|fault|wrong|guilty|must)", said, re.IGNORECASE)


def test_it_begins_with_what_both_sides_rate_well_and_alike():
    told = counts((COUNCILLORS, OFFICERS), around={"councillors": 8, "officers": 4})
    told["officers", "A3"] = ratings(120, around=8)
    found = guide.guide(released(counts=told))
    assert found.agreed == ("“Saying what needs saying”: councillors say 8.0, officers 8.0.",)
    assert "“Saying what needs saying”" not in " ".join(found.questions)


def test_where_nothing_may_be_shown_the_guide_names_no_figure():
    found = guide.guide(released(*TINY, items=SHORT_FORM))
    assert not re.search(r"\d", " ".join((*found.agreed, *found.questions)))


def test_the_printed_guide_has_room_for_promises():
    written = guide.paper(guide.guide(released()), committee="Standards", date=date(2026, 11, 1))
    assert [section.heading for section in written.body] == [
        "Opening",
        "Ground rules",
        "What both sides agree on first",
        "Where the two sides see it differently",
        "To end with",
        "What we promise each other",
    ]
    (table,) = (block for block in written.body[-1].blocks if isinstance(block, Table))
    assert len(table.rows) == guide.ROOM
    assert table.head == ("Number", "What", "Which side", "By when")


def test_what_was_promised_stands_in_the_paper_as_it_stood_on_the_day_of_the_release():
    release = replace(released(), promised=promised.in_order([KEPT, LATE]))
    assert Release.from_json(release.as_json()) == release
    section = next(
        section
        for section in paper(release, committee="Standards", date=date(2026, 10, 1)).body
        if section.heading == "What was promised last time"
    )
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert table.rows == (
        ("Reply within five days", "Officers", "1 March 2026", "Not yet, and late"),
        ("Brief before reports", "Both sides", "1 February 2026", "Kept"),
    )
    assert "not a finding" in section.blocks[0].words


def test_a_promise_is_late_only_after_its_day():
    assert LATE.standing(on=date(2026, 3, 1)) == "not yet"
    assert LATE.standing(on=date(2026, 3, 2)) == "not yet, and late"

"""Health checks side by side: only what was published, new lines where words changed, marks in between."""

import json
from dataclasses import replace
from datetime import date

import pytest

from concordat.smallsample.cautions import Caution
from concordat.surveys.rules import course, timeline, trend_drawings, trend_paper, trends
from concordat.surveys.rules.course import Occasion
from concordat.surveys.rules.instrument import INSTRUMENT, SHORT_FORM
from concordat.surveys.rules.release import Atom
from concordat.surveys.rules.trends import Past
from tests.surveys.rules.counted import COUNCILLORS, OFFICERS, released

SMALL = (Atom("councillors", "councillors", 12, 12), Atom("officers", "officers", 12, 11))


def past(release, *, year=2026, changed_by=None):
    days = {"last_day": date(year, 10, 1), "published_on": date(year, 10, 5)}
    return Past(f"Autumn {year}", release=release, changed_by=changed_by or {}, committee="Standards", **days)


def two(first, second, *, changed_by=None, marks=()):
    return trends.trends([past(first, year=2025), past(second, changed_by=changed_by)], marks=marks)


def line(found, name, atom="councillors"):
    every = (*found.topics, *found.questions)
    return next(each for each in every if each.id == name and each.atom == atom)


def test_every_figure_of_a_trend_was_published_and_none_is_left_out():
    first, second = released(), released(around={"councillors": 6, "officers": 7})
    found = two(first, second)
    for place, release in enumerate((first, second)):
        told = [each.steps[place].figure for each in found.questions]
        assert sorted(map(repr, told)) == sorted(map(repr, release.items))
        topics = [each.steps[place].figure for each in found.topics]
        assert topics == [score for dimension in release.dimensions for score in dimension.scores]


def test_a_change_beyond_its_margin_is_worse_and_one_within_it_similar():
    found = two(released(), released(around={"councillors": 5, "officers": 6}))
    assert line(found, "H1").steps[1].word == "worse"
    assert line(found, "H1").steps[1].change == -3.0
    assert line(found, "H1", "officers").steps[1].word == "similar"
    assert line(found, "Trust and respect").steps[1].word == "worse"


@pytest.mark.parametrize("names", [1, 2])
def test_the_wave_guard_leaves_a_word_and_no_figure_for_questions_and_topics(names):
    before, after = (released(*SMALL, around={"councillors": level, "officers": 6}) for level in (6, 8))
    guarded = two(before, after, changed_by={"councillors": names})
    for name in ("H1", "Trust and respect"):
        step = line(guarded, name).steps[1]
        assert (step.word, step.change, step.margin) == ("better", None, None)
        assert Caution.ROSTER_CHANGED in step.cautions
    assert line(two(before, after), "H1").steps[1].change == 2.0
    rows = [row for each in guarded.questions for row in trend_paper.changes(each, guarded)]
    assert all(row[3] == "not told" for row in rows if row[0].endswith(": councillors"))


def reworded(release):
    """The same figures of a question that was asked in other words."""
    items = tuple(
        replace(figure, wording="other words") if figure.id == "T1" else figure for figure in release.items
    )
    return replace(release, items=items)


def test_other_words_begin_a_new_line_and_nothing_is_compared_across_it():
    found = two(released(), reworded(released()))
    step = line(found, "T1").steps[1]
    assert step.begins
    assert step.word is None
    assert step.change is None
    assert not line(found, "T2").steps[1].begins
    # The topic is made of other questions now, so it is another figure too.
    assert line(found, "Trust and respect").steps[1].begins
    assert not line(found, "Roles and boundaries").steps[1].begins
    drawn = trend_drawings.questions(found, dimension="Trust and respect")
    same = trend_drawings.questions(two(released(), released()), dimension="Trust and respect")
    assert drawn.svg.count("L") < same.svg.count("L")


def test_a_question_that_was_left_out_once_is_compared_only_with_the_one_just_before():
    waves = [released(), released(items=SHORT_FORM), released()]
    found = trends.trends([past(each, year=2024 + place) for place, each in enumerate(waves)])
    asked = [step.figure is not None for step in line(found, "T2").steps]
    assert asked == [True, False, True]
    assert [step.word for step in line(found, "T2").steps] == [None, None, None]
    assert [step.word for step in line(found, "H1").steps] == [None, "similar", "similar"]


def test_a_side_in_parts_is_told_part_by_part_and_never_drawn_as_a_whole():
    parts = (Atom("councillors: cabinet member", "councillors", 9, 8), *SMALL[1:])
    parts = (*parts, Atom("councillors: others", "councillors", 30, 20))
    level = {atom.name: 6 for atom in parts}
    found = two(released(*SMALL, around={"councillors": 6, "officers": 6}), released(*parts, around=level))
    assert line(found, "H1").steps[1].figure is None
    assert line(found, "H1", "councillors: others").steps[1].word is None
    chart = trend_drawings.topics(found)
    told = {row[1]: row[2] for row in chart.rows if row[0].startswith("The working")}
    assert told["Autumn 2026"] == "not shown"
    assert told["Autumn 2025"] == "6.0"


# ----------------------------------------------------------------------------------- what happened between


def test_an_election_is_marked_between_the_health_checks_on_either_side_of_it():
    occasions = [
        Occasion(date(2024, 5, 2), "before everything"),
        Occasion(date(2026, 5, 7), "Election (whole council)"),
        Occasion(date(2026, 5, 20), "Control: from A to B"),
        Occasion(date(2026, 11, 1), "since the last"),
    ]
    marks = course.marks(occasions, last_days=[date(2025, 10, 1), date(2026, 10, 1)])
    assert [(mark.letter, mark.before, len(mark.occasions)) for mark in marks] == [("A", 1, 2), ("B", 2, 1)]
    chart = trend_drawings.topics(two(released(), released(), marks=marks))
    assert ">A</text>" in chart.svg
    assert ">B</text>" not in chart.svg


def test_what_happened_while_one_was_open_counts_as_before_the_next():
    marks = course.marks([Occasion(date(2025, 9, 30), "x")], last_days=[date(2025, 10, 1)])
    assert marks == ()


def test_only_a_change_of_control_is_a_change():
    spells = [(date(2023, 5, 4), "Labour"), (date(2019, 5, 2), "Labour"), (date(2024, 5, 2), "Green")]
    (told,) = course.changes(spells, words="Control: from {before} to {now}")
    assert (told.on, told.words) == (date(2024, 5, 2), "Control: from Labour to Green")


@pytest.mark.parametrize(("year", "day"), [(2025, 1), (2026, 7), (2027, 6), (2031, 1)])
def test_the_ordinary_day_of_election_is_the_first_thursday_in_may(year, day):
    on = course.ordinary_day_of_election(year)
    assert (on.month, on.day, on.strftime("%A")) == (5, day, "Thursday")


# ------------------------------------------------------------------------------------- the culture timeline


def test_the_timeline_has_a_bar_for_each_group_and_year_and_its_words_in_a_table():
    marks = course.marks(
        [Occasion(date(2026, 5, 7), "Election")], last_days=[date(2025, 10, 1), date(2026, 10, 1)]
    )
    chart = timeline.through_the_years(two(released(), released(), marks=marks))
    assert [row[:2] for row in chart.rows] == [
        ("Councillors", "Autumn 2025"),
        ("Councillors", "Autumn 2026"),
        ("Officers", "Autumn 2025"),
        ("Officers", "Autumn 2026"),
    ]
    assert chart.head[2:] == next(item.bands for item in INSTRUMENT if item.id == timeline.BALANCE)
    assert "Between Autumn 2025 and Autumn 2026: Election, 7 May 2026." in chart.description


def test_the_timeline_begins_anew_where_the_question_was_reworded():
    second = released()
    items = tuple(
        replace(figure, wording="x") if figure.id == timeline.BALANCE else figure for figure in second.items
    )
    chart = timeline.through_the_years(two(released(), replace(second, items=items)))
    assert {row[1] for row in chart.rows} == {"Autumn 2026"}


def test_where_no_bar_may_be_shown_there_is_no_timeline():
    tiny = released(*(replace(atom, invited=8, answered=8) for atom in (COUNCILLORS, OFFICERS)))
    assert timeline.through_the_years(two(tiny, tiny)) is None
    assert timeline.now(tiny) is None


# ---------------------------------------------------------------------------------------------- the paper


def test_the_paper_and_the_data_say_what_the_charts_say():
    found = two(released(), released(around={"councillors": 5, "officers": 6}))
    sheet = trend_paper.figures(found)
    assert len(sheet.rows) == 2 * (len(found.topics) + len(found.questions))
    row = next(
        row for row in sheet.rows if row[1] == "Autumn 2026" and row[3] == "H1" and row[7] == "councillors"
    )
    told = dict(zip(sheet.head, row, strict=True))
    assert (told["Shown"], told["In a word"], told["Change"]) == ("5.0", "worse", -3.0)
    data = json.loads(trend_paper.as_json(found))
    assert data["waves"] == ["Autumn 2025", "Autumn 2026"]
    headings = [section.heading for section in trend_paper.paper(found).body]
    assert headings[0] == "Overall and topic by topic"
    assert "Where the balance has lain" in headings

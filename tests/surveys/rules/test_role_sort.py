"""Who does what: two bars for each task, and the gap in words beneath them."""

from datetime import date

from concordat.surveys.rules.instrument import INSTRUMENT
from concordat.surveys.rules.paper import paper
from concordat.surveys.rules.release import Atom
from concordat.surveys.rules.role_sort import gap, role_sort, widest_first
from tests.surveys.rules.counted import COUNCILLORS, OFFICERS, counts, released

TASKS = [item for item in INSTRUMENT if item.dimension == "Who does what"]


def apart(**differently):
    told = counts((COUNCILLORS, OFFICERS), around={"councillors": 7, "officers": 7})
    told |= {("officers", task): heads for task, heads in differently.items()}
    return released(counts=told)


def test_every_task_has_a_bar_for_each_side_and_its_gap():
    chart = role_sort(apart())
    assert [row[:2] for row in chart.rows[:2]] == [
        (chart.rows[0][0], "Councillors"),
        (chart.rows[0][0], "Officers"),
    ]
    assert len(chart.rows) == 2 * len(TASKS)
    assert chart.head == ("Task", "Side", *TASKS[0].bands, "Gap")
    assert all(row[-1] in chart.description for row in chart.rows)


def test_the_widest_difference_comes_first_and_is_named():
    release = apart(RG6=[0, 0, 120])
    (first, *_rest) = widest_first(release)
    assert first.id == "RG6"
    chart = role_sort(release)
    assert chart.rows[0][0] == "Choosing a supplier after tenders"
    assert "of every 100 people apart" in chart.rows[0][-1]
    assert chart.rows[0][-1] == gap(first)
    assert "may agree" in chart.rows[-1][-1]


def test_a_side_that_may_not_be_shown_is_said_not_to_be():
    few = (COUNCILLORS, Atom("officers", "officers", 9, 8))
    chart = role_sort(released(*few))
    told = {row[1]: row[2:5] for row in chart.rows}
    assert told["Officers"] == ("not shown",) * 3
    assert {row[-1] for row in chart.rows} == {"How far the sides are apart cannot be told."}
    assert role_sort(released(*(Atom(side, side, 9, 8) for side in ("councillors", "officers")))) is None


def test_the_picture_stands_in_the_paper():
    sections = {
        section.heading: section for section in paper(apart(), committee="x", date=date(2026, 10, 1)).body
    }
    (_words, *figures) = sections["Who should do what"].blocks
    title = "Whose task each side says it is"
    assert [figure.title for figure in figures] == [f"{title}, {number} of 3" for number in (1, 2, 3)]
    assert all(figure.alternative for figure in figures)
    # Each task once, beside the picture in which it stands.
    told = [[row[0] for row in figure.table.rows] for figure in figures]
    assert [len(rows) for rows in told] == [3, 3, 2]
    assert len({task for rows in told for task in rows}) == len(TASKS)
    assert all(
        task in figure.alternative for figure, rows in zip(figures, told, strict=True) for task in rows
    )
    assert sections["Where the balance lies"].blocks[1].title == "Where the balance has lain"

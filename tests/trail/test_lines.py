from datetime import UTC, date, datetime, timedelta

import pytest

from concordat.trail import actions, queries

MIDNIGHT = datetime(2026, 6, 30, 23, tzinfo=UTC)  # in London, 1 July begins


@pytest.fixture
def a_summer(larkfield, mona, owen):
    """Ninety lines, an hour apart, beginning ten hours before July: Mona's and Owen's by turns."""
    for n in range(90):
        by = owen if n % 2 else mona
        actions.record(did="noted", thing=larkfield, by=by, at=MIDNIGHT + timedelta(hours=n - 10), n=n)


def test_the_newest_line_comes_first(larkfield, a_summer):
    first = queries.lines(larkfield.id, per_page=20)
    assert [line.detail["n"] for line in first] == list(range(89, 69, -1))
    assert (first.page, first.pages) == (1, 5)


def test_a_page_beyond_the_last_is_the_last(larkfield, a_summer):
    last = queries.lines(larkfield.id, page=99, per_page=20)
    assert last.page == last.pages
    assert last.lines[-1].number == 1


def test_a_day_begins_and_ends_in_london(larkfield, a_summer):
    leaf = queries.lines(larkfield.id, since=date(2026, 7, 1), until=date(2026, 7, 1))
    assert [line.detail["n"] for line in leaf] == list(range(33, 9, -1))


def test_the_lines_of_one_office(larkfield, mona, a_summer):
    leaf = queries.lines(larkfield.id, by=mona.id, since=date(2026, 6, 1))
    assert leaf.total == 45
    assert {line.by for line in leaf} == {"Mona Lindqvist"}


def test_another_councils_lines_are_not_among_them(netherby, a_summer):
    assert [line.did for line in queries.lines(netherby.id)] == ["founded the council"]


def test_whoever_has_a_line_is_listed_by_name(larkfield, mona, owen, amara, a_summer):
    assert queries.doers(larkfield.id) == [(mona.id, "Mona Lindqvist"), (owen.id, "Owen Pryce")]


@pytest.mark.parametrize("per_page", [5, 80])
def test_a_page_takes_two_questions_however_long_it_is(
    larkfield, a_summer, per_page, django_assert_num_queries
):
    with django_assert_num_queries(2):
        queries.lines(larkfield.id, per_page=per_page)

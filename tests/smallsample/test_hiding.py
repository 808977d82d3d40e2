"""What is hidden cannot be worked out, by subtraction or by a solver: tried on tables of every shape."""

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from concordat.smallsample.cells import Withheld, why_withheld
from concordat.smallsample.hiding import Cell, hidden

RIGHT = [4, 3, 2, 2, 1, 1]  # a cell that may be shown: thirteen enquiries of six councillors


@pytest.mark.parametrize(
    ("enquiries", "why"),
    [
        (RIGHT, None),
        ([2, 2, 2, 2, 2], None),
        ([5, 2, 1, 1, 1], None),
        ([3, 3, 3, 3], Withheld.FEW_COUNCILLORS),
        ([3, 3, 3, 3, 0], Withheld.FEW_COUNCILLORS),
        ([], Withheld.FEW_COUNCILLORS),
        ([2, 2, 2, 2, 1], Withheld.FEW_ENQUIRIES),
        ([6, 2, 1, 1, 1], Withheld.ONE_DOMINATES),
    ],
)
def test_a_cell_needs_ten_enquiries_and_five_councillors_of_whom_none_sent_more_than_half(enquiries, why):
    assert why_withheld(enquiries) is why


def cell(group: str, counts: list[int], yes: int | None = None) -> Cell:
    sent = {f"{group}{place}": count for place, count in enumerate(counts) if count}
    return Cell(sent, sum(counts) // 2 if yes is None else yes)


def test_nothing_is_hidden_where_every_cell_may_be_shown():
    table = [[cell("a", RIGHT), cell("b", RIGHT)] for _ in range(3)]
    assert hidden(table=table, columns_known=[True, True]) == ((None, None),) * 3


def test_a_cell_that_is_hidden_alone_takes_others_with_it():
    table = [[cell("a", RIGHT), cell("b", RIGHT)], [cell("a", [9, 8, 7, 6, 5]), cell("b", [3])]]
    away = hidden(table=table, columns_known=[True, True])
    assert away[1][1] is Withheld.FEW_COUNCILLORS
    assert {away[0][1], away[1][0]} == {Withheld.BESIDE_ANOTHER}


def test_a_group_whose_total_nobody_knows_needs_a_companion_in_each_row():
    table = [[cell("a", RIGHT), cell("b", [9, 8, 7, 6, 5]), cell("c", [2, 1])] for _ in range(2)]
    away = hidden(table=table, columns_known=[True, True, False])
    for row in away:
        assert row[2] is Withheld.FEW_COUNCILLORS
        assert Withheld.BESIDE_ANOTHER in row[:2]


def test_all_answered_in_time_leaves_nothing_to_hide_behind():
    """With none late in the whole row, a hidden cell has none late either: so the row is not shown at all."""
    table = [
        [cell("a", RIGHT, 13), cell("b", RIGHT, 13), cell("b", [1], 1)],
        [cell("a", RIGHT, 13), cell("b", RIGHT, 13), cell("b", RIGHT, 13)],
    ]
    away = hidden(table=table, columns_known=[True, True, True])
    assert all(why is not None for row in away for why in row)


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    many = st.lists(st.integers(0, 9), min_size=0, max_size=9)
    table = []
    for _ in range(rows):
        line = []
        for column in range(columns):
            counts = draw(many)
            yes = draw(st.integers(0, sum(counts)))
            line.append(cell("abcd"[column], counts, yes))
        table.append(line)
    known = draw(st.lists(st.booleans(), min_size=columns, max_size=columns))
    return table, known


def unknown(table, away, known, part):
    """The hidden cells, and every equation that a reader has about them: totals less what is shown."""
    places = [(r, c) for r, row in enumerate(away) for c, why in enumerate(row) if why is not None]
    lines = [[place for place in places if place[0] == row] for row in range(len(table))]
    lines += [[place for place in places if place[1] == column] for column, told in enumerate(known) if told]
    lines = [line for line in lines if line]
    left = np.array([[float(place in line) for place in places] for line in lines])
    right = np.array([sum(part(table[r][c]) for r, c in line) for line in lines], dtype=float)
    return places, left, right


@pytest.mark.slow
@settings(deadline=None, max_examples=120)
@given(tables())
def test_a_solver_never_works_out_what_is_hidden(given_table):
    """For each cell that may not be shown, the least and the most that all totals allow."""
    table, known = given_table
    away = hidden(table=table, columns_known=known)
    if all(why is not None for row in away for why in row):
        return  # nothing is shown; there is nothing to subtract from a total but itself
    rooms = {}
    for part in (lambda each: each.yes, lambda each: each.n - each.yes):
        places, left, right = unknown(table, away, known, part)
        for place in places:
            aim = np.array([float(each == place) for each in places])
            ends = [
                linprog(sign * aim, A_eq=left, b_eq=right, bounds=(0, 10_000), method="highs").fun * sign
                for sign in (1, -1)
            ]
            rooms.setdefault(place, []).append(ends[1] - ends[0])
    for (row, column), (in_time, late) in rooms.items():
        if away[row][column] is not Withheld.BESIDE_ANOTHER:
            assert in_time >= 1 - 1e-6
            assert late >= 1 - 1e-6
            assert in_time + late >= 10 - 1e-6


def known_sums(table, away, known):
    """Every sum of hidden cells that some totals less some others give, found by trying all of them."""
    places, left, _right = unknown(table, away, known, lambda each: each.n)
    signs = list(itertools.product((-1, 0, 1), repeat=len(left)))
    for told in np.unique(np.array(signs) @ left, axis=0):
        if told.min() >= 0 and told.max() == 1:
            yield [place for place, has in zip(places, told, strict=True) if has]


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(tables())
@example(
    (
        [[cell("a", []), cell("b", [1, 1, 1, 2, 5]), cell("c", [1, 1, 1, 2, 5]), cell("d", [1, 9])]],
        [False, True, False, False],
    )
)
def test_no_sum_that_a_reader_knows_is_a_figure_that_may_not_be_shown(given_table):
    table, known = given_table
    away = hidden(table=table, columns_known=known)
    if all(why is not None for row in away for why in row):
        return
    for inside in known_sums(table, away, known):
        if any(away[r][c] is not Withheld.BESIDE_ANOTHER for r, c in inside):
            sent = Counter()
            for r, c in inside:
                sent.update(table[r][c].sent)
            assert why_withheld(list(sent.values())) is None


def test_with_more_groups_than_can_be_gone_through_nothing_is_shown():
    table = [[cell(f"group {column} ", RIGHT) for column in range(11)] for _ in range(2)]
    away = hidden(table=table, columns_known=[True] * 11)
    assert all(why is Withheld.BESIDE_ANOTHER for row in away for why in row)


@settings(deadline=None, max_examples=60)
@given(tables())
def test_every_cell_that_is_shown_may_be_shown(given_table):
    table, known = given_table
    for row, reasons in zip(table, hidden(table=table, columns_known=known), strict=True):
        for each, why in zip(row, reasons, strict=True):
            if why is None:
                assert why_withheld(list(each.sent.values())) is None

"""Grids: what is suggested holds every card, and what is wrong is said in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.viewpoints.rules import grid
from concordat.viewpoints.rules.grid import Steepness
from concordat.viewpoints.rules.grid_picture import picture


@given(
    cards=st.integers(3, 150),
    columns=st.sampled_from([0, *range(3, 22, 2)]),
    steepness=st.sampled_from(Steepness),
)
def test_a_suggested_grid_is_a_symmetrical_hill_that_holds_every_card(cards, columns, steepness):
    if cards < columns:
        with pytest.raises(ValueError, match="cannot be laid"):
            grid.suggest(cards=cards, columns=columns, steepness=steepness)
        return
    laid = grid.suggest(cards=cards, columns=columns, steepness=steepness)
    heights = [height for _value, height in laid]
    half = len(heights) // 2
    assert sum(heights) == cards
    assert heights == heights[::-1]
    assert min(heights) >= 1
    assert heights[: half + 1] == sorted(heights[: half + 1])
    assert [problem for problem in grid.problems(laid, cards=cards) if problem.blocking] == []


def test_a_steep_hill_has_fewer_cards_at_its_ends_than_a_flat_one():
    ends = [grid.suggest(cards=48, steepness=each)[0][1] for each in Steepness]
    assert ends == sorted(ends, reverse=True)
    assert len(set(ends)) == 3


def test_our_forty_eight_statements_lie_in_eleven_columns():
    laid = grid.suggest(cards=48)
    assert laid == [
        [-5, 2],
        [-4, 3],
        [-3, 4],
        [-2, 5],
        [-1, 6],
        [0, 8],
        [1, 6],
        [2, 5],
        [3, 4],
        [4, 3],
        [5, 2],
    ]


def told(laid, cards) -> list[tuple[str, bool]]:
    return [(problem.words, problem.blocking) for problem in grid.problems(laid, cards=cards)]


def test_every_problem_is_a_sentence_that_says_where():
    assert told([[0, 3]], 3) == [("A grid has at least 3 columns. This one has 1.", True)]
    assert told([[-1, 1], [0, 2], [1, 1]], 4) == []
    assert told([[-1, 1], [0, 2], [1, 1]], 6)[0] == (
        "The grid has 4 places for 6 chosen statements: 2 too few.", True,
    )  # fmt: skip
    assert told([[-1, 1], [0, 2], [1, 1]], 3)[0] == (
        "The grid has 4 places for 3 chosen statements: 1 too many.", True,
    )  # fmt: skip
    said = dict(told([[-1, 1], [-1, 2], [-2, 0]], 3))
    assert said["Two columns have the value −1. Give each a value of its own."]
    assert said["The column −2 stands after −1. Put the lowest value first."]
    assert said["The column −2 holds no card. Give it one, or take the column out."]
    assert said["The grid is not symmetrical. That is allowed, but readers will ask why."] is False


def test_values_that_other_programs_do_not_know_and_gaps_are_advice_only():
    said = dict(told([[-8, 1], [0, 2], [8, 1]], 4))
    assert set(said.values()) == {False}
    assert any("PQMethod and KADE" in words and "−6 to +13" in words for words in said)
    assert any("uneven" in words for words in said)


def test_the_picture_has_a_place_for_each_card_and_says_the_same_in_words():
    chart = picture([[-1, 2], [0, 3], [1, 2]], title="Grid", most="Yes", least="No", head=("Value", "Cards"))
    assert chart.svg.count("<rect") == 7
    assert "−1: 2 cards; 0: 3 cards; +1: 2 cards" in chart.description
    assert chart.rows == (("−1", "2"), ("0", "3"), ("+1", "2"))
    assert picture([], title="Grid", most="Yes", least="No", head=("Value", "Cards")) is None

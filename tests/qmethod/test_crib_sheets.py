"""Where to look first when a factor is put in words."""

from dataclasses import replace

import numpy as np
import pytest

from concordat.qmethod import analyse, crib_sheet
from concordat.qmethod.study import Refused
from tests.qmethod.studies import made, read_study

STUDY = read_study(made("clean_three"))


def ids(cards):
    return [card.statement for card in cards]


def test_the_ends_are_the_outermost_columns_of_the_grid_even_when_it_is_lopsided():
    lopsided = sorted([*STUDY.nominal_grid[1:], 4])
    found = analyse(STUDY, factors=3, grid=lopsided)
    sheet = crib_sheet(found, 2)
    assert (len(sheet.highest), len(sheet.lowest)) == (3, 1)
    assert {card.value for card in sheet.highest} == {4}
    assert {card.value for card in sheet.lowest} == {-4}


def test_a_card_ranked_higher_is_at_or_above_the_middle_and_nowhere_placed_higher():
    found = analyse(STUDY, factors=3)
    for factor in (1, 2, 3):
        sheet = crib_sheet(found, factor)
        own, top, low = found.arrays[:, factor - 1], found.arrays.max(axis=1), found.arrays.min(axis=1)
        names = np.array([statement.id for statement in STUDY.statements])
        assert set(ids(sheet.ranked_higher)) == set(names[(own == top) & (own >= 0)])
        assert set(ids(sheet.ranked_lower)) == set(names[(own == low) & (own <= 0)])


def test_every_list_runs_from_the_highest_score_to_the_lowest_with_the_other_factors_beside():
    found = analyse(STUDY, factors=3)
    sheet = crib_sheet(found, 1)
    for cards in (sheet.highest, sheet.ranked_higher, sheet.ranked_lower, sheet.lowest):
        scores = [card.z for card in cards]
        assert scores == sorted(scores, reverse=True)
    card = sheet.highest[0]
    row = [statement.id for statement in STUDY.statements].index(card.statement)
    assert card.others == {2: found.arrays[row, 1], 3: found.arrays[row, 2]}
    assert card.text == STUDY.statements[row].text
    assert card.mark == found.statements[row].distinguishes[1]


def test_what_the_people_of_a_factor_said_of_a_card_stands_beside_it_and_nobody_else():
    sheet = crib_sheet(analyse(STUDY, factors=3), 1)
    card = sheet.highest[0].statement
    found = analyse(
        replace(
            STUDY,
            sorts=tuple(replace(sort, comments={card: f"{sort.participant} says"}) for sort in STUDY.sorts),
        ),
        factors=3,
    )
    flagged = {name for name, row in zip(STUDY.participants, found.flags, strict=True) if row[0]}
    told = crib_sheet(found, 1).highest[0].comments
    assert {name for name, _ in told} == flagged
    assert all(words == f"{name} says" for name, words in told)


def test_consensus_is_marked_as_such():
    found = analyse(STUDY, factors=3, equivalence=3.0)
    marks = {card.mark for card in crib_sheet(found, 3).ranked_higher}
    assert "consensus" in marks


def test_a_grid_that_starts_at_1_has_its_middle_half_way():
    found = analyse(STUDY, factors=3, grid=[value + 5 for value in STUDY.nominal_grid])
    assert all(card.value >= 5 for card in crib_sheet(found, 1).ranked_higher)
    assert all(card.value <= 5 for card in crib_sheet(found, 1).ranked_lower)


def test_a_single_factor_ranks_no_card_higher_than_another_factor():
    sheet = crib_sheet(analyse(STUDY, factors=1), 1)
    assert sheet.ranked_higher == sheet.ranked_lower == ()
    assert sheet.highest


def test_r_and_kade_have_crib_sheets_with_their_own_marks():
    in_r = crib_sheet(analyse(STUDY, factors=3, mode="qmethod"), 1)
    in_kade = crib_sheet(analyse(STUDY, factors=3, mode="kade"), 1)
    assert "6*" in {card.mark for card in in_r.highest}
    assert {card.mark for card in (*in_kade.highest, *in_kade.ranked_higher)} & {"D*", "D"}


@pytest.mark.parametrize(("factor", "sentence"), [(0, "no factor 0"), (5, "no factor 5"), (4, "no flagged")])
def test_a_factor_that_cannot_be_read_is_refused(factor, sentence):
    with pytest.raises(Refused, match=sentence):
        crib_sheet(analyse(STUDY, factors=4), factor)

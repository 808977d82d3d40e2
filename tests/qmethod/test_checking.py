"""What stops an analysis before it starts, and what is only said."""

import numpy as np
import pytest

from concordat.qmethod import analyse
from concordat.qmethod.cautions import About
from concordat.qmethod.checking import check
from concordat.qmethod.results import Mode
from concordat.qmethod.study import Refused, Sort, Statement, Study

GRID = (-1, -1, 0, 0, 1, 1)


def study(*columns, ids=None, cards=6, grid=None):
    ids = ids or [f"P{place}" for place in range(1, len(columns) + 1)]
    return Study(
        statements=tuple(Statement(f"s{card}") for card in range(1, cards + 1)),
        sorts=tuple(Sort(name, tuple(column)) for name, column in zip(ids, columns, strict=True)),
        grid=grid,
    )


AMARA, BILAL, OWEN = (-1, 0, 1, -1, 0, 1), (1, 0, -1, -1, 0, 1), (0, 1, -1, 1, -1, 0)


@pytest.mark.parametrize(
    ("given", "participant", "statement", "sentence"),
    [
        (study(AMARA), "", "", "A study needs at least two sorts, and this one has 1."),
        (study((1,), (2,), cards=1), "", "", "A study needs at least two statements, and this one has 1."),
        (study(AMARA, BILAL, ids=["P1", "P1"]), "P1", "", "The participant P1 appears 2 times"),
        (study(AMARA, (*BILAL[:5],)), "P2", "", "The sort of P2 has 5 values for 6 statements."),
        (study(AMARA, (0, 1, "x", 1, 0, 0)), "P2", "s3", "P2 has 'x' for the statement s3, which is not"),
        (study(AMARA, (0, 1, "1", 1, 0, 0)), "P2", "s3", "P2 has '1' for the statement s3, which is not"),
        (study(AMARA, (0, 1, float("nan"), 1, 0, 0)), "P2", "s3", "P2 has nan for the statement s3"),
        (study(AMARA, (0, 1, 0, 1, float("-inf"), 0)), "P2", "s5", "P2 has -inf for the statement s5"),
        (study(AMARA, (0, True, 0, 1, 0, 0)), "P2", "s2", "P2 has True for the statement s2"),
        (study(AMARA, (2,) * 6), "P2", "", "Every statement has the same value in the sort of P2"),
        (study((None, *AMARA[1:]), (None, *BILAL[1:])), "", "", "so the grid cannot be read from the sorts"),
    ],
)
def test_a_study_that_cannot_be_analysed_is_refused_with_its_place(given, participant, statement, sentence):
    with pytest.raises(Refused) as refused:
        analyse(given, factors=1)
    assert sentence in str(refused.value)
    assert (refused.value.participant, refused.value.statement) == (participant, statement)


def test_a_statement_that_appears_twice_is_refused():
    twice = Study((Statement("s1"), Statement("s1")), (Sort("P1", (0, 1)), Sort("P2", (1, 0))))
    with pytest.raises(Refused, match="The statement s1 appears 2 times") as refused:
        check(twice)
    assert refused.value.statement == "s1"


@pytest.mark.parametrize("mode", [Mode.QMETHOD, Mode.KADE])
def test_a_missing_card_is_refused_where_the_program_cannot_miss_one(mode):
    with pytest.raises(Refused, match="P2 has no value for the statement s4") as refused:
        check(study(AMARA, (*BILAL[:3], None, *BILAL[4:])), mode=mode)
    assert (refused.value.participant, refused.value.statement) == ("P2", "s4")


def test_a_sort_needs_four_fifths_of_its_cards():
    cards = [-2, -1, 0, 1, 2, -2, -1, 0, 1, 2]
    enough = [None, None, *cards[2:]]
    too_few = [None, None, None, *cards[3:]]
    found = check(study(cards, cards[::-1], enough, too_few, cards=10))
    assert found.study.participants == ("P1", "P2", "P3")
    assert [caution.about for caution in found.cautions][:2] == [About.SORT_LEFT_OUT, About.MISSING_CARDS]
    assert "3 of its 10 cards" in found.cautions[0].sentence
    assert np.isnan(found.sorts[:2, 2]).all()
    assert found.forced  # What was laid fits the grid, as far as it goes.
    with pytest.raises(Refused, match="Fewer than two sorts have at least 80 %"):
        check(study(cards, too_few, too_few[::-1], cards=10))


def test_identical_sorts_are_named_once_and_together():
    found = check(study(AMARA, BILAL, AMARA, AMARA, OWEN))
    told = [caution for caution in found.cautions if caution.about is About.IDENTICAL_SORTS]
    assert [caution.participants for caution in told] == [("P1", "P3", "P4")]
    assert "P1, P3 and P4 are identical" in told[0].sentence


def test_as_many_sorts_as_statements_are_said():
    def abouts(found):
        return {caution.about for caution in found.cautions}

    others = [tuple(np.roll(AMARA, by)) for by in (1, 2)]
    assert About.MORE_SORTS_THAN_STATEMENTS not in abouts(check(study(AMARA, BILAL, OWEN, *others)))
    assert About.MORE_SORTS_THAN_STATEMENTS in abouts(check(study(AMARA, BILAL, OWEN, *others, GRID)))


def test_a_sort_off_the_grid_is_named_and_every_value_outside_it():
    found = check(study(AMARA, BILAL, (-1, 0, 1, 1, 0, 1), (-1, 0, 1, 3, 0, -2), grid=GRID))
    about = {caution.about: caution for caution in found.cautions}
    assert about[About.OFF_THE_GRID].participants == ("P3", "P4")
    assert "P3 and P4 do not follow the grid." in about[About.OFF_THE_GRID].sentence
    assert about[About.OUT_OF_RANGE].participants == ("P4",)
    assert about[About.OUT_OF_RANGE].statements == ("s4", "s6")
    assert "such as 3 for the statement s4 by P4" in about[About.OUT_OF_RANGE].sentence
    assert About.UNFORCED in about
    assert not found.forced


def test_the_grid_is_the_commonest_shape_and_of_equals_the_first_from_the_left():
    odd, even = (-1, -1, 0, 0, 0, 2), (-2, 0, 0, 0, 1, 1)
    assert check(study(odd, even, even[::-1], odd[::-1])).grid.tolist() == sorted(odd)
    assert check(study(odd, even, even[::-1])).grid.tolist() == sorted(even)
    told = study(odd, even, even[::-1])
    assert tuple(check(told).grid) == told.nominal_grid


def test_a_grid_that_is_given_goes_before_that_of_the_study():
    given = [1, 1, 2, 2, 3, 3]
    assert check(study(AMARA, BILAL, grid=GRID), grid=given[::-1]).grid.tolist() == given


def test_cautions_of_the_file_are_carried_along():
    found = check(study(AMARA, BILAL))
    assert found.cautions == ()
    assert found.forced


def test_two_sorts_whose_common_cards_do_not_vary_are_named():
    # Each lacks a card; on the eight that both have, the first never moves.
    amara = (1, 0, 0, 0, 0, 0, 0, 0, 0, None)
    bilal = (None, 0, 1, -1, 0, 1, -1, 0, 1, -1)
    with pytest.raises(Refused, match="the sorts of Amara and Bilal have in common") as refused:
        analyse(
            study(amara, bilal, ids=["Amara", "Bilal"], cards=10, grid=(-1, -1, -1, 0, 0, 0, 0, 1, 1, 1)),
            factors=1,
        )
    assert refused.value.participant == "Amara"


@pytest.mark.parametrize("mode", list(Mode))
def test_components_that_only_rounding_would_make_are_refused(mode):
    """Rotated, they looked like views: loadings of .71 and flags, with nothing behind them."""
    with pytest.raises(Refused, match="only 1 is there; ask for at most 1"):
        analyse(study(AMARA, AMARA, AMARA), factors=2, mode=mode)
    with pytest.raises(Refused, match="only 2 are there; ask for at most 2"):
        analyse(study(AMARA, AMARA, BILAL, BILAL), factors=3, mode=mode)
    assert analyse(study(AMARA, AMARA, BILAL, BILAL), factors=2, mode=mode).flags.sum(axis=0).tolist() == [
        2,
        2,
    ]


def test_a_bipolar_factor_tells_of_one_person_and_of_two_in_whole_sentences():
    turned = tuple(-value for value in AMARA)
    said = [
        next(each.sentence for each in analyse(given, factors=1).cautions if each.about is About.BIPOLAR)
        for given in (study(AMARA, AMARA, turned), study(AMARA, AMARA, AMARA, turned, turned))
    ]
    assert "P3 loads on it negatively and counts as its opposite." in said[0]
    assert "P4, P5 load on it negatively and count as its opposite." in said[1]


def test_a_refusal_stands_on_one_line_whatever_the_participant_is_called():
    refused = Refused("The sort of A\r\n\nB is empty.", participant="A\r\n\nB")
    assert str(refused) == refused.sentence == "The sort of A B is empty."

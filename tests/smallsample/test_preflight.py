import pytest

from concordat.smallsample.margins import mean_margin
from concordat.smallsample.preflight import Advice, preflight


def test_sixty_councillors_will_see_everything_at_every_rate():
    told = preflight(roster=60)
    assert [row.expected for row in told.rows] == [18, 30, 42]
    assert all(row.means and row.bands for row in told.rows)
    assert told.advice == ()
    half = told.rows[1]
    assert (half.lowest, half.highest, half.step) == (1.7, 9.3, 0.1)
    assert half.margin == pytest.approx(mean_margin(n=30, population=60) + 0.05)


def test_nine_councillors_are_told_that_scores_appear_only_if_more_than_half_answer():
    told = preflight(roster=9)
    assert [(row.expected, row.means, row.bands) for row in told.rows] == [
        (2, False, False),
        (4, False, False),
        (6, True, False),
    ]
    assert told.advice == (Advice.MOST_MUST_ANSWER, Advice.NO_BANDS)
    assert (told.replies_for_means, told.replies_for_bands) == (5, None)


def test_two_officers_are_not_surveyed_alone_and_are_offered_two_other_ways():
    told = preflight(roster=2)
    assert not any(row.means or row.bands for row in told.rows)
    assert told.advice == (Advice.NOT_SURVEYED_ALONE, Advice.POOL, Advice.FACILITATE)
    assert told.replies_for_means is None


@pytest.mark.parametrize(("roster", "alone"), [(4, False), (5, True)])
def test_a_side_of_five_is_the_smallest_that_is_asked_alone(roster, alone):
    told = preflight(roster=roster, rates=[1.0])
    assert told.rows[0].means is alone
    assert (Advice.NOT_SURVEYED_ALONE not in told.advice) is alone


def test_a_rate_is_taken_as_written():
    """As floats 0.7 × 10 and 0.29 × 100 fall on either side of a whole number."""
    assert preflight(roster=10, rates=[0.7]).rows[0].expected == 7
    assert preflight(roster=100, rates=[0.29]).rows[0].expected == 29


@pytest.mark.parametrize(("roster", "rate"), [(-1, 0.5), (10, 1.1), (10, -0.1)])
def test_rosters_and_rates_that_cannot_be_are_refused(roster, rate):
    with pytest.raises(ValueError, match=r"cannot be|not from 0 to 1"):
        preflight(roster=roster, rates=[rate])


@pytest.mark.parametrize("advice", Advice)
def test_every_piece_of_advice_has_a_sentence(advice):
    assert advice.words.endswith(".")

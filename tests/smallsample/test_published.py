import pytest

from concordat.smallsample.cautions import Caution
from concordat.smallsample.margins import mean_margin
from concordat.smallsample.published import NotAScore, published_mean


def test_a_printed_score_keeps_its_words_and_says_whose_it_is():
    """Northampton Borough Council, March 2019: councillors 7.73. How many answered was not printed."""
    told = published_mean(shown="7.73")
    assert (told.shown, told.value, told.n, told.invited) == ("7.73", 7.73, 0, 0)
    assert (told.low, told.high, told.sampling) == (None, None, None)
    assert told.rounding == pytest.approx(0.005)
    assert told.cautions == (Caution.NOT_COMPUTED_BY_US, Caution.NUMBERS_NOT_STATED)


def test_with_its_numbers_a_printed_score_has_a_margin():
    told = published_mean(shown="6.2", n=17, invited=121)
    assert told.low == pytest.approx(6.2 - mean_margin(n=17, population=121) - 0.05)
    assert told.cautions == (Caution.LOW_RESPONSE, Caution.SMALL_GROUP, Caution.NOT_COMPUTED_BY_US)


def test_without_a_roster_the_margin_is_not_narrowed():
    assert published_mean(shown="6.2", n=17).sampling == mean_margin(n=17, population=None)


@pytest.mark.parametrize("shown", ["", "seven", "0.9", "10.1", "NaN", "Infinity", "45%"])
def test_what_is_not_a_score_is_refused(shown):
    with pytest.raises(NotAScore):
        published_mean(shown=shown)


def test_more_answers_than_people_are_refused():
    with pytest.raises(ValueError, match="cannot be"):
        published_mean(shown="6.2", n=122, invited=121)

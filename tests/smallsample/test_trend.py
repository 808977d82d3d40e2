from math import hypot

import pytest

from concordat.smallsample.cautions import Caution
from concordat.smallsample.disclosure import Suppression, withheld_mean
from concordat.smallsample.margins import mean_margin
from concordat.smallsample.published import published_mean
from concordat.smallsample.trend import trend
from tests.smallsample.scores import score


def test_a_change_is_told_with_a_margin_for_people_who_are_not_linked():
    told = trend(
        earlier=score(6.0, n=44, invited=60), later=score(7.5, n=40, invited=60), roster_changed_by=12
    )
    alone = [mean_margin(n=n, population=None) for n in (44, 40)]
    assert (told.word, told.change, told.caution) == ("better", 1.5, None)
    assert told.margin == pytest.approx(hypot(*alone) + 0.1)


@pytest.mark.parametrize(
    ("later", "word"), [(4.5, "worse"), (5.5, "similar"), (6.5, "similar"), (7.5, "better")]
)
def test_better_and_worse_are_said_only_beyond_the_margin(later, word):
    told = trend(
        earlier=score(6.0, n=44, invited=60), later=score(later, n=44, invited=60), roster_changed_by=0
    )
    assert told.word == word
    assert (told.caution is Caution.WITHIN_MARGIN) == (word == "similar")


@pytest.mark.parametrize("changed", [1, 2])
@pytest.mark.parametrize(
    ("later", "word"), [(5.0, "worse"), (5.2, "similar"), (6.0, "similar"), (6.8, "similar"), (7.0, "better")]
)
def test_with_one_or_two_new_names_in_a_small_side_only_a_word_is_told(changed, later, word):
    told = trend(
        earlier=score(6.0, n=15, invited=18),
        later=score(later, n=15, invited=18),
        roster_changed_by=changed,
    )
    assert (told.word, told.change, told.margin) == (word, None, None)
    assert told.caution is Caution.ROSTER_CHANGED
    assert Caution.ROSTER_CHANGED in told.cautions


@pytest.mark.parametrize(
    ("changed", "n", "guarded"), [(0, 15, False), (3, 15, False), (1, 20, False), (2, 19, True)]
)
def test_the_guard_holds_for_one_or_two_names_below_twenty_answers(changed, n, guarded):
    told = trend(
        earlier=score(6.0, n=n, invited=30), later=score(8.0, n=n, invited=30), roster_changed_by=changed
    )
    assert (told.change is None) is guarded


def test_the_smaller_of_two_waves_decides_whether_the_guard_holds():
    for earlier, later in ((30, 15), (15, 30)):
        told = trend(
            earlier=score(6.0, n=earlier, invited=30),
            later=score(8.0, n=later, invited=30),
            roster_changed_by=1,
        )
        assert told.change is None


def test_limits_leave_a_trend_open_unless_they_settle_it():
    high, low, middle = (score(mean, n=44, invited=60) for mean in (10, 1, 6))
    assert trend(earlier=high, later=high, roster_changed_by=0).word == "similar"  # both 9.5 to 10
    five = score(10, n=5, invited=5)  # 7.5 to 10, a whole point and more to move in
    assert trend(earlier=five, later=five, roster_changed_by=1).word is None
    assert trend(earlier=low, later=high, roster_changed_by=0).word == "better"
    fell = trend(earlier=high, later=middle, roster_changed_by=0)
    assert (fell.word, fell.change, fell.caution) == ("worse", None, Caution.CAPPED)


def test_without_both_scores_there_is_no_trend():
    hidden = withheld_mean(invited=9, why=Suppression.TOO_FEW_ANSWERS)
    told = trend(earlier=hidden, later=score(6, n=9, invited=9), roster_changed_by=0)
    assert (told.word, told.change, told.margin) == (None, None, None)


def test_published_scores_without_numbers_have_a_change_and_no_word():
    told = trend(earlier=published_mean(shown="6.24"), later=published_mean(shown="7.0"), roster_changed_by=5)
    assert (told.word, told.change, told.margin) == (None, 0.76, None)
    assert told.caution is Caution.NUMBERS_NOT_STATED


def test_names_cannot_change_by_fewer_than_none():
    with pytest.raises(ValueError, match="cannot have changed"):
        trend(earlier=score(6, n=9, invited=9), later=score(6, n=9, invited=9), roster_changed_by=-1)

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from concordat.smallsample.disclosure import Suppression, withheld_mean
from concordat.smallsample.silence import tipping_point
from tests.smallsample.scores import score


def test_sixty_councillors_of_whom_sixteen_kept_silent():
    """Worked by hand in the reference: they would have to average 2.1 to bring 7.7 down to 6.2."""
    tipping = tipping_point(released=score(7.7, n=44, invited=60), target=6.2)
    assert (tipping.silent, tipping.reachable) == (16, True)
    assert round(tipping.needed, 1) == 2.1
    assert [round(bound, 1) for bound in tipping.bounds] == [5.9, 8.3]


def test_seventeen_of_a_hundred_and_twenty_one_support_no_claim():
    tipping = tipping_point(released=score(6.2, n=17, invited=121), target=5.0)
    assert [round(bound, 1) for bound in tipping.bounds] == [1.7, 9.5]
    assert tipping.reachable


def test_a_target_beyond_the_bounds_cannot_be_reached_by_any_answers():
    tipping = tipping_point(released=score(7.7, n=44, invited=60), target=5.0)
    assert tipping.needed < 1
    assert not tipping.reachable


def test_with_nobody_silent_there_is_nothing_to_tip():
    tipping = tipping_point(released=score(7.7, n=60, invited=60), target=7.7)
    assert (tipping.silent, tipping.needed, tipping.reachable) == (0, None, False)
    assert tipping.bounds == (7.7, 7.7)
    assert tipping.rounding == pytest.approx(0.05)


def test_beside_a_limit_the_bound_on_that_side_is_the_end_of_the_scale():
    high = tipping_point(released=score(10, n=44, invited=60), target=6.2)
    low = tipping_point(released=score(1, n=44, invited=60), target=6.2)
    assert high.bounds == (pytest.approx((9.5 * 44 + 16) / 60), 10.0)
    assert low.bounds == (1.0, pytest.approx((1.5 * 44 + 160) / 60))
    assert high.needed == pytest.approx((6.2 * 60 - 9.5 * 44) / 16)
    assert low.needed == pytest.approx((6.2 * 60 - 1.5 * 44) / 16)


def test_of_a_score_that_is_not_shown_anything_is_possible():
    tipping = tipping_point(released=withheld_mean(invited=9, why=Suppression.TOO_FEW_ANSWERS), target=6.2)
    assert (tipping.needed, tipping.bounds, tipping.reachable) == (None, (1.0, 10.0), False)


@given(n=st.integers(5, 60), more=st.integers(1, 60), mean=st.floats(3.5, 7.5), target=st.floats(1, 10))
def test_if_the_silent_gave_what_is_needed_the_side_would_be_at_the_target(n, more, mean, target):
    released = score(mean, n=n, invited=n + more)
    assume(released.capped is None)
    tipping = tipping_point(released=released, target=target)
    assert (released.value * n + tipping.needed * more) / (n + more) == pytest.approx(target, abs=1e-8)
    assert tipping.reachable == (1 <= tipping.needed <= 10)


@pytest.mark.parametrize("target", [0.9, 10.1, float("nan")])
def test_a_target_lies_on_the_scale(target):
    with pytest.raises(ValueError, match="not on the scale"):
        tipping_point(released=score(7.7, n=44, invited=60), target=target)

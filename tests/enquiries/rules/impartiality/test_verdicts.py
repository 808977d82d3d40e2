"""Exactly four verdicts, for every way in which intervals can lie."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.enquiries.rules.impartiality.verdicts import Verdict, judge, too_few
from tests.smallsample.enquiries import WORKED

EXPECTED = {
    "alike": (Verdict.ALIKE, False),
    "alike, small difference detectable": (Verdict.ALIKE, True),
    "difference shown": (Verdict.DIFFERENCE, False),
    "cannot tell": (Verdict.CANNOT_TELL, False),
}


@pytest.mark.parametrize("case", WORKED["verdict"], ids=lambda case: case["id"])
def test_the_worked_verdicts_are_given(case):
    why = too_few(
        councillors=case["councillors"],
        enquiries=case["enquiries"],
        largest_share=case["largest_share_of_one_councillor"],
    )
    if case["expected"] == "too few to report":
        assert why is not None
        return
    assert why is None
    said = judge(
        interval_90=tuple(case["interval_90"]),
        interval_95=tuple(case["interval_95"]),
        adjusted_p=case["adjusted_permutation_p"],
        margin=case["margin"],
    )
    assert (said.verdict, said.small_difference) == EXPECTED[case["expected"]]


def test_there_are_four_verdicts_and_no_fifth():
    assert {verdict.value: verdict.words for verdict in Verdict} == {
        "alike": "shown to be alike within the margin",
        "difference": "difference shown (the figures do not say why)",
        "cannot_tell": "cannot tell",
        "too_few": "too few to report",
    }


ENDS = (-20.0, -10.0, -9.9, -1.0, 0.0, 1.0, 9.9, 10.0, 20.0)


def test_every_way_in_which_the_intervals_can_lie():
    """The 90% interval lies within the 95% one; each end may lie in any place that matters."""
    tried = 0
    for outer_low, low, high, outer_high in itertools.combinations_with_replacement(ENDS, 4):
        for p in (0.049, 0.051):
            said = judge(
                interval_90=(low, high), interval_95=(outer_low, outer_high), adjusted_p=p, margin=10
            )
            inside = low >= -10 and high <= 10
            apart = outer_low > 0 or outer_high < 0
            tried += 1
            assert (said.verdict is Verdict.ALIKE) == inside
            assert said.small_difference == (inside and apart)
            assert (said.verdict is Verdict.DIFFERENCE) == (not inside and apart and p < 0.05)
            assert (said.verdict is Verdict.CANNOT_TELL) == (not inside and not (apart and p < 0.05))
    assert tried == 2 * 495


@settings(deadline=None)
@given(
    ends=st.tuples(*[st.floats(-100, 100)] * 4).map(sorted),
    p=st.floats(0.05, 1),
    margin=st.floats(0.1, 50),
)
def test_what_is_merely_not_significant_is_never_called_alike(ends, p, margin):
    """A wide interval round nought is no evidence of equality, however far p lies above 5%."""
    outer_low, low, high, outer_high = ends
    said = judge(interval_90=(low, high), interval_95=(outer_low, outer_high), adjusted_p=p, margin=margin)
    if low < -margin or high > margin:
        assert said.verdict is Verdict.CANNOT_TELL


@settings(deadline=None)
@given(ends=st.tuples(*[st.floats(-100, 100)] * 4).map(sorted), p=st.floats(0, 1), margin=st.floats(0.1, 50))
def test_the_verdict_is_blind_to_the_direction(ends, p, margin):
    outer_low, low, high, outer_high = ends
    one = judge(interval_90=(low, high), interval_95=(outer_low, outer_high), adjusted_p=p, margin=margin)
    other = judge(
        interval_90=(-high, -low), interval_95=(-outer_high, -outer_low), adjusted_p=p, margin=margin
    )
    assert one == other

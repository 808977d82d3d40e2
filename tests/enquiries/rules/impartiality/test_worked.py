"""The worked data set, through the whole report."""

import pytest

from concordat.enquiries.rules.impartiality.verdicts import Verdict
from tests.enquiries.rules.impartiality.councils import worked_report
from tests.smallsample.enquiries import EXPECTED


@pytest.fixture(scope="module")
def made():
    return worked_report()


def test_the_share_on_time_is_that_of_the_worked_data(made):
    (pair,) = made.pairs
    assert pair.groups == ("A", "B")
    assert pair.n_enquiries == tuple(EXPECTED["enquiries"][group] for group in "AB")
    assert pair.n_counted == tuple(EXPECTED["counted_for_share"][group] for group in "AB")
    assert pair.n_councillors == (7, 5)
    assert pair.share.difference == pytest.approx(100 * EXPECTED["mantel_haenszel_difference"], abs=1e-4)
    assert pair.share.p == pytest.approx(EXPECTED["permutation_p_share"], abs=1e-6)
    assert pair.share.ci95 == pytest.approx(
        [100 * end for end in EXPECTED["permutation_interval_95"]], abs=5e-2
    )
    assert pair.share.ci90 == pytest.approx(
        [100 * end for end in EXPECTED["permutation_interval_90"]], abs=5e-2
    )
    assert pair.design_effect == pytest.approx(EXPECTED["design_effect"], abs=1e-4)
    assert (pair.labellings, pair.all_labellings) == (792, True)


def test_the_waits_are_those_of_the_worked_data(made):
    (pair,) = made.pairs
    assert pair.rmst_difference == pytest.approx(EXPECTED["rmst_difference"], abs=1e-6)
    assert [group.mean_wait for group in made.groups] == pytest.approx(
        [EXPECTED["rmst_20"][group] for group in "AB"], abs=1e-6
    )
    assert pair.p_time == pytest.approx(EXPECTED["permutation_p_time"], abs=1e-6)
    assert pair.p_time_enquiries == pytest.approx(
        EXPECTED["stratified_log_rank_p_if_enquiries_were_independent"], abs=1e-6
    )


def test_the_groups_stand_by_themselves(made):
    assert [group.on_time for group in made.groups] == pytest.approx(
        [100 * EXPECTED["on_time_share"][group] for group in "AB"], abs=1e-4
    )


def test_the_90_interval_reaches_beyond_ten_points_so_it_cannot_be_told(made):
    assert made.pairs[0].verdict is Verdict.CANNOT_TELL

"""What tells viewpoints apart in a report: by hand-worked numbers, and blind to how many hold them."""

import pytest
from statsmodels.stats.multitest import multipletests

from concordat.smallsample.mix import LEAST, Heads, told_of
from concordat.viewpoints.rules.apart import compared, holm


def test_two_viewpoints_of_five_differ_by_hand():
    # r = .8·5/(1 + 4·.8) = .95238; SE = .21822; SED = .30861; 1.2/SED = 3.888, p = .000101, times 2.
    [one, two] = compared([[1.0, -0.2], [0.1, 0.1]], sorts=[5, 5], reliability=0.8, margin=0.5)
    assert one[0, 1].differs
    assert not one[0, 1].agrees
    assert one[0, 1].difference == pytest.approx(1.2)
    # 1.645·SED = .508 > .5: five and five are too few for agreement, however near they are.
    assert not two[0, 1].agrees
    assert not two[0, 1].differs


def test_of_twenty_and_twenty_near_scores_are_shown_to_agree():
    [row] = compared([[0.1, 0.1]], sorts=[20, 20], reliability=0.8, margin=0.5)
    assert row[0, 1].agrees


def test_what_is_said_does_not_depend_on_the_count_within_its_step():
    sorts = Heads(30, 30)
    for fewest, most in ((5, 9), (10, 19)):
        said = {LEAST[told_of(Heads(n, 0), sorts=sorts, viewpoints=4).size] for n in range(fewest, most + 1)}
        assert said == {fewest}


@pytest.mark.slow
def test_the_correction_is_holms():
    raw = [0.04, 0.001, 0.03, 0.2, 0.0004]
    assert holm(raw) == pytest.approx(multipletests(raw, method="holm")[1].tolist())
    assert holm([]) == []

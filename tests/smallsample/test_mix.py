"""What is told of who holds a viewpoint, and the search that stands behind it."""

import pytest

from concordat.smallsample.disclosure import NotCounts
from concordat.smallsample.mix import (
    Heads,
    Mix,
    Size,
    may_be_reported,
    may_tell_mix,
    release_mix,
    steps_told,
    told_of,
)
from concordat.smallsample.mix_proof import prove_mix

SIXTY = Heads(30, 30)


def test_a_viewpoint_is_told_in_steps_and_with_its_mix_in_words():
    held = release_mix(holders=[Heads(9, 1), Heads(5, 5), Heads(2, 8), Heads(2, 1)], sorts=SIXTY)
    assert [each.mix for each in held] == [Mix.COUNCILLORS, Mix.BOTH, Mix.OFFICERS, Mix.NOT_TOLD]
    assert [each.size for each in held] == [Size.TEN, Size.TEN, Size.TEN, Size.FEW]
    assert [each.figures for each in held] == [True, True, True, False]


def test_six_in_ten_are_most_and_less_is_both():
    assert told_of(Heads(6, 4), sorts=SIXTY, viewpoints=4).mix is Mix.COUNCILLORS
    assert told_of(Heads(10, 7), sorts=SIXTY, viewpoints=4).mix is Mix.BOTH
    assert told_of(Heads(4, 6), sorts=SIXTY, viewpoints=4).mix is Mix.OFFICERS


def test_nine_are_too_few_for_a_mix():
    assert told_of(Heads(9, 0), sorts=SIXTY, viewpoints=4).mix is Mix.NOT_TOLD
    # Whoever is of neither side does not make up the ten.
    assert told_of(Heads(5, 4, 6), sorts=Heads(30, 30, 10), viewpoints=4).mix is Mix.NOT_TOLD


def test_what_is_left_out_depends_on_nothing_that_a_reader_does_not_know():
    assert may_tell_mix(sorts=SIXTY, viewpoints=4)
    assert not may_tell_mix(sorts=Heads(34, 26), viewpoints=4)
    assert steps_told(sorts=SIXTY, viewpoints=4) == (10, 5)
    assert steps_told(sorts=Heads(10, 10), viewpoints=3) == (5,)
    assert steps_told(sorts=Heads(6, 6), viewpoints=3) == ()


def test_where_five_is_too_many_to_be_told_no_figures_tell_it():
    held = release_mix(holders=[Heads(5, 0), Heads(0, 5)], sorts=Heads(5, 5))
    assert {each.size for each in held} == {Size.NOT_TOLD}
    assert not any(each.figures for each in held)


@pytest.mark.parametrize(("sorts", "viewpoints"), [(9, 1), (10, 5), (12, 6)])
def test_too_few_sorts_make_no_report(sorts, viewpoints):
    assert not may_be_reported(sorts=sorts, viewpoints=viewpoints)
    with pytest.raises(NotCounts):
        release_mix(holders=[Heads(1, 1)] * viewpoints, sorts=Heads(sorts, 0))


def test_one_sort_is_no_viewpoint():
    with pytest.raises(NotCounts, match="that person's sort"):
        release_mix(holders=[Heads(1, 0)], sorts=SIXTY)


def test_more_cannot_define_a_viewpoint_than_sorted():
    with pytest.raises(NotCounts, match="More officers"):
        release_mix(holders=[Heads(1, 31)], sorts=SIXTY)


SMALL = [(c, o, k) for k in (1, 2) for c in range(2, 16) for o in range(2, 16) if c + o >= 10]


@pytest.mark.proofs
def test_no_report_of_a_small_study_tells_which_view_a_colleague_holds_or_does_not_hold():
    tried = 0
    for councillors, officers, viewpoints in SMALL:
        if may_be_reported(sorts=councillors + officers, viewpoints=viewpoints):
            proof = prove_mix(councillors=councillors, officers=officers, viewpoints=viewpoints)
            assert (proof.told_in, proof.told_out) == (0, 0), (councillors, officers, viewpoints)
            tried += proof.cases
    assert tried == 89_148


# Around the sizes at which a step, a mix, or a second insider comes in.
@pytest.mark.proofs
@pytest.mark.parametrize(
    ("councillors", "officers", "viewpoints"),
    [(15, 15, 2), (15, 14, 2), (16, 40, 2), (23, 18, 2), (8, 9, 3), (11, 11, 3), (9, 9, 4), (28, 28, 2)],
)
def test_nor_does_a_report_at_the_edge_of_a_rule(councillors, officers, viewpoints):
    proof = prove_mix(councillors=councillors, officers=officers, viewpoints=viewpoints)
    assert (proof.told_in, proof.told_out) == (0, 0)
    assert proof.outcomes >= 1


@pytest.mark.proofs
def test_a_rule_that_told_the_mix_of_every_viewpoint_would_fail_the_search():
    def open_handed(councillors, officers):
        return "most" if councillors > officers else "few"

    assert prove_mix(councillors=6, officers=6, viewpoints=2, shown=open_handed).told_out == 0

    def exact(councillors, officers):
        return councillors, officers

    proof = prove_mix(councillors=6, officers=6, viewpoints=2, shown=exact)
    assert proof.told_in > 0
    assert proof.told_out > 0

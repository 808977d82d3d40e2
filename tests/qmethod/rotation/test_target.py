import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.qmethod import ordering
from concordat.qmethod.cautions import About
from concordat.qmethod.components import principal_components
from concordat.qmethod.correlation import correlate
from concordat.qmethod.rotation import target
from concordat.qmethod.rotation.varimax import varimax
from concordat.qmethod.study import Refused
from tests.qmethod.matrices import sorts_of
from tests.qmethod.studies import made, read_study

SORTS = sorts_of("clean_three")
STUDY = read_study(made("clean_three"))
UNROTATED = principal_components(correlation=correlate(sorts=SORTS), factors=3).loadings
ROTATED = ordering.by_convention(rotated=varimax(loadings=UNROTATED)).loadings


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_turned_solution_is_turned_back(seed: int) -> None:
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))[0]
    found = target.to_target(loadings=ROTATED @ turn, target=ROTATED)
    assert np.abs(found.loadings - ROTATED).max() < 1e-10
    assert found.congruences == pytest.approx(np.ones(3))
    assert found.cautions == ()


def test_people_who_should_define_a_view_pull_it_to_themselves() -> None:
    built = [int(sort.facts["viewpoint"]) for sort in STUDY.sorts]
    known = list(zip(STUDY.participants, built, strict=True))[::3]
    views = [{name: float(v == view) for name, v in known} for view in (3, 1, 2)]
    expected = target.by_people(participants=STUDY.participants, views=views)
    found = target.to_partial_target(loadings=UNROTATED, target=expected)
    for column, view in enumerate((3, 1, 2)):
        of_view = np.array(built) == view
        assert found.loadings[of_view, column].min() > 0.5
        assert np.abs(found.loadings[~of_view, column]).max() < 0.5
    assert found.congruences.min() > 0.95


def test_free_cells_do_not_pull() -> None:
    wanted = np.where(np.abs(ROTATED) > 0.5, ROTATED, np.nan)
    turn = np.linalg.qr(np.random.default_rng(2).normal(size=(3, 3)))[0]
    found = target.to_partial_target(loadings=ROTATED @ turn, target=wanted)
    assert np.abs(found.loadings - ROTATED).max() < 1e-6
    assert target.to_target(loadings=ROTATED @ turn, target=wanted).congruences.min() > 0.9999


def test_an_array_that_was_expected_draws_its_factor() -> None:
    mean_of = [SORTS[:, np.argsort(-ROTATED[:, f])[:5]].mean(axis=1) for f in (2, 0, 1)]
    expected = target.by_statements(sorts=SORTS, arrays=np.column_stack(mean_of))
    found = target.to_target(loadings=UNROTATED, target=expected)
    assert np.abs(found.loadings - ROTATED[:, [2, 0, 1]]).max() < 0.15
    assert found.congruences.min() > 0.95
    again = target.by_other_people(sorts=SORTS, zscores=np.column_stack(mean_of))
    assert np.array_equal(again, expected)


def test_an_earlier_solution_with_some_of_the_same_people_is_enough() -> None:
    earlier = {name: tuple(ROTATED[i]) for i, name in enumerate(STUDY.participants) if i % 3 == 0}
    expected = target.by_same_people(participants=STUDY.participants, earlier=earlier | {"gone": (1, 0, 0)})
    found = target.to_target(loadings=UNROTATED, target=expected)
    assert np.abs(found.loadings - ROTATED).max() < 1e-10


def test_a_factor_beyond_the_target_is_free() -> None:
    found = target.to_target(loadings=UNROTATED, target=ROTATED[:, [1]])
    assert np.abs(found.loadings[:, 0] - ROTATED[:, 1]).max() < 1e-6
    assert np.isnan(found.congruences[1:]).all()


@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, 1, 1), (1, -1, -1)])
def test_what_the_target_leaves_open_does_not_hang_on_the_signs_of_the_extraction(signs) -> None:
    views = [{STUDY.participants[0]: 1}, {STUDY.participants[-1]: 1}]
    expected = target.by_people(participants=STUDY.participants, views=views)
    once = target.to_target(loadings=UNROTATED, target=expected)
    again = target.to_target(loadings=UNROTATED * signs, target=expected)
    assert np.abs(again.loadings - once.loadings).max() < 1e-9
    assert once.loadings[0, 0] > 0.7
    assert once.loadings[-1, 1] > 0.7


def test_a_target_that_cannot_be_reached_is_named() -> None:
    expected = np.random.default_rng(1).normal(size=(40, 3))
    found = target.to_target(loadings=UNROTATED, target=expected)
    (caution,) = found.cautions
    assert caution.about is About.FAR_FROM_TARGET
    assert caution.factors == (1, 2, 3)


def test_targets_that_make_no_sense_are_refused() -> None:
    people = STUDY.participants
    with pytest.raises(Refused, match="names Zoe, who is not in this study"):
        target.by_people(participants=people, views=[{"Zoe": 1}])
    with pytest.raises(Refused, match="only 1, -1 and 0"):
        target.by_people(participants=people, views=[{people[0]: 0.5}])
    with pytest.raises(Refused, match="name one person at least"):
        target.by_people(participants=people, views=[{}])
    with pytest.raises(Refused, match="Nobody of this study"):
        target.by_same_people(participants=people, earlier={"Zoe": (1, 0)})
    with pytest.raises(Refused, match="same number of loadings"):
        target.by_same_people(participants=people, earlier={people[0]: (1, 0), people[1]: (1,)})
    with pytest.raises(Refused, match="4 views, but there are 3 factors"):
        target.to_target(loadings=UNROTATED, target=np.ones((40, 4)))
    with pytest.raises(Refused, match="one row for each of the 40 sorts"):
        target.to_target(loadings=UNROTATED, target=np.ones((7, 3)))
    with pytest.raises(Refused, match="says nothing about anybody"):
        target.to_target(loadings=UNROTATED, target=np.full((40, 3), np.nan))

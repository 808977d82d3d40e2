from dataclasses import replace

import numpy as np
import pytest

from concordat.qmethod import groups
from concordat.qmethod.analysis import analyse
from concordat.qmethod.cautions import About
from concordat.qmethod.study import Refused
from tests.qmethod.studies import made, read_study

NOISY = read_study(made("noisy_four"))
FOUR = analyse(NOISY, factors=4)


def flags_of(loadings):
    return np.abs(loadings) > 0.4


def test_shares_and_means_are_those_of_each_group() -> None:
    found = groups.of_analysis(FOUR, rng=np.random.default_rng(1), steps=200, permutations=500)
    council = np.array([sort.facts["group"] == "councillor" for sort in NOISY.sorts])
    one, other = found.groups
    assert (one.group, one.people, one.sorts) == ("councillor", 40, 40)
    assert other.group == "officer"
    assert one.loading == pytest.approx(FOUR.loadings[council].mean(axis=0))
    positive = FOUR.flags & (FOUR.loadings >= 0)
    assert other.share == pytest.approx(positive[~council].mean(axis=0))
    assert one.share + one.opposed == pytest.approx(FOUR.flags[council].mean(axis=0))
    (between,) = found.between
    assert between.groups == ("councillor", "officer")
    assert between.share.difference == pytest.approx(one.share - other.share)
    for tested in (between.share, between.loading):
        assert (tested.low <= tested.difference).all()
        assert (tested.difference <= tested.high).all()
        assert (tested.corrected_p >= tested.p).all()


def test_a_view_of_one_group_alone_is_found_and_the_others_are_not() -> None:
    rng = np.random.default_rng(2)
    loadings = rng.normal(0, 0.2, size=(40, 3))
    loadings[:20, 1] += 0.6
    found = groups.joint(
        loadings=loadings,
        flags=flags_of(loadings),
        groups=["a"] * 20 + ["b"] * 20,
        rng=rng,
        permutations=2000,
    )
    tested = found.between[0].loading
    assert tested.corrected_p[1] < 0.01
    assert tested.low[1] > 0
    assert tested.corrected_p[[0, 2]].min() > 0.05
    assert found.between[0].share.difference[1] > 0.5


def test_with_shuffled_labels_p_is_uniform() -> None:
    rng = np.random.default_rng(7)
    p = []
    for _ in range(150):
        loadings = rng.normal(size=(24, 1))
        found = groups.joint(
            loadings=loadings,
            flags=flags_of(loadings),
            groups=rng.permutation(["a"] * 12 + ["b"] * 12).tolist(),
            rng=rng,
            steps=0,
            permutations=199,
        )
        p.append(found.between[0].loading.p[0])
    shares = [np.mean(np.array(p) <= level) for level in (0.1, 0.25, 0.5, 0.75)]
    assert shares == pytest.approx([0.1, 0.25, 0.5, 0.75], abs=0.12)


def test_somebody_who_sorted_twice_is_one_person() -> None:
    rng = np.random.default_rng(3)
    loadings = np.repeat(rng.normal(size=(10, 2)), 2, axis=0)
    people = [f"p{i // 2}" for i in range(20)]
    labels = ["a"] * 10 + ["b"] * 10
    settings = {"steps": 300, "permutations": 300, "groups": labels, "flags": flags_of(loadings)}
    twice = groups.joint(loadings=loadings, people=people, rng=np.random.default_rng(1), **settings)
    apart = groups.joint(loadings=loadings, rng=np.random.default_rng(1), **settings)
    assert [(each.people, each.sorts) for each in twice.groups] == [(5, 10), (5, 10)]
    wide, narrow = (each.between[0].loading.high - each.between[0].loading.low for each in (twice, apart))
    assert (wide > narrow).all()
    assert [each.about for each in twice.cautions] == [About.SMALL_GROUP]
    with pytest.raises(Refused, match="p0 is in two groups, a and b"):
        groups.joint(
            loadings=loadings,
            people=["p0"] * 20,
            rng=rng,
            groups=labels,
            flags=flags_of(loadings),
        )


def test_three_groups_are_compared_pair_by_pair_with_progress_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    loadings = np.random.default_rng(4).normal(size=(30, 2))
    found = groups.joint(
        loadings=loadings,
        flags=flags_of(loadings),
        groups=["a", "b", "c"] * 10,
        rng=np.random.default_rng(4),
        steps=700,
        permutations=100,
        progress=lambda done, of: told.append((done, of)),
    )
    assert [each.groups for each in found.between] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert told[-1] == (2400, 2400)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_each_groups_own_views_are_matched() -> None:
    own = {
        name: analyse(
            replace(NOISY, sorts=tuple(s for s in NOISY.sorts if s.facts["group"] == name)), factors=3
        )
        for name in ("councillor", "officer")
    }
    told: list[tuple[int, int]] = []
    found = groups.separate(
        own, steps=20, rng=np.random.default_rng(1), progress=lambda done, of: told.append((done, of))
    )
    comparison = found["councillor", "officer"]
    assert len(comparison.matched) == 3
    assert max(each.congruence for each in comparison.matched) > 0.5
    assert told[-1] == (20, 20)


def test_a_group_that_is_not_known_and_one_group_alone_are_refused() -> None:
    with pytest.raises(Refused, match="The service of P01 is not known") as refused:
        groups.of_analysis(FOUR, by="service", rng=np.random.default_rng(1))
    assert refused.value.participant == "P01"
    loadings = np.ones((4, 1))
    with pytest.raises(Refused, match="fewer than two"):
        groups.joint(loadings=loadings, flags=loadings > 0, groups=["a"] * 4, rng=np.random.default_rng(1))
    with pytest.raises(Refused, match="3 groups for 4 sorts"):
        groups.joint(loadings=loadings, flags=loadings > 0, groups=["a"] * 3, rng=np.random.default_rng(1))

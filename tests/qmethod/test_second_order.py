from dataclasses import replace

import numpy as np
import pytest

from concordat.qmethod.analysis import analyse
from concordat.qmethod.cautions import About
from concordat.qmethod.second_order import second_order
from concordat.qmethod.study import Refused
from tests.qmethod.studies import made, read_study

CLEAN = read_study(made("clean_three"))
PARTS = {
    f"part {start + 1}": analyse(replace(CLEAN, sorts=CLEAN.sorts[start::3]), factors=3) for start in range(3)
}


@pytest.mark.parametrize("arrays", [False, True])
def test_the_views_of_three_parts_come_together_again(arrays: bool) -> None:
    found = second_order(PARTS, factors=3, arrays=arrays)
    assert len(found.of) == 9
    loadings = np.abs(found.analysis.loadings)
    assert loadings.max(axis=1).min() > 0.85
    shared = loadings.argmax(axis=1).reshape(3, 3)
    assert all(sorted(row) == [0, 1, 2] for row in shared)
    assert found.cautions == ()


def test_what_went_in_is_named_with_its_reliability() -> None:
    found = second_order(PARTS, factors=2)
    assert found.analysis.study.participants[:4] == ("part 1: 1", "part 1: 2", "part 1: 3", "part 2: 1")
    known = PARTS["part 2"].characteristics
    assert found.of[3].reliability == known.composite_reliability[0]
    assert found.of[3].flagged == known.n_flagged[0]
    told = {each.about for each in found.analysis.cautions}
    assert not told & {About.UNFORCED, About.OFF_THE_GRID, About.OUT_OF_RANGE}
    grid = sorted(CLEAN.nominal_grid)
    assert sorted(found.analysis.arrays[:, 0].tolist()) == [float(v) for v in grid]


def test_a_factor_without_flags_is_left_out_and_few_are_a_sketch() -> None:
    one = analyse(CLEAN, factors=4, extraction="centroid")
    assert np.isnan(one.zscores).any()
    found = second_order({"a": one, "b": PARTS["part 1"]}, factors=2)
    assert len(found.of) == 6
    assert [each.about for each in found.cautions] == [About.FEW_FACTORS]


def test_fewer_than_four_factors_or_other_statements_are_refused() -> None:
    with pytest.raises(Refused, match=r"at least 4 first-order factors with flags; here there are 3"):
        second_order({"a": PARTS["part 1"]}, factors=1)
    with pytest.raises(Refused, match="Not all analyses have the statement"):
        second_order({"a": PARTS["part 1"], "b": analyse(read_study(made("tiny")), factors=2)}, factors=2)
    with pytest.raises(Refused, match="needs analyses"):
        second_order({}, factors=2)

"""Factors with people at both ends, and their split."""

from dataclasses import replace

import numpy as np
import pytest

from concordat.qmethod import analyse
from concordat.qmethod.cautions import About
from concordat.qmethod.study import Refused
from tests.qmethod.studies import made, read_study

SPLIT = [{"op": "split", "factor": 1}]


def whole_and_split():
    study = read_study(made("bipolar"))
    return analyse(study, factors=2), analyse(study, factors=2, log=SPLIT)


def test_a_bipolar_factor_is_always_said_with_the_people_at_its_lower_end():
    whole, split = whole_and_split()
    told = next(caution for caution in whole.cautions if caution.about is About.BIPOLAR)
    assert told.factors == (1,)
    opposite = [sort.participant for sort in whole.study.sorts if sort.facts["viewpoint"] == "-1"]
    assert told.participants == tuple(opposite)
    assert About.BIPOLAR not in {caution.about for caution in split.cautions}


def test_a_split_makes_two_views_and_moves_the_others_on():
    whole, split = whole_and_split()
    assert split.factor_names == ("1a", "1b", "2")
    assert split.characteristics.n_flagged.tolist() == [8, 6, 10]
    np.testing.assert_array_equal(split.loadings[:, 1], -whole.loadings[:, 0])
    np.testing.assert_array_equal(split.loadings[:, [0, 2]], whole.loadings)
    np.testing.assert_allclose(split.unrotated @ split.rotation_matrix, split.loadings)
    np.testing.assert_array_equal(split.factor_correlations, [[1, -1, 0], [-1, 1, 0], [0, 0, 1]])
    assert (split.weights >= 0).all()
    assert split.record["flags"] == "automatic"
    grid = split.record["grid"]
    assert all(sorted(column.tolist()) == grid for column in split.arrays.T)


def test_view_b_of_the_negative_sorts_alone_is_the_mirror_of_these_sorts_unsplit():
    whole, split = whole_and_split()
    negative = whole.loadings[:, 0] < 0
    only_below = [
        {"op": "flag", "participant": name, "factor": 1, "value": False}
        for name, flagged, below in zip(whole.study.participants, whole.flags[:, 0], negative, strict=True)
        if flagged and not below
    ]
    unsplit = analyse(whole.study, factors=2, log=only_below)
    np.testing.assert_allclose(split.zscores[:, 1], -unsplit.zscores[:, 0], atol=1e-12)
    told = next(each for each in unsplit.cautions if each.about is About.FLAGGED_NEGATIVELY)
    assert told.factors == (1,)


def test_flags_after_a_split_count_by_the_new_numbers():
    found = analyse(
        read_study(made("bipolar")),
        factors=2,
        log=[*SPLIT, {"op": "flag", "participant": "P01", "factor": 3, "value": True}],
    )
    assert found.flags[0].tolist() == [True, False, True]
    assert found.record["flags"] == "automatic, changed: P01 on factor 2"


def test_whatever_is_said_of_a_split_factor_uses_its_name():
    no_flag = [{"op": "flag", "participant": f"P{n}", "factor": 3, "value": False} for n in range(15, 25)]
    found = analyse(read_study(made("bipolar")), factors=2, log=[*SPLIT, *no_flag])
    told = next(caution for caution in found.cautions if caution.about is About.NO_FLAG)
    assert "No sort is flagged on factor 2," in told.sentence
    assert told.factors == (3,)
    labels = {row.label for row in found.statements}
    assert "Distinguishes all" in labels
    other = analyse(read_study(made("bipolar")), factors=2, log=SPLIT)
    assert {"Distinguishes f1a", "Distinguishes f1b", "Distinguishes f2"} & {
        row.label for row in other.statements
    }


def test_a_factor_with_people_at_one_end_cannot_be_split():
    with pytest.raises(Refused, match="Factor 2 has no flags at both ends"):
        analyse(read_study(made("bipolar")), factors=2, log=[{"op": "split", "factor": 2}])


@pytest.mark.parametrize("rotation", ["oblimin", "promax"])
def test_an_oblique_factor_splits_with_its_structure_and_correlations(rotation):
    study = read_study(made("bipolar"))
    whole = analyse(study, factors=2, rotation=rotation)
    split = analyse(study, factors=2, rotation=rotation, log=SPLIT)
    np.testing.assert_array_equal(split.structure[:, 1], -whole.structure[:, 0])
    assert split.factor_correlations[1, 2] == -whole.factor_correlations[0, 1]


def test_regression_and_bartlett_scores_bear_a_split():
    for kind in ("regression", "bartlett"):
        found = analyse(read_study(made("bipolar")), factors=2, log=SPLIT, scores=kind)
        np.testing.assert_allclose(found.zscores[:, 1], -found.zscores[:, 0], atol=1e-9)


def test_both_factors_may_be_split_one_after_the_other():
    study = read_study(made("bipolar"))
    mirrored = replace(
        study,
        grid=study.nominal_grid,
        sorts=tuple(
            replace(sort, values=tuple(-v for v in sort.values)) if sort.participant == "P24" else sort
            for sort in study.sorts
        ),
    )
    found = analyse(mirrored, factors=2, log=[*SPLIT, {"op": "split", "factor": 3}])
    assert found.factor_names == ("1a", "1b", "2a", "2b")
    assert found.characteristics.n_flagged.sum() == 24

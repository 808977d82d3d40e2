"""KADE's own results, found again to the last digit. Its runs are told in ``reference/made/README.md``."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from concordat.qmethod.analysis import analyse
from concordat.qmethod.as_in_kade import extraction as kade_extraction
from concordat.qmethod.as_in_kade.flags import flags
from concordat.qmethod.as_in_kade.rounding import rd, rd1
from concordat.qmethod.as_in_kade.scores import weight
from concordat.qmethod.flagging import Flagging, Rule
from concordat.qmethod.results import Analysis, Extraction
from concordat.qmethod.study import Refused, Study
from tests.effort import lines_run
from tests.qmethod.studies import all_runs, made, read_study, reference

EXTRACTIONS = {
    "pca": Extraction.PCA,
    "brown_centroid": Extraction.CENTROID,
    "horst_centroid": Extraction.HORST,
}
LISTS = {
    "distinguishing_p01": "D*",
    "distinguishing_p05_only": "D",
    "consensus_p05": "C*",
    "consensus_p01_only": "C",
}


def settings(told: dict[str, Any]) -> dict[str, Any]:
    asked = told["settings"]
    return {"factors": asked["factors"], "extraction": EXTRACTIONS[asked["extraction"]], "mode": "kade"}


def floats(rows: Any) -> Any:
    return np.array(rows, dtype=float)


def values(study: Study) -> Any:
    return floats([sort.values for sort in study.sorts]).T


@pytest.mark.parametrize("run", all_runs("kade_"))
def test_kade_is_met_in_every_number(run: Path) -> None:
    told = reference(run)
    study = read_study(run.parent)
    if not told["usable"]:
        stops_as_kade_does(study, told)
        return
    found = analyse(study, **settings(told))
    assert np.abs(found.unrotated - floats(told["unrotated"])).max() <= 1e-7
    assert np.abs(found.loadings - floats(told["loadings"])).max() <= 1.5e-5
    assert found.flags.tolist() == told["flags"]
    with_flags = [factor - 1 for factor in told["factors_with_flags"]]
    assert equal(found.zscores[:, with_flags], told["zscores"])
    assert equal(found.arrays[:, with_flags], told["arrays"])
    assert np.isnan(np.delete(found.zscores, with_flags, axis=1)).all()
    known, between = found.characteristics, np.ix_(with_flags, with_flags)
    for name in ("n_flagged", "composite_reliability", "se"):
        assert equal(getattr(known, name)[with_flags], told["characteristics"][name])
    assert equal(known.se_difference[between], told["se_difference"])
    assert equal(known.factor_correlation[between], told["factor_correlation"])
    if told["corrected"] is not None:
        assert lists_of(found, with_flags) == told["corrected"]


def stops_as_kade_does(study: Study, told: dict[str, Any]) -> None:
    """A Heywood case: refused with its sorts, after the same unrotated factors."""
    with pytest.raises(Refused, match="Heywood") as stopped:
        analyse(study, **settings(told))
    assert stopped.value.participant in study.participants
    unrotated = kade_extraction.unrotated(
        correlation=kade_extraction.correlate(sorts=values(study)),
        factors=settings(told)["factors"],
        extraction=settings(told)["extraction"],
        statements=len(study.statements),
    )
    assert np.abs(unrotated - floats(told["unrotated"])).max() <= 1e-7


def equal(found: Any, told: Any) -> bool:
    """Numbers of so many decimals as KADE printed, but for the last bit of a double."""
    return bool(np.abs(floats(found) - floats(told)).max() < 1e-9)


def lists_of(found: Analysis, with_flags: list[int]) -> dict[str, Any]:
    """KADE's four lists, of statements counted from 1."""
    told: dict[str, Any] = {}
    for name, mark in LISTS.items():
        if name.startswith("distinguishing"):
            told[name] = [
                [row for row, each in enumerate(found.statements, 1) if each.distinguishes.get(f + 1) == mark]
                for f in with_flags
            ]
        else:
            told[name] = [
                row for row, each in enumerate(found.statements, 1) if mark in each.label.split(", ")
            ]
    return told


def test_a_half_is_rounded_away_from_zero_and_the_rest_to_the_nearest() -> None:
    numbers = np.array([0.125, -0.125, 0.124, -0.126, 2.5, -2.5, 0.0])
    assert rd(numbers, 2).tolist() == [0.13, -0.13, 0.12, -0.13, 2.5, -2.5, 0.0]
    assert rd(numbers, 0).tolist() == [0, 0, 0, 0, 3, -3, 0]
    assert [rd1(float(number), 2) for number in numbers] == rd(numbers, 2).tolist()


def test_both_roundings_agree_on_ordinary_numbers() -> None:
    numbers = np.random.default_rng(7).normal(size=500)
    for places in (3, 5, 8):
        assert rd(numbers, places).tolist() == [rd1(float(number), places) for number in numbers]


def test_a_weight_beyond_one_counts_as_kade_counts_it() -> None:
    assert weight(0.5) == 0.66667
    assert weight(1.0) == 1.0
    assert weight(1.2) == pytest.approx(1.2 / 0.44, abs=1e-5)
    assert weight(-0.5) == -0.66667


def test_the_majority_may_be_left_out_or_stand_alone() -> None:
    loadings = np.array([[0.5, 0.6], [0.9, 0.1], [0.1, 0.05]])
    both = flags(loadings=loadings, statements=36, flagging=Flagging())
    level = flags(loadings=loadings, statements=36, flagging=Flagging(majority=False))
    alone = flags(loadings=loadings, statements=36, flagging=Flagging(rule=Rule.MAJORITY_ALONE))
    assert both.tolist() == [[False, True], [True, False], [False, False]]
    assert level.tolist() == [[True, True], [True, False], [False, False]]
    assert alone.tolist() == [[False, True], [True, False], [True, False]]
    with pytest.raises(Refused, match="qfactor"):
        flags(loadings=loadings, statements=36, flagging=Flagging(rule=Rule.QFACTOR))


def test_a_turn_by_hand_is_rounded_and_can_be_taken_back() -> None:
    study = read_study(made("clean_three"))
    plain = analyse(study, factors=3, mode="kade")
    turn = {"op": "rotate", "factors": [1, 2], "degrees": 10}
    turned = analyse(study, factors=3, mode="kade", log=[turn])
    assert np.abs(turned.loadings - plain.loadings).max() > 0.1
    assert (turned.loadings == rd(turned.loadings, 5)).all()
    assert np.abs(turned.unrotated @ turned.rotation_matrix - turned.loadings).max() < 5e-5
    undone = analyse(study, factors=3, mode="kade", log=[turn, {"op": "undo"}])
    assert (undone.loadings == plain.loadings).all()


def test_a_bipolar_factor_is_split_into_opposite_views() -> None:
    study = read_study(made("bipolar"))
    whole = analyse(study, factors=2, mode="kade")
    ends = (whole.flags & (whole.loadings < 0)).sum(axis=0)
    factor = int(np.argmax(ends))
    found = analyse(study, factors=2, mode="kade", log=[{"op": "split", "factor": factor + 1}])
    assert found.factors == 3
    assert (found.loadings[:, factor + 1] == -found.loadings[:, factor]).all()
    assert found.characteristics.n_flagged[[factor, factor + 1]].sum() == whole.flags[:, factor].sum()
    assert np.corrcoef(found.zscores[:, factor], found.zscores[:, factor + 1])[0, 1] < -0.5


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"factors": 9}, "at most 8 principal components"),
        ({"factors": 3, "extraction": "principal-axis"}, "no principal axis"),
        ({"factors": 3, "log": [{"op": "promax"}]}, "no promax"),
        ({"factors": 3, "rotation": "oblimin"}, "KADE has only"),
    ],
)
def test_what_kade_does_not_have_is_refused_in_a_sentence(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        analyse(read_study(made("clean_three")), mode="kade", **asked)


def test_a_communality_above_one_before_rotation_is_told_with_its_sorts() -> None:
    study = read_study(made("ties"))
    run = reference(made("ties") / "kade_horst_centroid_varimax_3.json")
    found = analyse(study, **settings(run))
    above = tuple(np.array(study.participants)[(found.unrotated**2).sum(axis=1) > 1])
    assert list(above) == run["heywood_communality_above_1"]
    told = [caution.participants for caution in found.cautions if "KADE would offer" in caution.sentence]
    assert told == ([above] if above else [])


def test_a_division_by_zero_is_refused_in_a_sentence() -> None:
    """Two sorts that are one: the first factor leaves nothing for a second."""
    with pytest.raises(Refused, match="divides by zero when it takes 2 factors"):
        kade_extraction.unrotated(
            correlation=np.ones((2, 2)), factors=2, extraction=Extraction.HORST, statements=9
        )


def test_a_study_as_large_as_they_come_does_not_keep_anybody_waiting() -> None:
    """The rounding is done on whole arrays: a line of Python for each number would be millions."""
    study = read_study(made("noisy_four"))
    assert lines_run(lambda: analyse(study, factors=4, mode="kade", extraction="centroid")) < 100_000

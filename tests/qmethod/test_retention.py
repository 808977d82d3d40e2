"""The evidence on the number of factors, against the reference criteria and against definitions."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from concordat.qmethod.analysis import analyse
from concordat.qmethod.bootstrap import Stopped
from concordat.qmethod.correlation import correlate, standardise
from concordat.qmethod.parallel import parallel_analysis
from concordat.qmethod.partial import average_partials
from concordat.qmethod.retention import Evidence, evidence
from concordat.qmethod.split_half import split_half
from concordat.qmethod.study import Refused, Study
from tests.qmethod.studies import MADE, PUBLIC_NAMES, made, public, read_study, reference

STUDIES = [made(name) for name in MADE]


def sorts_of(study: Study) -> Any:
    return np.array([sort.values for sort in study.sorts], dtype=float).T


def quick(study: Study, **asked: Any) -> Evidence:
    return evidence(study, **{"permutations": 0, "splits": 0, "bootstrap_steps": 0} | asked)


def agrees_with(folder: Path) -> None:
    """Criteria to the last digit; parallel analysis to what chance allows."""
    told = reference(folder / "common.json")
    criteria, parallel = told["criteria"], told["parallel_analysis"]
    found = quick(read_study(folder), permutations=2000)
    kept = len(found.rows)
    assert [row.eigenvalue for row in found.rows] == pytest.approx(told["eigenvalues"][:kept], abs=1e-9)
    products = criteria["humphrey_product_pca"][:kept]
    # Eigenvalues that are nearly equal leave their factors free to turn; R and we may then differ.
    alone = [abs(a - b) > 1e-6 for a, b in zip(told["eigenvalues"], told["eigenvalues"][1:], strict=False)]
    for row, product, strict, lenient, significant, single in zip(
        found.rows,
        products,
        criteria["humphrey_pass_2se"],
        criteria["humphrey_pass_1se"],
        criteria["significant_p01_loadings_pca"],
        alone,
        strict=False,
    ):
        if single:
            assert row.two_largest == pytest.approx(product, abs=1e-7)
            assert (row.humphrey, row.humphrey_lenient, row.significant) == (strict, lenient, significant)
    assert sum(row.above_one for row in found.rows) == min(criteria["eigenvalues_above_1"], kept)
    for row, mean, high in zip(found.rows, parallel["mean"], parallel["p95"], strict=False):
        assert row.chance_mean == pytest.approx(mean, abs=parallel["tolerance"])
        assert row.chance == pytest.approx(high, abs=parallel["tolerance"])
    margins = [abs(r.eigenvalue - (r.chance or 0)) for r in found.rows]
    if min(margins) > parallel["tolerance"]:
        assert sum(bool(row.beyond_chance) for row in found.rows) == parallel["retain_p95"]


@pytest.mark.parametrize("folder", STUDIES, ids=MADE)
def test_criteria_and_chance_are_those_of_the_reference(folder: Path) -> None:
    agrees_with(folder)


@pytest.mark.parametrize("name", PUBLIC_NAMES)
def test_public_criteria_are_those_of_the_reference(name: str) -> None:
    agrees_with(public(name))


def test_what_was_not_asked_for_is_not_worked_out() -> None:
    found = quick(read_study(made("clean_three")))
    for row in found.rows:
        assert (row.chance, row.chance_p, row.beyond_chance) == (None, None, None)
        assert (row.split_half, row.congruence, row.steady, row.stable) == (None, None, None, None)
    assert len(found.rows) == 8
    assert found.complete


def test_three_planted_views_show_in_every_kind_of_evidence() -> None:
    found = evidence(read_study(made("clean_three")), most=5, permutations=200, splits=20, bootstrap_steps=60)
    at_three, at_four = found.rows[2], found.rows[3]
    assert (at_three.humphrey, at_three.beyond_chance, at_three.stable) == (True, True, True)
    assert (at_four.humphrey, at_four.beyond_chance, at_four.stable) == (False, False, False)
    assert at_three.split_half is not None
    assert at_three.split_half > 0.9 > max(row.split_half or 0 for row in (*found.rows[:2], at_four))
    assert at_three.flagged is not None
    assert sum(at_three.flagged) + (at_three.unflagged or 0) == 40
    assert at_three.explained_percent is not None
    assert at_three.explained_percent > 50
    assert found.rows[2].chance_p == pytest.approx(1 / 201)


def test_a_row_is_that_of_the_solution() -> None:
    study = read_study(made("noisy_four"))
    found = quick(study, most=4).rows[3]
    solution = analyse(study, factors=4)
    between = np.abs(solution.characteristics.factor_correlation - np.eye(4))
    assert found.largest_correlation == pytest.approx(between.max())
    assert found.flagged == tuple(solution.flags.sum(axis=0))
    assert found.explained_percent == pytest.approx(solution.characteristics.explained_percent.sum())


def test_partials_are_left_out_where_sorts_are_as_many_as_statements() -> None:
    assert quick(read_study(made("noisy_four"))).no_factor_partial is None
    few = quick(read_study(made("unforced")))
    assert few.no_factor_partial is not None
    partials = [row.average_partial for row in few.rows]
    assert min((value, k) for k, value in enumerate(partials, 1) if value is not None)[1] == 3


def test_average_partials_are_those_of_regression_on_the_components() -> None:
    sorts = sorts_of(read_study(made("tiny")))
    scores = standardise(sorts=sorts)
    correlation = correlate(sorts=sorts)
    found = average_partials(correlation=correlation, most=2)
    components = scores @ np.linalg.eigh(correlation)[1][:, ::-1][:, :2]
    left = scores - components @ np.linalg.lstsq(components, scores, rcond=None)[0]
    partial = np.corrcoef(left, rowvar=False)
    apart = ~np.eye(len(partial), dtype=bool)
    assert found[2] == pytest.approx((partial[apart] ** 2).mean())
    assert found[0] == pytest.approx((correlation[apart] ** 2).mean())


def test_shuffled_sorts_are_seldom_beyond_chance() -> None:
    rng = np.random.default_rng(4)
    beyond = 0
    for _ in range(40):
        sorts = standardise(sorts=rng.permuted(sorts_of(read_study(made("ties"))), axis=0))
        values = np.asarray(np.linalg.eigvalsh(correlate(sorts=sorts))[::-1][:3])
        found = parallel_analysis(standardised=sorts, observed=values, permutations=60, rng=rng)
        beyond += found.factors > 0
    assert beyond <= 6  # 2 expected of 40


def test_both_sides_of_the_table_have_the_same_eigenvalues() -> None:
    sorts = standardise(sorts=sorts_of(read_study(made("noisy_four"))))
    assert sorts.shape == (48, 80)
    observed = np.asarray(np.linalg.eigvalsh(correlate(sorts=sorts))[::-1][:2])
    wide = parallel_analysis(
        standardised=sorts, observed=observed, permutations=1, rng=np.random.default_rng(1)
    )
    shuffled = np.random.default_rng(1).permuted(sorts.T[None], axis=2)[0].T
    alone = np.linalg.eigvalsh(np.corrcoef(shuffled, rowvar=False))[::-1][:2]
    assert wide.mean == pytest.approx(alone)


def test_halves_too_small_for_so_many_factors_are_not_compared() -> None:
    study = read_study(made("tiny"))
    solutions = [analyse(study, factors=k) for k in (2, 3)]
    two, three = split_half(solutions, splits=10, rng=np.random.default_rng(1))
    assert two is not None
    assert 0 < two <= 1
    assert three is None


def test_nobody_has_split_twins_of_opposite_sign() -> None:
    """Copies of one sort and of its reverse are the same view upside down: each half finds it."""
    study = read_study(made("tiny"))
    first, second = study.sorts[0], study.sorts[3]
    people = [
        replace(each, participant=f"{each.participant}{n}") for n in range(6) for each in (first, second)
    ]
    alike = split_half(
        [analyse(replace(study, sorts=tuple(people)), factors=2)], splits=10, rng=np.random.default_rng(2)
    )[0]
    assert alike is not None
    assert alike > 0.9


@pytest.mark.parametrize("extraction", ["centroid", "principal-axis"])
def test_other_extractions_have_their_own_solutions(extraction: str) -> None:
    study = read_study(made("clean_three"))
    found = evidence(study, most=3, permutations=20, splits=4, bootstrap_steps=4, extraction=extraction)
    by_components = quick(study, most=3)
    assert found.extraction == extraction
    assert [row.eigenvalue for row in found.rows] == [row.eigenvalue for row in by_components.rows]
    assert found.rows[2].two_largest != by_components.rows[2].two_largest
    assert found.rows[2].congruence is not None
    assert found.rows[2].congruence > 0.9


def test_the_same_seed_gives_the_same_evidence_and_it_can_be_kept_as_json() -> None:
    study = read_study(made("unforced"))
    asked: dict[str, Any] = {"most": 3, "permutations": 40, "splits": 5, "bootstrap_steps": 10}
    one, same, other = (evidence(study, seed=seed, **asked) for seed in (7, 7, 8))
    assert one == same
    assert one.rows != other.rows
    told = json.loads(json.dumps(one.as_json()))
    assert told["rows"][2]["factors"] == 3
    assert told["rows"][2]["flagged"] == list(one.rows[2].flagged or ())
    assert list(told["rows"][0])[:2] == ["factors", "eigenvalue"]


def test_progress_counts_up_to_all_of_it_and_may_stop_it() -> None:
    study = read_study(made("tiny"))
    seen: list[tuple[int, int]] = []
    evidence(study, permutations=60, splits=10, bootstrap_steps=20, progress=lambda *at: seen.append(at))
    assert seen[-1][0] == seen[-1][1] == 60 + 5 * (10 + 20)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)

    def after_permutations(done: int, _of: int) -> None:
        if done > 60:
            raise Stopped

    found = evidence(study, permutations=60, splits=10, bootstrap_steps=20, progress=after_permutations)
    assert not found.complete
    assert "stopped" in found.cautions[-1].sentence
    assert found.rows[0].chance is not None
    assert found.rows[0].stable is None


def test_a_number_of_factors_that_fails_leaves_the_others() -> None:
    """Principal axis cannot take all five from six sorts; what is known of the fifth stays."""
    found = quick(read_study(made("tiny")), extraction="principal-axis")
    missing = [row.factors for row in found.rows if row.explained_percent is None]
    told = [caution.factors[0] for caution in found.cautions if caution.sentence.startswith("There is no")]
    assert missing
    assert missing == told
    assert all(row.eigenvalue is not None for row in found.rows)


def test_a_study_that_cannot_be_analysed_is_refused() -> None:
    study = read_study(made("tiny"))
    with pytest.raises(Refused, match="at least two sorts"):
        evidence(replace(study, sorts=study.sorts[:1]))
    with pytest.raises(Refused, match="whole number from 1"):
        evidence(study, most=0)


def test_a_sort_that_is_left_out_is_told_and_the_others_are_shuffled() -> None:
    study = read_study(made("tiny"))
    first, *others = study.sorts
    half = replace(first, values=(None,) * 10 + first.values[10:])
    found = evidence(
        replace(study, sorts=(half, *others)), most=2, permutations=20, splits=3, bootstrap_steps=3
    )
    assert found.participants == 5
    assert f"The sort of {first.participant} is left out" in found.cautions[0].sentence
    assert found.rows[0].chance is not None

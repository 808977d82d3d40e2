"""The standard mode against a second implementation of it, run by run."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.qmethod import analyse
from concordat.qmethod.cautions import About
from concordat.qmethod.results import Standing
from concordat.qmethod.study import Refused, Sort, Statement, Study
from tests.qmethod.studies import MADE, all_runs, made, read_study, reference

BEFORE_ROUNDING = 1e-6


def numbers(rows):
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)


def solve(run):
    told = reference(run)["settings"]
    study = read_study(run.parent)
    return analyse(study, factors=told["factors"], extraction=told["extraction"], rotation=told["rotation"])


@pytest.mark.parametrize("run", all_runs("standard_"))
def test_the_standard_mode_agrees_with_a_second_implementation(run):
    theirs, ours = reference(run), solve(run)
    assert ours.study.participants == tuple(theirs["participants"])
    np.testing.assert_allclose(ours.loadings, numbers(theirs["loadings"]), rtol=0, atol=BEFORE_ROUNDING)
    np.testing.assert_allclose(ours.zscores, numbers(theirs["zscores"]), rtol=0, atol=BEFORE_ROUNDING)
    np.testing.assert_array_equal(ours.flags, theirs["flags"])
    np.testing.assert_array_equal(ours.arrays, numbers(theirs["arrays"]))
    for name, values in theirs["characteristics"].items():
        np.testing.assert_allclose(getattr(ours.characteristics, name), values, atol=BEFORE_ROUNDING)
    improper = {name for told in ours.cautions if told.about is About.IMPROPER for name in told.participants}
    assert improper == set(theirs["heywood"])
    if "centroid_warning" in theirs:
        warned = any(told.about is About.CENTROID_NOT_SECURE for told in ours.cautions)
        assert warned == theirs["centroid_warning"]


def test_the_answer_is_the_object_of_the_contract_and_holds_no_nan():
    found = analyse(read_study(made("clean_three")), factors=4)
    told = json.loads(json.dumps(found.as_json(), allow_nan=False))
    people, cards = len(found.study.sorts), len(found.study.statements)
    assert (len(told["loadings"]), len(told["flags"]), len(told["zscores"])) == (people, people, cards)
    assert {type(value) for row in told["arrays"] for value in row} == {int, type(None)}
    assert {row[3] for row in told["zscores"]} == {None}
    assert told["characteristics"]["n_flagged"] == [14, 13, 13, 0]
    assert told["characteristics"]["factor_correlation"][3] == [None, None, None, 1.0]
    assert told["loadings"] == found.loadings.tolist()
    assert told["warnings"] == [caution.sentence for caution in found.cautions]
    assert told["record"]["mode"] == told["mode"] == "standard"
    entry = next(each for each in told["distinguishing"] if each["factor"] == 2)
    row = told["statements"].index(entry["statement"])
    against = entry["against"]["1"]
    assert against["difference"] == pytest.approx(told["zscores"][row][1] - told["zscores"][row][0])
    assert set(entry["against"]) == {"1", "3"}
    assert against["corrected_p"] < 0.05
    assert against["columns"] == told["arrays"][row][1] - told["arrays"][row][0]


@pytest.mark.parametrize("extraction", ["pca", "centroid", "horst", "principal-axis"])
@pytest.mark.parametrize("rotation", ["none", "varimax", "raw-varimax", "quartimax", "oblimin", "promax"])
def test_every_extraction_goes_with_every_rotation(extraction, rotation):
    found = analyse(read_study(made("clean_three")), factors=3, extraction=extraction, rotation=rotation)
    np.testing.assert_allclose(found.unrotated @ found.rotation_matrix, found.loadings, atol=1e-10)
    if found.factor_correlations is not None:
        np.testing.assert_allclose(found.loadings @ found.factor_correlations, found.structure)
    assert found.flags.sum() >= 20
    np.testing.assert_array_equal(np.sort(found.arrays, axis=0)[:, 0], np.sort(found.arrays, axis=0)[:, 1])


@pytest.mark.parametrize("extraction", ["pca", "centroid", "horst", "principal-axis"])
def test_one_factor_is_a_solution_in_which_nothing_is_compared(extraction):
    for rotation in ("varimax", "oblimin", "promax", "none"):
        found = analyse(read_study(made("tiny")), factors=1, extraction=extraction, rotation=rotation)
        assert {told.standing for told in found.statements} == {None}
        assert found.as_json()["distinguishing"] == []
        assert (found.loadings**2).sum() > 1


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("extraction", ["pca", "centroid"])
def test_the_order_of_participants_and_statements_changes_nothing(name, extraction):
    study, rng = read_study(made(name)), np.random.default_rng(5)
    people, cards = rng.permutation(len(study.sorts)), rng.permutation(len(study.statements))
    moved = replace(
        study,
        statements=tuple(study.statements[card] for card in cards),
        sorts=tuple(
            replace(study.sorts[person], values=tuple(study.sorts[person].values[card] for card in cards))
            for person in people
        ),
        grid=study.nominal_grid,
    )
    before, after = (analyse(each, factors=3, extraction=extraction) for each in (study, moved))
    np.testing.assert_allclose(after.loadings, before.loadings[people], atol=1e-8)
    np.testing.assert_array_equal(after.flags, before.flags[people])
    np.testing.assert_allclose(after.zscores, before.zscores[cards], atol=1e-8)
    if name != "ties":  # Of tied statements the first in the study is higher.
        np.testing.assert_array_equal(after.arrays, before.arrays[cards])


def with_values(study, change):
    return replace(
        study,
        sorts=tuple(
            replace(sort, values=tuple(change(at, sort.values))) for at, sort in enumerate(study.sorts)
        ),
        grid=study.nominal_grid,
    )


def test_scaling_and_shifting_a_sort_changes_nothing_when_the_grid_is_given():
    study = read_study(made("noisy_four"))
    stretched = with_values(study, lambda at, values: [value * (1 + at % 3) + at - 7 for value in values])
    before, after = analyse(study, factors=4), analyse(stretched, factors=4)
    np.testing.assert_allclose(after.loadings, before.loadings, atol=1e-8)
    np.testing.assert_allclose(after.zscores, before.zscores, atol=1e-8)
    np.testing.assert_array_equal(after.arrays, before.arrays)


def test_reflecting_every_sort_reflects_the_scores_and_leaves_the_loadings():
    study = read_study(made("clean_three"))
    before = analyse(study, factors=3)
    after = analyse(with_values(study, lambda _, values: [-value for value in values]), factors=3)
    np.testing.assert_allclose(after.loadings, before.loadings, atol=1e-8)
    np.testing.assert_allclose(after.zscores, -before.zscores, atol=1e-8)


def test_reflecting_one_sort_changes_the_sign_of_its_loadings_alone():
    study = read_study(made("bipolar"))
    mirrored = with_values(study, lambda at, values: [-value if at == 20 else value for value in values])
    before, after = analyse(study, factors=2), analyse(mirrored, factors=2)
    signs = np.where(np.arange(len(study.sorts)) == 20, -1, 1)[:, None]
    np.testing.assert_allclose(after.loadings, before.loadings * signs, atol=1e-8)
    np.testing.assert_allclose(after.zscores, before.zscores, atol=1e-8)


def test_handing_in_every_sort_twice_leaves_the_loadings_of_components():
    study = read_study(made("tiny"))
    again = tuple(replace(sort, participant=sort.participant + " again") for sort in study.sorts)
    before = analyse(study, factors=2)
    after = analyse(replace(study, sorts=study.sorts + again), factors=2)
    np.testing.assert_allclose(after.loadings, np.vstack([before.loadings] * 2), atol=1e-8)


def sorted_by(*columns):
    return Study(
        statements=tuple(Statement(f"s{card}") for card in range(len(columns[0]))),
        sorts=tuple(Sort(f"P{person}", tuple(column)) for person, column in enumerate(columns)),
    )


GRID = (-2, -1, -1, 0, 0, 0, 1, 1, 2)


@given(orders=st.lists(st.permutations(range(len(GRID))), min_size=4, max_size=9), factors=st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_arrays_obey_the_grid_whatever_is_sorted(orders, factors):
    columns = [[GRID[place] for place in order] for order in orders]
    if np.linalg.matrix_rank(columns) < factors:  # sorts that repeat each other have no more components
        with pytest.raises(Refused, match="repeat each other"):
            analyse(sorted_by(*columns), factors=factors)
        return
    found = analyse(sorted_by(*columns), factors=factors)
    for factor in range(factors):
        if found.flags[:, factor].any():
            assert tuple(np.sort(found.arrays[:, factor])) == GRID
        else:
            assert np.isnan(found.arrays[:, factor]).all()


cells = st.one_of(st.integers(-2, 2), st.none())


@given(
    columns=st.integers(2, 7).flatmap(
        lambda cards: st.lists(st.lists(cells, min_size=cards, max_size=cards), min_size=2, max_size=6)
    ),
    asked=st.fixed_dictionaries(
        {
            "factors": st.integers(1, 3),
            "extraction": st.sampled_from(["pca", "principal-axis"]),
            "rotation": st.sampled_from(["none", "varimax", "quartimax", "oblimin", "promax"]),
            "mode": st.sampled_from(["standard", "qmethod", "kade"]),
            "scores": st.sampled_from(["spearman", "regression", "bartlett"]),
        }
    ),
)
@settings(max_examples=80, deadline=None)
def test_whatever_is_sorted_and_asked_is_analysed_or_refused_in_a_sentence(columns, asked):
    try:
        found = analyse(sorted_by(*columns), **asked)
    except Refused:
        return
    assert np.isfinite(found.loadings).all()
    json.dumps(found.as_json(), allow_nan=False)


def test_factors_that_hold_nothing_are_refused_where_they_cannot_be_turned():
    with pytest.raises(Refused, match="The 4 factors cannot be rotated so, for one of them holds nothing"):
        analyse(
            sorted_by((1, 0, 2), (0, 2, 1), (1, 2, 0), (2, 0, 1), (1, 0, 2), (1, 0, 2)),
            factors=4,
            extraction="centroid",
            rotation="promax",
        )
    with pytest.raises(Refused, match="divides by zero when it takes 2 factors from these sorts"):
        analyse(sorted_by((-1, 2), (-1, 0)), factors=2, extraction="horst", mode="kade")


def test_a_viewpoint_that_was_built_in_is_found_in_everyone_who_holds_it():
    study = read_study(made("clean_three"))
    found = analyse(study, factors=3)
    built_in = [int(sort.facts["viewpoint"]) for sort in study.sorts]
    factor_of = {
        view: set(np.argmax(np.abs(found.loadings), axis=1)[np.equal(built_in, view)]) for view in (1, 2, 3)
    }
    assert sorted(factor for factors in factor_of.values() for factor in factors) == [0, 1, 2]
    assert found.flags.sum() == len(study.sorts)


def test_missing_cards_are_told_and_a_sort_with_too_few_is_left_out():
    study = read_study(made("clean_three"))
    others = replace(study, sorts=study.sorts[:5] + study.sorts[6:])

    def lose(at, values):
        gone = {0: 2, 5: 20}.get(at, 0)
        return [None if card < gone else value for card, value in enumerate(values)]

    found = analyse(with_values(study, lose), factors=3)
    about = {caution.about: caution for caution in found.cautions}
    assert about[About.SORT_LEFT_OUT].participants == ("P06",)
    assert about[About.MISSING_CARDS].participants == ("P01",)
    assert about[About.MISSING_CARDS].statements == ("s1", "s2")
    assert "2 cards are missing" in about[About.MISSING_CARDS].sentence
    assert len(found.study.sorts) == 39
    assert found.record["left_out"] == ["P06"]
    moved = np.abs(found.loadings - analyse(others, factors=3).loadings).max(axis=1)
    assert 0 < moved[0] < 0.1
    assert moved[1:].max() < 0.005


def test_the_other_reflections_of_a_doubtful_centroid_can_be_looked_at():
    study = read_study(made("bipolar"))
    best = analyse(study, factors=4, extraction="centroid")
    other = analyse(study, factors=4, extraction="centroid", reflections=1)
    assert About.CENTROID_NOT_SECURE in {caution.about for caution in best.cautions}
    assert np.abs(best.loadings - other.loadings).max() > 0.1 or (best.flags != other.flags).any()
    with pytest.raises(Refused, match="other sets of reflections"):
        analyse(study, factors=2, extraction="centroid", reflections=9)


def test_regression_and_bartlett_scores_are_standardised_alike_and_called_unusual():
    study = read_study(made("bipolar"))
    usual = analyse(study, factors=2)
    for kind in ("regression", "bartlett"):
        found = analyse(study, factors=2, scores=kind)
        np.testing.assert_allclose(found.zscores.std(axis=0, ddof=1), 1)
        assert all(np.corrcoef(found.zscores[:, f], usual.zscores[:, f])[0, 1] > 0.9 for f in range(2))
        assert About.NOT_USUAL in {caution.about for caution in found.cautions}


def test_random_starts_of_varimax_find_nothing_better():
    found = analyse(read_study(made("noisy_four")), factors=4, starts=20, seed=3)
    assert About.ANOTHER_OPTIMUM not in {caution.about for caution in found.cautions}
    assert found.record["seed"] == 3


def test_reliability_may_be_measured_on_people_who_sorted_twice():
    study = read_study(made("unforced"))
    found = analyse(study, factors=3, reliability="repeated")
    told = found.record["reliability"]
    assert told["people"] == 15
    assert told["low"] < told["value"] < told["high"]
    np.testing.assert_allclose(found.characteristics.average_reliability, told["value"])
    with pytest.raises(Refused, match="no person of this study sorted twice"):
        analyse(read_study(made("tiny")), factors=2, reliability="repeated")


def test_a_grid_may_be_given_in_any_order():
    study = read_study(made("tiny"))
    wide = [value * 10 for value in study.nominal_grid]
    found = analyse(study, factors=2, grid=wide[::-1])
    np.testing.assert_array_equal(found.arrays, analyse(study, factors=2).arrays * 10)
    assert found.record["grid"] == wide


def test_a_grid_of_half_steps_stays_one_of_half_steps():
    study = read_study(made("tiny"))
    found = analyse(study, factors=2, grid=[value / 2 for value in study.nominal_grid])
    told = found.as_json()["arrays"]
    assert sorted(row[0] for row in told) == [value / 2 for value in study.nominal_grid]


def test_a_statement_is_consensus_only_when_every_pair_is_shown_to_agree():
    found = analyse(read_study(made("clean_three")), factors=3, equivalence=1.0)
    standings = [told.standing for told in found.statements]
    assert {Standing.DISTINGUISHING, Standing.CONSENSUS, Standing.UNDECIDED} == set(standings)
    for told in found.statements:
        assert (told.standing is Standing.CONSENSUS) == all(pair.agrees for pair in told.pairs.values())


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"factors": 0}, "The number of factors must be a whole number from 1, not 0."),
        ({"factors": 2.5}, "whole number from 1, not 2.5"),
        ({"factors": 7}, "7 factors cannot be taken from 6 sorts of 20 statements; ask for at most 6."),
        ({"factors": 2, "extraction": "pcs"}, "There is no extraction 'pcs'; choose from pca, centroid"),
        ({"factors": 2, "rotation": "varimx"}, "There is no rotation 'varimx'; choose from none, varimax"),
        ({"factors": 2, "mode": "r"}, "There is no mode 'r'; choose from standard, qmethod, kade."),
        ({"factors": 2, "correlation": "phi"}, "There is no correlation 'phi'"),
        ({"factors": 2, "correction": "bonferroni"}, "There is no correction 'bonferroni'"),
        ({"factors": 2, "reliability": 1.0}, "The reliability of a sort lies between 0 and 1"),
        ({"factors": 2, "reliability": "good"}, "The reliability of a sort lies between 0 and 1"),
        ({"factors": 2, "equivalence": 0}, "The margin of equivalence must be above 0, not 0."),
        ({"factors": 2, "grid": [1, 2]}, "The grid has 2 places for 20 statements."),
        ({"factors": 2, "grid": [float("nan")] * 20}, "A value of the grid is not a number."),
        ({"factors": 2, "mode": "qmethod", "extraction": "horst"}, "R qmethod has no horst extraction"),
        ({"factors": 2, "mode": "kade", "rotation": "promax"}, "KADE has only Pearson correlations"),
        (
            {"factors": 2, "mode": "qmethod", "scores": "bartlett"},
            "Only the mode standard has bartlett scores",
        ),
        (
            {"factors": 2, "reflections": 1},
            "Only Brown's centroid in the mode standard has other reflections",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(asked, sentence):
    with pytest.raises(Refused) as refused:
        analyse(read_study(made("tiny")), **asked)
    assert sentence in refused.value.sentence
    assert "\n" not in refused.value.sentence

"""The bootstrap: R's run found again from its resamples, and ours against one analysis at a time."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from concordat.qmethod import bootstrap
from concordat.qmethod.analysis import analyse
from concordat.qmethod.bootstrap import drawing, resampling, solving
from concordat.qmethod.congruence import match
from concordat.qmethod.results import Analysis, Integers
from concordat.qmethod.rotation.varimax import varimax_many
from concordat.qmethod.study import Refused, Study
from tests.qmethod.studies import PUBLIC_FOLDER, made, public, read_study, reference

WITH_R = [
    pytest.param(made("clean_three"), id="clean_three"),
    pytest.param(PUBLIC_FOLDER / "lipset", id="lipset"),
]


def clear() -> Study:
    return read_study(made("clean_three"))


def some(study: Study, *, every: int) -> Study:
    return replace(study, sorts=study.sorts[::every])


def numbers(rows: Any) -> Any:
    """None as NaN, at any depth."""
    return np.array(rows, dtype=object).astype(float)


# ------------------------------------------------------------------------------- as R does it


@pytest.mark.parametrize("folder", WITH_R)
def test_every_step_of_r_is_found_again(folder: Path) -> None:
    if folder.parent == PUBLIC_FOLDER:
        public(folder.name)
    told = reference(folder / "bootstrap.json")
    found = bootstrap.as_in_r(
        read_study(folder), factors=told["factors"], resamples=np.array(told["resamples"])
    )
    assert np.abs(found.target - numbers(told["target"])).max() < 1e-9
    for name in ("loadings", "zscores"):
        theirs = numbers(told[name]).transpose(1, 2, 0)
        ours = getattr(found, name)
        assert (np.isnan(ours) == np.isnan(theirs)).all()
        assert np.nanmax(np.abs(ours - theirs)) < 1e-9
    assert (found.flags == (np.nan_to_num(numbers(told["flags"])).transpose(1, 2, 0) == 1)).all()
    assert list(found.order_log) == told["order_log"]
    assert list(found.sign_log) == told["sign_log"]


@pytest.mark.parametrize("folder", WITH_R)
def test_the_summary_of_r_is_found_again(folder: Path) -> None:
    if folder.parent == PUBLIC_FOLDER:
        public(folder.name)
    told = reference(folder / "bootstrap.json")
    study = read_study(folder)
    found = bootstrap.as_in_r(study, factors=told["factors"], resamples=np.array(told["resamples"]))
    statements = columns(told, "statement_summary")
    sorts = columns(told, "sort_summary")
    rows = [study.participants.index(name) for name in told["sort_summary_rows"]]
    for f in range(told["factors"]):
        for column, ours in (
            (statements[f"f{f + 1}.zsc.bts"], found.zscore_mean),
            (statements[f"f{f + 1}.SE"], found.zscore_se),
            (statements[f"f{f + 1}.zsc.std.1"], found.zscore_bias),
            (statements[f"fsc_f{f + 1}"], found.arrays),
            (statements[f"fsc.bts.{f + 1}"], found.bootstrapped_arrays),
            (sorts[f"f{f + 1}.loa"], found.loading_mean[rows]),
            (sorts[f"f{f + 1}.SE"], found.loading_se[rows]),
            (sorts[f"f{f + 1}.std.1"], found.loading_bias[rows]),
            (sorts[f"flag.freq{f + 1}"], found.flag_frequency[rows]),
        ):
            assert np.abs(column - ours[:, f]).max() < 1e-9
    assert np.abs(found.fsi_printed - numbers(told["fsi"])).max() < 1e-9


def columns(told: dict[str, Any], table: str) -> dict[str, Any]:
    return dict(zip(told[f"{table}_columns"], numbers(told[table]).T, strict=True))


def test_the_stability_index_is_also_given_as_it_was_meant() -> None:
    """R compares each statement with one cell; the index is of each statement with itself."""
    told = reference(made("clean_three") / "bootstrap.json")
    found = bootstrap.as_in_r(clear(), factors=3, resamples=np.array(told["resamples"]))
    assert found.fsi == pytest.approx(np.abs(found.arrays - found.bootstrapped_arrays).mean(axis=0))
    assert (found.fsi < found.fsi_printed[:, 0]).all()


def test_resamples_that_do_not_fit_the_study_are_refused() -> None:
    with pytest.raises(Refused, match="counted from 1 to 40"):
        bootstrap.as_in_r(clear(), factors=3, resamples=np.zeros((2, 40), dtype=np.int64))


# ----------------------------------------------------------------------- ours, one at a time


def resampled(study: Study, rows: Integers) -> Study:
    sorts = [replace(study.sorts[row], participant=f"{place}") for place, row in enumerate(rows)]
    return replace(study, sorts=tuple(sorts), grid=study.nominal_grid)


@pytest.mark.parametrize(
    "asked",
    [
        {"factors": 3},
        {"factors": 2, "rotation": "none"},
        {"factors": 3, "rotation": "raw-varimax", "correlation": "spearman"},
        {"factors": 3, "rotation": "promax"},
        {"factors": 3, "extraction": "centroid"},
        {"factors": 3, "extraction": "principal-axis", "rotation": "quartimax"},
    ],
)
def test_a_step_is_the_analysis_of_the_people_drawn(asked: dict[str, Any]) -> None:
    study = some(clear(), every=2)
    full = analyse(study, **asked)
    drawn = drawing.draw(study, steps=6, groups=(), rng=np.random.default_rng(5))
    run = resampling.Run.of(full, 6)
    run.add(range(6), np.stack(drawn))
    for step, rows in enumerate(drawn):
        alone = analyse(resampled(study, rows), **asked)
        fit = match(of=alone.zscores, to=full.zscores)
        assert np.abs(run.zscores[step] - alone.zscores[:, fit.order] * fit.signs).max() < 1e-6
        assert np.abs(run.loadings[step][rows] - alone.loadings[:, fit.order] * fit.signs).max() < 1e-6
        assert run.congruences[step] == pytest.approx(fit.congruences, abs=1e-6)


def test_the_same_seed_gives_the_same_and_another_seed_another() -> None:
    full = analyse(some(clear(), every=2), factors=3)
    one, same, other = (bootstrap.bootstrap(full, steps=60, seed=seed) for seed in (3, 3, 4))
    assert one.as_json() == same.as_json()
    assert (one.zscores.se != other.zscores.se).any()
    assert (one.seed, one.steps, one.done) == (3, 60, 60)


def test_intervals_hold_the_full_sample_and_say_how_often_a_sort_was_drawn() -> None:
    full = analyse(clear(), factors=3)
    found = bootstrap.bootstrap(full, steps=400, seed=1)
    inside = (found.zscores.low <= full.zscores) & (full.zscores <= found.zscores.high)
    assert inside.mean() > 0.9
    assert found.loadings.n.min() > 400 * 0.5
    assert found.loadings.n.max() < 400 * 0.75
    assert found.zscores.bias == pytest.approx(found.zscores.mean - full.zscores)
    assert found.pairs == ((0, 1), (0, 2), (1, 2))
    assert found.differences.estimate[:, 1] == pytest.approx(full.zscores[:, 0] - full.zscores[:, 2])
    assert ((found.positions.low >= -4) & (found.positions.high <= 4)).all()
    assert found.is_stable
    assert found.flag_probability[full.flags].mean() > 0.95
    assert (found.unmatched, found.failed, found.cautions) == (0, (), ())


def test_errors_shrink_with_the_root_of_the_number_of_people() -> None:
    study = some(clear(), every=2)
    fourfold = replace(
        study,
        sorts=tuple(replace(s, participant=f"{s.participant}/{n}") for n in range(4) for s in study.sorts),
    )
    few, many = (bootstrap.bootstrap(analyse(s, factors=3), steps=300).zscores.se for s in (study, fourfold))
    assert 1.7 < float(np.median(few / many)) < 2.3


def test_an_unclear_number_of_factors_is_not_called_stable() -> None:
    assert not bootstrap.bootstrap(analyse(clear(), factors=5), steps=100).is_stable
    found = bootstrap.bootstrap(analyse(read_study(made("tiny")), factors=3), steps=100)
    assert not found.is_stable
    assert found.unmatched > 0
    assert "no counterpart" in found.cautions[0].sentence


# ------------------------------------------------------------------------------ who is drawn


def test_people_are_drawn_within_groups_and_with_all_their_sorts() -> None:
    study = read_study(made("unforced"))
    pairs = {sort.facts["person"] for sort in study.sorts}
    assert len(pairs) == 15
    for rows in drawing.draw(study, steps=20, groups=(), rng=np.random.default_rng(1)):
        people = [study.sorts[row].facts["person"] for row in rows]
        assert len(rows) == 30
        assert all(people.count(person) % 2 == 0 for person in people)
    wide = read_study(made("noisy_four"))
    group = drawing.labels(wide, "group")
    for rows in drawing.draw(wide, steps=20, groups=group, rng=np.random.default_rng(1)):
        drawn = [group[row] for row in rows]
        assert all(drawn.count(each) == group.count(each) for each in set(group))


def test_people_with_unequally_many_sorts_are_drawn_whole() -> None:
    study = read_study(made("unforced"))
    uneven = replace(study, sorts=study.sorts[:-4])
    lengths = {len(rows) for rows in drawing.draw(uneven, steps=50, groups=(), rng=np.random.default_rng(2))}
    assert len(lengths) > 1
    found = bootstrap.bootstrap(analyse(uneven, factors=3), steps=50, seed=2)
    assert (found.done, found.failed) == (50, ())
    assert found.zscores.n.min() == 50


def test_groups_that_nobody_has_are_refused_with_the_participant() -> None:
    full = analyse(clear(), factors=3)
    with pytest.raises(Refused, match="P01 has no party"):
        bootstrap.bootstrap(full, steps=10, groups="party")
    with pytest.raises(Refused, match="2 group labels for 40 sorts"):
        bootstrap.bootstrap(full, steps=10, groups=["a", "b"])


# --------------------------------------------------------------------------- nothing is lost


def test_a_step_that_fails_is_counted_and_the_others_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    full = analyse(some(clear(), every=2), factors=3)
    whole = bootstrap.bootstrap(full, steps=30)
    usual = varimax_many
    eighth = drawing.draw(full.study, steps=30, groups=(), rng=np.random.default_rng(0))[7]
    unlucky = solving.solver(analyse(full.study, factors=3, rotation="none"), towards=full.loadings)
    (stumbling_block,), _ = unlucky.solve(eighth[None])

    def stumbles(*, loadings: Any, normalised: bool = True) -> Any:
        if (np.abs(loadings - stumbling_block).max(axis=(1, 2)) < 1e-9).any():
            raise np.linalg.LinAlgError("SVD did not converge")
        return usual(loadings=loadings, normalised=normalised)

    monkeypatch.setattr(solving, "varimax_many", stumbles)
    found = bootstrap.bootstrap(full, steps=30)
    assert [(each.step, each.reason) for each in found.failed] == [(8, "SVD did not converge")]
    assert found.zscores.n.min() == 29 < whole.zscores.n.min()
    assert "1 of 30 resamples could not be analysed" in found.cautions[-1].sentence


def test_a_run_that_is_stopped_keeps_what_it_has() -> None:
    full = analyse(some(clear(), every=3), factors=3)
    seen = []

    def until_five_hundred(done: int, of: int) -> None:
        seen.append((done, of))
        if done >= 500:
            raise bootstrap.Stopped

    found = bootstrap.bootstrap(full, steps=800, progress=until_five_hundred)
    assert seen == [(250, 800), (500, 800)]
    assert (found.done, found.steps) == (500, 800)
    assert found.loadings.n.sum() > 0
    assert found.zscores.n.max() == 500
    assert "stopped after 500 of 800" in found.cautions[0].sentence


def test_too_few_steps_are_refused_and_scores_of_another_kind() -> None:
    with pytest.raises(Refused, match="at least 2 steps"):
        bootstrap.bootstrap(analyse(clear(), factors=3), steps=1)
    with pytest.raises(Refused, match="weighted scores"):
        bootstrap.bootstrap(analyse(clear(), factors=3, scores="regression"), steps=10)


# --------------------------------------------------------------------------- the log is kept


def test_a_solution_turned_by_hand_is_resampled_as_it_was_turned() -> None:
    turn = {"op": "rotate", "factors": [1, 2], "degrees": 30}
    full = analyse(clear(), factors=3, log=[turn])
    found = bootstrap.bootstrap(full, steps=100)
    assert np.abs(found.loadings.bias).max() < 0.1
    assert found.congruence.mean.min() > 0.9


def test_the_ends_of_a_split_factor_are_resampled_apart() -> None:
    study = read_study(made("bipolar"))
    whole = analyse(study, factors=2)
    factor = int(np.argmax((whole.flags & (whole.loadings < 0)).sum(axis=0)))
    full = analyse(study, factors=2, log=[{"op": "split", "factor": factor + 1}])
    found = bootstrap.bootstrap(full, steps=100)
    assert found.loadings.estimate.shape[1] == 3
    assert (found.flag_probability[:, factor] * found.flag_probability[:, factor + 1] < 0.2).all()
    upper, lower = found.zscores.mean[:, factor], found.zscores.mean[:, factor + 1]
    assert np.corrcoef(upper, lower)[0, 1] < -0.5
    assert found.congruence.mean.min() > 0.9


def test_a_flag_set_by_hand_stays_set_in_every_resample() -> None:
    plain = analyse(clear(), factors=3)
    person = int(np.flatnonzero(plain.flags[:, 0])[0])
    name = plain.study.participants[person]
    off = {"op": "flag", "participant": name, "factor": 1, "value": False}
    found = bootstrap.bootstrap(analyse(clear(), factors=3, log=[off]), steps=50)
    assert found.flag_probability[person, 0] == 0
    assert bootstrap.bootstrap(plain, steps=50).flag_probability[person, 0] > 0.9


@pytest.mark.parametrize("mode", ["kade", "qmethod"])
def test_other_modes_are_resampled_in_their_own_order_and_signs(mode: str) -> None:
    full = analyse(clear(), factors=3, mode=mode)
    found = bootstrap.bootstrap(full, steps=50)
    assert found.congruence.mean.min() > 0.95
    applied = bootstrap.apply(full, found)
    assert [told.label for told in applied.statements] == [told.label for told in full.statements]
    assert applied.statements[0].pairs[1, 2].low == found.differences.low[0, 0]


# ------------------------------------------------------------------------ into the analysis


def test_intervals_stand_in_every_pair_and_equivalence_rests_on_them() -> None:
    full = analyse(clear(), factors=3)
    found = bootstrap.bootstrap(full, steps=300, seed=9)
    applied = bootstrap.apply(full, found)
    for row, told in enumerate(applied.statements):
        for column, (f, g) in enumerate(found.pairs):
            pair = told.pairs[f + 1, g + 1]
            assert (pair.low, pair.high) == (
                found.differences.low[row, column],
                found.differences.high[row, column],
            )
            close = abs(pair.difference) + 1.645 * found.differences.se[row, column] < 0.5
            assert pair.agrees == close
    assert agreeing(applied) != agreeing(full)
    assert applied.record["bootstrap"]["seed"] == 9
    assert applied.zscores is full.zscores


def agreeing(found: Analysis) -> set[tuple[str, tuple[int, int]]]:
    return {
        (told.statement, pair) for told in found.statements for pair, its in told.pairs.items() if its.agrees
    }


def test_a_bootstrap_of_another_analysis_is_refused() -> None:
    found = bootstrap.bootstrap(analyse(clear(), factors=3), steps=10)
    with pytest.raises(Refused, match="another analysis"):
        bootstrap.apply(analyse(clear(), factors=2), found)

from dataclasses import replace

import numpy as np
import pytest

from concordat.qmethod.analysis import analyse
from concordat.qmethod.bootstrap import Stopped
from concordat.qmethod.cautions import About
from concordat.qmethod.comparison import compare
from concordat.qmethod.study import Refused, Study
from tests.qmethod.studies import made, read_study

CLEAN = read_study(made("clean_three"))


def half(study: Study, start: int) -> Study:
    return replace(study, sorts=study.sorts[start::2])


ODD, EVEN = (analyse(half(CLEAN, start), factors=3) for start in (0, 1))
TWO = analyse(CLEAN, factors=2)
THREE = analyse(CLEAN, factors=3)


def test_both_halves_of_a_clear_study_hold_the_same_views() -> None:
    found = compare(ODD, EVEN, steps=60, rng=np.random.default_rng(3))
    assert len(found.matched) == 3
    for each in found.matched:
        assert each.congruence > 0.85
        assert each.low < each.congruence
        assert each.low <= each.high <= 1
        assert (each.difference_low <= each.difference_high).all()
        assert (
            np.mean((each.difference_low < each.differences) & (each.differences < each.difference_high))
            > 0.9
        )
    assert found.steps == 60
    assert found.unmatched + found.failed < 6


def test_the_same_solution_moves_nobody() -> None:
    found = compare(THREE, THREE)
    assert [(each.one, each.other, each.sign) for each in found.matched] == [(1, 1, 1), (2, 2, 1), (3, 3, 1)]
    assert max(found.loadings_moved.values()) == 0
    assert found.flags_changed == ()
    assert np.isnan(found.matched[0].low)
    assert np.diag(found.congruences) == pytest.approx(np.ones(3))


def test_a_reflected_view_is_matched_with_its_sign() -> None:
    reflected = replace(
        THREE,
        zscores=THREE.zscores[:, [2, 0, 1]] * [-1, 1, 1],
        loadings=THREE.loadings[:, [2, 0, 1]] * [-1, 1, 1],
        flags=THREE.flags[:, [2, 0, 1]],
    )
    found = compare(THREE, reflected)
    assert [(each.one, each.other, each.sign) for each in found.matched] == [(1, 2, 1), (2, 3, 1), (3, 1, -1)]
    assert all(np.abs(each.differences).max() < 1e-12 for each in found.matched)
    assert found.flags_changed == ()


def test_two_factors_beside_three_leave_one_alone_and_name_who_moved() -> None:
    found = compare(TWO, THREE)
    assert len(found.matched) == 2
    assert len(found.other_alone) == 1
    assert found.one_alone == ()
    assert found.flags_changed
    worst = max(found.loadings_moved, key=lambda name: found.loadings_moved[name])
    assert found.loadings_moved[worst] > 0.1
    assert compare(THREE, TWO).one_alone == found.other_alone


def test_the_widest_difference_comes_first() -> None:
    each = compare(ODD, EVEN).matched[0]
    rows = each.widest(most=5)
    assert len(rows) == 5
    assert np.abs(each.differences[list(rows)]).tolist() == sorted(np.abs(each.differences))[::-1][:5]


def test_the_same_seed_gives_the_same_intervals_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    runs = [
        compare(ODD, EVEN, steps=20, rng=np.random.default_rng(5), progress=lambda *done: told.append(done))
        for _ in range(2)
    ]
    assert runs[0].matched[1].low == runs[1].matched[1].low
    assert told == [(20, 20), (20, 20)]


def test_the_same_people_are_drawn_into_both() -> None:
    names = [f"person {i}" for i in range(len(ODD.loadings))]
    rng = np.random.default_rng(5)
    found = compare(ODD, ODD, steps=20, rng=rng, people=(names, names))
    assert all(each.low == pytest.approx(1) for each in found.matched)
    apart = compare(ODD, ODD, steps=20, rng=np.random.default_rng(5))
    assert all(each.low < 0.99 for each in apart.matched)


def test_resamples_of_too_few_people_are_counted_and_not_fatal() -> None:
    tiny = analyse(read_study(made("tiny")), factors=4)
    found = compare(tiny, tiny, steps=40, rng=np.random.default_rng(1))
    assert found.unmatched + found.failed > 0
    assert About.NOT_MATCHED in [each.about for each in found.cautions]


def test_a_run_that_is_stopped_keeps_what_it_has() -> None:
    def stop(done: int, of: int) -> None:
        if done >= 100:
            raise Stopped

    found = compare(ODD, EVEN, steps=1000, rng=np.random.default_rng(1), progress=stop)
    assert (found.steps, found.done) == (1000, 100)
    assert found.matched[0].low < found.matched[0].high
    assert "stopped after 100 of 1000" in found.cautions[0].sentence


def test_other_statements_and_split_factors_are_refused() -> None:
    with pytest.raises(Refused, match="Only one of the two has the statement") as refused:
        compare(THREE, analyse(read_study(made("tiny")), factors=2))
    assert refused.value.statement
    bipolar = read_study(made("bipolar"))
    split = analyse(bipolar, factors=2, log=[{"op": "split", "factor": 1}])
    with pytest.raises(Refused, match="undo the split"):
        compare(split, split, steps=5, rng=np.random.default_rng(1))
    with pytest.raises(TypeError, match="give rng"):
        compare(THREE, THREE, steps=5)

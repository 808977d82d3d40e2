from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from concordat.qmethod import before_after
from concordat.qmethod.agreement import agreement_of
from concordat.qmethod.analysis import analyse
from concordat.qmethod.assignment import Standing
from concordat.qmethod.cautions import About
from concordat.qmethod.correlation import correlate
from concordat.qmethod.study import Refused, Study
from tests.qmethod.studies import made, read_study

UNFORCED = read_study(made("unforced"))
BOTH = analyse(UNFORCED, factors=3)


def of_wave(study: Study, wave: str) -> Study:
    return replace(study, sorts=tuple(sort for sort in study.sorts if sort.facts["wave"] == wave))


def looked_at(**changed):
    settings = {"before": "before", "after": "after", "steps": 300, "permutations": 300}
    return before_after.joint(
        changed.pop("analysis", BOTH), rng=np.random.default_rng(1), **settings | changed
    )


def test_those_who_changed_their_view_are_shown_to_have_changed() -> None:
    built = {(s.facts["person"], s.facts["wave"]): int(s.facts["viewpoint"]) for s in UNFORCED.sorts}
    movers = {name for name, _ in built if built[name, "before"] != built[name, "after"]}
    found = looked_at()
    assert len(found.people) == 15
    assert {each.person for each in found.people if each.view_before != each.view_after} == movers
    for each in found.people:
        if each.person in movers:
            assert each.shown.any()
    assert len(movers) == 3
    counts = found.from_to.counts
    assert counts.sum() == 15
    assert counts.sum() - np.trace(counts) == sum(e.view_before != e.view_after for e in found.people)


def test_a_change_is_told_in_figures_that_can_be_checked() -> None:
    found = looked_at()
    n = len(UNFORCED.statements)
    assert found.least_change == pytest.approx(1.96 * sqrt(2 * 0.2 / (n - 1)))
    place = {name: i for i, name in enumerate(UNFORCED.participants)}
    changes = np.array([BOTH.loadings[place[e.after]] - BOTH.loadings[place[e.before]] for e in found.people])
    assert found.change.mean == pytest.approx(changes.mean(axis=0))
    assert found.distance.mean == pytest.approx(np.abs(changes).mean(axis=0))
    for moved in (found.change, found.distance):
        assert (moved.low <= moved.mean).all()
        assert (moved.mean <= moved.high).all()
    first = found.people[0]
    assert first.correlation == pytest.approx(BOTH.correlation[place[first.before], place[first.after]])
    assert (first.shown == (np.abs(first.change) > found.least_change)).all()
    assert looked_at(reliability=0.95).least_change < found.least_change


def test_an_opposite_view_has_its_own_row() -> None:
    turned = replace(BOTH, loadings=BOTH.loadings * [1, -1, 1])
    views = looked_at(analysis=turned).from_to.views
    assert -2 in views
    assert views[-1] == 0


def test_agreement_is_the_mean_r_of_each_wave() -> None:
    found = looked_at().agreement
    for wave, value in (("before", found.before), ("after", found.after)):
        sorts = np.array([sort.values for sort in of_wave(UNFORCED, wave).sorts], dtype=float).T
        r = correlate(sorts=sorts)
        assert value == pytest.approx(r[np.triu_indices(len(r), 1)].mean())
    assert 0 < found.p <= 1


def test_people_who_came_together_are_found_to_agree_more() -> None:
    rng = np.random.default_rng(3)
    shared = rng.normal(size=(40, 1))
    before, after = rng.normal(size=(40, 12)), shared + 0.7 * rng.normal(size=(40, 12))
    together = agreement_of(
        correlation=correlate(sorts=np.hstack([before, after])),
        permutations=999,
        rng=np.random.default_rng(1),
    )
    assert together.after > together.before + 0.3
    assert together.p < 0.01
    same = agreement_of(
        correlation=correlate(sorts=np.hstack([before, before])),
        permutations=99,
        rng=np.random.default_rng(1),
    )
    assert same.p == 1


def test_sorts_of_the_second_wave_are_laid_beside_the_views_of_the_first() -> None:
    first = analyse(of_wave(UNFORCED, "before"), factors=2)
    found = before_after.fixed(first, of_wave(UNFORCED, "after"))
    assert len(found.assigned) == 15
    assert found.from_to.counts.sum() == 15
    standing = [each.standing for each in found.assigned.values()]
    assert standing.count(Standing.ASSIGNED) >= 12
    assert found.cautions[0].about is About.CLOSENESS
    again = before_after.fixed(first, of_wave(UNFORCED, "before"))
    stayed = [again.view_before[name] == each.view for name, each in again.assigned.items()]
    assert np.mean(stayed) > 0.9


def test_views_of_the_two_waves_are_matched_with_the_same_people_drawn_into_both() -> None:
    waves = [analyse(of_wave(UNFORCED, wave), factors=2) for wave in ("before", "after")]
    found = before_after.separate(*waves, steps=30, rng=np.random.default_rng(1))
    assert len(found.matched) == 2
    assert found.matched[0].congruence > 0.8
    assert found.matched[0].low < found.matched[0].congruence


def test_who_is_in_one_wave_only_is_left_out_by_name() -> None:
    fewer = replace(UNFORCED, sorts=UNFORCED.sorts[1:])
    lost = UNFORCED.sorts[0].facts["person"]
    found = looked_at(analysis=analyse(fewer, factors=2))
    assert len(found.people) == 14
    (caution,) = found.cautions
    assert (caution.about, caution.participants) == (About.NOT_IN_BOTH, (lost,))


def test_waves_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(Refused, match="No sort is of the wave later"):
        looked_at(after="later")
    with pytest.raises(Refused, match="The year of P01_before is not known"):
        looked_at(wave="year")
    with pytest.raises(Refused, match="between 0 and 1"):
        looked_at(reliability=1.0)
    first = UNFORCED.sorts[0]
    twice = replace(UNFORCED, sorts=(*UNFORCED.sorts, replace(first, participant="again")))
    with pytest.raises(Refused, match="P01 has two sorts in before"):
        looked_at(analysis=analyse(twice, factors=2))
    apart = [replace(s, facts={**s.facts, "person": s.participant}) for s in UNFORCED.sorts]
    with pytest.raises(Refused, match="Fewer than two people sorted both"):
        looked_at(analysis=analyse(replace(UNFORCED, sorts=tuple(apart)), factors=2))

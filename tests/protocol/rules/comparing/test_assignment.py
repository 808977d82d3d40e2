"""The assignment is the best there is, tried against every other and against SciPy."""

import random
from itertools import permutations

import numpy
import pytest
from scipy.optimize import linear_sum_assignment

from concordat.protocol.rules.comparing.assignment import assignment


def chance_scores(chance: random.Random, *, most: int) -> dict[int, dict[int, float]]:
    lefts, rights = chance.randint(1, most), chance.randint(1, most)
    digits = chance.choice([1, 6])
    return {
        left: {
            right: round(chance.random() + 0.01, digits) for right in range(rights) if chance.random() < 0.6
        }
        for left in range(lefts)
    }


def total(scores: dict[int, dict[int, float]], chosen: dict[int, int]) -> float:
    return sum(scores[left][right] for left, right in chosen.items())


@pytest.mark.parametrize("seed", range(200))
def test_no_other_way_of_pairing_is_better(seed: int):
    scores = chance_scores(random.Random(seed), most=5)
    chosen = assignment(scores)
    assert len(set(chosen.values())) == len(chosen)
    rights = sorted({right for row in scores.values() for right in row}) + [None] * len(scores)
    best = max(
        sum(scores[left].get(right, 0) for left, right in zip(scores, order, strict=False))
        for order in set(permutations(rights, len(scores)))
    )
    assert total(scores, chosen) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(30))
def test_it_is_as_good_as_that_of_scipy(seed: int):
    scores = chance_scores(random.Random(f"scipy {seed}"), most=40)
    table = numpy.zeros((40, 40))
    for left, row in scores.items():
        for right, score in row.items():
            table[left, right] = score
    assert total(scores, assignment(scores)) == pytest.approx(table[linear_sum_assignment(-table)].sum())


def test_a_tangle_too_large_to_solve_whole_is_thinned_and_still_pairs_everybody():
    scores = {
        left: {(left + step) % 2_000: 1 - abs(step) / 20 for step in range(-6, 7)} for left in range(2_000)
    }
    assert assignment(scores) == {left: left for left in range(2_000)}

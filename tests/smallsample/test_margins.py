from math import sqrt

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from concordat.smallsample.margins import mean_margin, share_margin


@pytest.mark.parametrize(("share", "printed"), [(0.5, 7.6), (0.9, 4.6)])
def test_the_margins_that_ibac_printed_are_reproduced(share, printed):
    """IBAC Victoria, Perceptions of corruption 2023, councillors: 131 of 632, at 50% and at 90%.

    Source: ibac.vic.gov.au/perceptions-corruption-2023-councillors.
    """
    assert round(100 * share_margin(n=131, population=632, share=share), 1) == printed


def test_without_the_finite_roster_those_margins_would_not_be_reproduced():
    assert round(100 * share_margin(n=131, population=None, share=0.5), 1) == 8.6
    assert round(100 * share_margin(n=131, population=None, share=0.9), 1) == 5.1


@pytest.mark.parametrize(("n", "said"), [(131, 65), (44, 3), (200, 199)])
def test_a_share_margin_without_a_roster_is_the_textbook_interval(n, said):
    low, high = proportion_confint(said, n, alpha=2 * stats.norm.sf(1.96), method="normal")
    share = said / n
    margin = share_margin(n=n, population=None, share=share)
    assert margin == pytest.approx(share - low, abs=1e-8) or low == 0
    assert margin == pytest.approx(high - share, abs=1e-8) or high == 1


def test_a_mean_margin_without_a_roster_is_that_of_a_known_spread():
    low, high = stats.norm.interval(2 * stats.norm.cdf(1.96) - 1, loc=0, scale=2.5 / sqrt(44))
    assert mean_margin(n=44, population=None) == pytest.approx(high, abs=1e-8)
    assert mean_margin(n=44, population=None) == pytest.approx(-low, abs=1e-8)


def test_the_finite_roster_enters_as_it_does_when_samples_are_drawn_from_one():
    """The variance of a sample mean drawn without replacement, over every sample of 3 from 6."""
    from itertools import combinations

    roster = np.array([1, 4, 5, 7, 8, 10])
    means = [np.mean(sample) for sample in combinations(roster, 3)]
    margin = mean_margin(n=3, population=6, planning_sd=float(roster.std(ddof=1)))
    assert margin == pytest.approx(1.96 * np.std(means), abs=1e-12)


def test_nobody_left_out_means_no_margin():
    assert mean_margin(n=60, population=60) == 0
    assert share_margin(n=60, population=60) == 0


def test_more_answers_make_a_narrower_margin_and_a_wider_spread_a_wider_one():
    margins = [mean_margin(n=n, population=60) for n in range(1, 61)]
    assert margins == sorted(margins, reverse=True)
    assert mean_margin(n=44, population=60, planning_sd=3.0) == pytest.approx(
        1.2 * mean_margin(n=44, population=60)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 0, "population": 60},
        {"n": 0, "population": None},
        {"n": 61, "population": 60},
        {"n": 5, "population": 60, "planning_sd": 0.0},
        {"n": 5, "population": 60, "planning_sd": float("nan")},
    ],
)
def test_numbers_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"cannot be|needs an answer"):
        mean_margin(**wrong)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_lies_between_nothing_and_all(share):
    with pytest.raises(ValueError, match="cannot be"):
        share_margin(n=5, population=60, share=share)


ORDINARY = np.repeat(np.arange(1, 11), [1, 1, 2, 4, 7, 10, 14, 12, 6, 3])
SPLIT = np.repeat([1, 2, 3, 4, 7, 8, 9, 10], 8)
EXTREME = np.repeat([1, 2, 3, 8, 9, 10], 10)


@pytest.mark.parametrize(
    ("roster", "n", "planning_sd", "least"),
    [
        (ORDINARY, 44, 2.5, 0.97),
        (ORDINARY, 9, 2.5, 0.97),
        (SPLIT, 30, 2.5, 0.86),
        (SPLIT, 30, 3.0, 0.92),
        (EXTREME, 30, 3.0, 0.87),
    ],
)
def test_intervals_cover_the_roster_as_often_as_the_method_note_says(roster, n, planning_sd, least):
    chance = np.random.default_rng(60)
    margin = mean_margin(n=n, population=roster.size, planning_sd=planning_sd)
    means = [chance.choice(roster, n, replace=False).mean() for _ in range(2_000)]
    assert np.mean(np.abs(np.array(means) - roster.mean()) <= margin) >= least


def test_on_a_split_side_the_ordinary_spread_would_cover_too_seldom():
    chance = np.random.default_rng(60)
    margin = mean_margin(n=30, population=SPLIT.size)
    means = [chance.choice(SPLIT, 30, replace=False).mean() for _ in range(2_000)]
    assert np.mean(np.abs(np.array(means) - SPLIT.mean()) <= margin) < 0.95

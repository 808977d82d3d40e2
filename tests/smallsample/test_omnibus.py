"""One question of all groups: beside Welch's statistic worked anew, and its rate of false alarms."""

import numpy as np
import pytest

from concordat.smallsample.labelling import from_seed
from concordat.smallsample.omnibus import omnibus_p
from concordat.smallsample.samples import NotComparable


def council(seed, *, gap=0.0, people=30, each=12):
    chance = np.random.default_rng(seed)
    who = np.repeat(np.arange(people), each)
    group = np.array(["ash", "beech", "cedar"])[who % 3]
    stratum = chance.integers(0, 4, len(who))
    share = 0.7 + chance.normal(0, 0.1, people)[who] + gap * (group == "cedar")
    outcome = (chance.random(len(who)) < share).astype(float)
    return {"outcome": outcome, "group": group, "stratum": stratum, "cluster": who}


def test_it_finds_a_group_that_is_answered_otherwise():
    assert omnibus_p(**council(1, gap=-0.4), rng=from_seed(1), draws=999) < 0.01


def test_it_cries_wolf_in_one_case_of_twenty():
    alarms = [omnibus_p(**council(seed), rng=from_seed(seed), draws=199) <= 0.05 for seed in range(300)]
    assert 0.02 <= np.mean(alarms) <= 0.08


def test_the_names_of_the_groups_do_not_matter():
    data = council(4)
    other = data | {"group": np.array(["x", "y", "z"])[(data["cluster"] + 1) % 3]}
    told = [omnibus_p(**each, rng=from_seed(2), draws=1_999) for each in (data, other)]
    assert told[0] == pytest.approx(told[1], abs=0.04)


def test_it_needs_two_groups_and_one_for_each_councillor():
    one = {"outcome": [1, 0], "stratum": [0, 0], "cluster": ["a", "b"]}
    with pytest.raises(NotComparable, match="two groups"):
        omnibus_p(**one, group=["x", "x"], rng=from_seed(1))
    with pytest.raises(NotComparable, match="one group"):
        omnibus_p(**one | {"cluster": ["a", "a"]}, group=["x", "y"], rng=from_seed(1))

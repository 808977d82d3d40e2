"""The storms of `benchmarks.faults`, in little: a real server, real processes, real signals."""

import os

import pytest

from benchmarks import faults
from tests import machine

pytestmark = pytest.mark.slow


def possible(name: str) -> None:
    if name == "postgresql":
        try:
            machine.postgresql()
        except machine.Missing:
            pytest.skip("There is no PostgreSQL on this machine to start and stop.")


@pytest.mark.parametrize(("fault", "name"), [("killed", "sqlite"), ("restarted", "postgresql")])
def test_no_ballot_is_lost_doubled_or_refused_for_good_when_it_is(fault, name):
    possible(name)
    storm = faults.weathered(fault, name, ballots=40, clients=8)
    assert faults.is_well(storm), storm


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root may make a small disk to fill.")
def test_no_ballot_is_lost_doubled_or_refused_for_good_on_a_full_disk():
    storm = faults.weathered("full", "sqlite", ballots=40, clients=8)
    assert faults.is_well(storm), storm


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("lost", {"lost": 1, "in_the_box": 39}),
        ("doubled", {"doubled": 1, "in_the_box": 41}),
        ("wasted", {"wasted": 1, "in_the_box": 39}),
        ("met a broken page", {"pressed_in_vain": {"no answer": 3, "500": 1}}),
        ("felt nothing of the fault", {"pressed_in_vain": {}}),
    ],
)
def test_a_storm_would_be_seen_to_go_wrong_if_somebody_or_something_was(what, found):
    well = {"ballots": 40, "in_the_box": 40, "lost": 0, "doubled": 0, "wasted": 0}
    well["pressed_in_vain"] = {"no answer": 3}
    assert faults.is_well(well)
    assert not faults.is_well(well | found), what

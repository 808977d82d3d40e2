"""What the worker works out, as plain values to keep: evidence on the number of factors, and bootstraps."""

from collections.abc import Callable, Mapping
from typing import Any

from concordat.qmethod.bootstrap.results import Stopped
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules.collected import Collection, study_of
from concordat.viewpoints.rules.solutions import MOST_FACTORS

__all__ = ["RESAMPLES", "SPLITS", "STEADINESS", "Stopped", "bootstrapped", "evidence"]

SPLITS = 200
# For each number of factors: enough to see whether a solution is steady, not for its intervals.
STEADINESS = 100
PERMUTATIONS = 1000
RESAMPLES = 1000
# Chance enters by a seed that is kept, so that the same evidence can be had again.
SEED = 1

Progress = Callable[[int, int], None]


def evidence(collection: Collection, *, settings: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The table of evidence, as plain values."""
    from concordat.qmethod import retention

    study = study_of(collection)
    found = retention.evidence(
        study,
        most=min(MOST_FACTORS, len(study.sorts) - 1),
        permutations=int(settings["permutations"]),
        splits=int(settings["splits"]),
        bootstrap_steps=int(settings["resamples"]),
        extraction=str(settings["extraction"]),
        seed=SEED,
        progress=progress,
    )
    return found.as_json()


def bootstrapped(analysis: Analysis, *, settings: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """A bootstrap, as plain values; with it, on which pairs every statement is now shown to agree."""
    from concordat.qmethod.bootstrap import apply, bootstrap

    found = bootstrap(
        analysis, steps=int(settings["resamples"]), seed=int(settings["seed"]), progress=progress
    )
    # Sorts may still be typed in while others are analysed: a bootstrap is of these and no others.
    result = {**found.as_json(), "fingerprint": analysis.study.fingerprint}
    if found.done >= 2:
        result["agrees"] = [
            [[*pair] for pair, told in statement.pairs.items() if told.agrees]
            for statement in apply(analysis, found).statements
        ]
    return result

"""What every result carries, so that anybody can get the same numbers again."""

from collections.abc import Mapping
from typing import Any

from concordat.qmethod.analysis import analyse
from concordat.qmethod.bootstrap import Stopped, apply, bootstrap
from concordat.qmethod.flagging import Flagging
from concordat.qmethod.results import Analysis
from concordat.qmethod.study import Refused, Study

# How an analysis was asked for, under the names that ``analyse`` gives them.
ASKED = (
    "factors",
    "extraction",
    "rotation",
    "mode",
    "correlation",
    "log",
    "correction",
    "equivalence",
    "scores",
    "reflections",
    "starts",
    "seed",
)


def replay(record: Mapping[str, Any], study: Study) -> Analysis:
    """Analyse a study as the record of an earlier analysis says.

    record   ``analysis.record``, or the same read back from JSON

    Gives the same numbers on the same version of this library. Raises ``Refused`` if the sorts,
    statements or grid are no longer those that the record was made from.
    """
    if record.get("sorts") != study.fingerprint:
        raise Refused("The record belongs to other sorts, statements or grid than this study's.")
    settings = {name: record[name] for name in ASKED if name in record}
    told = record["reliability"]
    reliability = {"convention": None, "repeated sorts": "repeated"}.get(told["source"], told["value"])
    found = analyse(
        study,
        flagging=Flagging(**record["flagging"]),
        reliability=reliability,
        grid=record["grid"] if record["grid_told"] else None,
        **settings,
    )
    return _resampled(found, record["bootstrap"]) if "bootstrap" in record else found


def _resampled(found: Analysis, told: Mapping[str, Any]) -> Analysis:
    """The bootstrap again, which ends where it was ended."""

    def progress(done: int, of: int) -> None:
        if done >= told["done"] < of:
            raise Stopped

    again = bootstrap(
        found, steps=told["steps"], seed=told["seed"], groups=told["groups"] or None, progress=progress
    )
    return apply(found, again)

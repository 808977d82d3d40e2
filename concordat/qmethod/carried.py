"""The record that every result carries: what was analysed, how, and with what. ``record.replay`` reads it."""

from functools import cache
from importlib import metadata
from typing import Any

from concordat.qmethod.checking import Checked
from concordat.qmethod.settings import Reliable, Settings
from concordat.qmethod.study import Study


def carried(
    study: Study,
    checked: Checked,
    asked: Settings,
    reliable: Reliable,
    names: tuple[str, ...],
    flags_told: str,
    *,
    grid_told: bool,
) -> dict[str, Any]:
    """Plain values only, so that it can be kept as JSON.

    study        as it was given, before any sort was left out
    flags_told   how the flags came about
    grid_told    whether another grid than the study's own was given
    """
    kept = set(checked.study.participants)
    return {
        "library": "concordat.qmethod",
        "version": version(),
        "sorts": study.fingerprint,
        "participants": len(checked.study.sorts),
        "statements": len(checked.study.statements),
        "left_out": [name for name in study.participants if name not in kept],
        "grid": [int(value) if value.is_integer() else value for value in checked.grid.tolist()],
        "grid_told": grid_told,
        "forced": checked.forced,
        "mode": asked.mode.value,
        "factors": asked.factors,
        "extraction": asked.extraction.value,
        "rotation": asked.rotation.value,
        "correlation": asked.correlation.value,
        "log": [dict(step) for step in asked.log],
        "flagging": asked.flagging.told(),
        "flags": flags_told,
        "factor_names": list(names),
        "reliability": reliable.told(),
        "correction": asked.correction.value,
        "equivalence": asked.equivalence,
        "scores": asked.scores.value,
        "reflections": asked.reflections,
        "starts": asked.starts,
        "seed": asked.seed,
    }


@cache
def version() -> str:
    try:
        return metadata.version("concordat")
    except metadata.PackageNotFoundError:
        return "unknown"

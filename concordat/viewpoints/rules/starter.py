"""Our own set of statements to begin a study from. The wording is data (`starter.toml`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

LONGEST = 110  # signs: what fits on a card that is read at a glance on a phone


@dataclass(frozen=True)
class Starter:
    """``direction`` says whether a statement speaks of things going well ("ease") or of strain ("strain")."""

    key: str
    theme: str
    direction: str
    source: str
    words: str
    words_cy: str


@cache
def edition() -> str:
    return str(_told()["edition"])


@cache
def starter_set() -> tuple[Starter, ...]:
    return tuple(Starter(**each) for each in _told()["statement"])


def _told() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("starter.toml").read_text(encoding="utf-8"))

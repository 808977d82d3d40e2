"""The fourteen clause families of a protocol: what each covers, and what its clauses are tagged with."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Family:
    """One family. ``tag`` is what its clauses carry; ``name_cy`` is a draft for a translator to check."""

    number: int
    key: str
    tag: str
    name: str
    name_cy: str
    covers: str


@cache
def families() -> tuple[Family, ...]:
    """All fourteen, in the order in which a protocol is read."""
    return tuple(
        Family(number, row["key"], row["tag"], row["name"], row["cy"], row["covers"])
        for number, row in enumerate(told()["family"], start=1)
    )


def family(key: str) -> Family:
    return next(each for each in families() if each.key == key)


@cache
def told() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("families.toml").read_text(encoding="utf-8"))


@cache
def signs_of_principles() -> dict[str, list[str]]:
    file = resources.files(__package__).joinpath("principles.toml")
    signs: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))["signs"]
    return signs

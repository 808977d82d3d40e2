"""What other councils have published, as context beside a council's own figures. Never a table of ranks."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """standard and performance as published; empty where nothing was found. source: where it was read."""

    council: str
    standard: str
    performance: str
    source: str


@cache
def published() -> tuple[Elsewhere, ...]:
    told = tomllib.loads((Path(__file__).parent / "elsewhere.toml").read_text(encoding="utf-8"))
    return tuple(Elsewhere(**each) for each in told["standards"])

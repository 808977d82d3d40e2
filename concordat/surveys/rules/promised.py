"""What the two sides promised each other after a health check. A plain list: what, which side, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PromisedBy(StrEnum):
    COUNCILLORS = "councillors"
    OFFICERS = "officers"
    BOTH = "both sides"


@dataclass(frozen=True)
class Promised:
    """One promise as it stood on the day on which the list was read: dates as 2026-11-22."""

    what: str
    by: PromisedBy
    by_when: str
    kept_on: str | None = None
    after: str = ""

    def standing(self, *, on: date) -> str:
        if self.kept_on:
            return "kept"
        return "not yet" if on <= date.fromisoformat(self.by_when) else "not yet, and late"


def in_order(promises: Sequence[Promised]) -> tuple[Promised, ...]:
    """Those not yet kept first, the earliest due first."""
    return tuple(
        sorted(promises, key=lambda each: (each.kept_on is not None, each.by_when, each.by, each.what))
    )

"""What was promised: so many working days, working hours, or hours."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from concordat.calendar.rules.hours import HOUR, MINUTE

WRITTEN = re.compile(r"(\d{1,6})\s*(wd|wh|h)", re.ASCII | re.IGNORECASE)
MOST = {"working_days": 1_000, "working_hours": 8_000, "elapsed_hours": 8_760}
HOURS_OF_A_WORKING_DAY, HOURS_OF_A_DAY = 8, 24


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    ELAPSED_HOURS = "elapsed_hours"


SHORT = {"wd": Unit.WORKING_DAYS, "wh": Unit.WORKING_HOURS, "h": Unit.ELAPSED_HOURS}
WORDS = {Unit.WORKING_DAYS: "working day", Unit.WORKING_HOURS: "working hour", Unit.ELAPSED_HOURS: "hour"}


class NotATarget(ValueError):
    """That is no target: the words say how to write one."""


@dataclass(frozen=True, slots=True)
class Target:
    """An amount of time, and how it is counted. “10wd” is not “80wh”, and neither is “240h”."""

    unit: Unit
    amount: int
    pausable: bool = True

    def __post_init__(self) -> None:
        least = 0 if self.unit == Unit.WORKING_DAYS else 1  # nought working days: the same day
        if not least <= self.amount <= MOST[self.unit]:
            many = f"{least} to {MOST[self.unit]:,} {WORDS[self.unit]}s"
            raise NotATarget(f"A target of {self.amount} {WORDS[self.unit]}s is out of bounds: give {many}.")
        if self.unit == Unit.ELAPSED_HOURS:
            # Elapsed hours are for what cannot wait: no rule of ours lets that clock stand still.
            object.__setattr__(self, "pausable", False)

    @classmethod
    def parse(cls, text: str) -> "Target":
        """“10wd”, “8wh” or “24h”."""
        written = WRITTEN.fullmatch(text.strip())
        if not written:
            raise NotATarget(
                f"“{text[:40]}” is no target: write 10wd (working days), 8wh (working hours) or 24h (hours)."
            )
        return cls(unit=SHORT[written[2].lower()], amount=int(written[1]))

    def __str__(self) -> str:
        return f"{self.amount}{next(short for short, unit in SHORT.items() if unit == self.unit)}"

    @property
    def words(self) -> str:
        if self.unit == Unit.WORKING_DAYS and not self.amount:
            return "the same working day"
        return f"{self.amount} {WORDS[self.unit]}{'' if self.amount == 1 else 's'}"

    @property
    def microseconds(self) -> int:
        """Of a target in hours."""
        return self.amount * HOUR

    @property
    def elapsed(self) -> timedelta:
        return timedelta(hours=self.amount)

    @property
    def rough_hours(self) -> float:
        """How long it lasts in an ordinary week, for setting two promises side by side without a date."""
        if self.unit == Unit.WORKING_DAYS:
            return self.amount * HOURS_OF_A_DAY
        if self.unit == Unit.WORKING_HOURS:
            return self.amount * HOURS_OF_A_DAY / HOURS_OF_A_WORKING_DAY
        return self.amount


def in_minutes(microseconds: int) -> int:
    """Whole minutes that have passed."""
    return microseconds // MINUTE

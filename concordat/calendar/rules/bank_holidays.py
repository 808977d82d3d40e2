"""The bank holidays of each nation, and who says so.

They come from the `holidays` package, which knows the substitute days and the single ones that were
proclaimed (a jubilee, a funeral, a coronation). For years that are yet to come it tells what is settled
in law now: a day that is proclaimed later comes with a later edition of the package.

In Scotland a bank holiday binds the banks. Many councils there keep other days: a council says so itself.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType

from concordat.calendar.rules.calendars import ClosedDay

DIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
FRIDAY = 4


ANY_SPELLING = {name.casefold().replace(" ", "-"): name for name in DIVISIONS}


class UnknownNation(ValueError):
    """A calendar was asked for that the package does not hold."""


def nation_of(text: str) -> str:
    """The nation that is meant, however it is spelled: “northern-ireland”, “Northern Ireland”."""
    key = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if key not in ANY_SPELLING:
        raise UnknownNation(
            f"“{text[:40]}” is no nation that we know: write England, Wales, Scotland or Northern Ireland."
        )
    return ANY_SPELLING[key]


def bank_holidays(*, nation: str, years: Iterable[int]) -> dict[date, str]:
    """Each bank holiday that falls on a weekday, and why. At the weekend nobody works anyhow."""
    if nation not in DIVISIONS:
        raise UnknownNation(nation)
    return {day: reason for year in sorted(set(years)) for day, reason in of_one_year(nation, year).items()}


@lru_cache(maxsize=500)
def of_one_year(nation: str, year: int) -> Mapping[date, str]:
    import holidays  # here, so that a command which only reads a calendar need not wait for it

    days = holidays.country_holidays("GB", subdiv=DIVISIONS[nation], years=year)
    kept = {day: why for day, why in sorted(days.items()) if day.weekday() <= FRIDAY and day.year == year}
    return MappingProxyType(kept)


def closed_days(*, nation: str, years: Iterable[int]) -> tuple[ClosedDay, ...]:
    """The same as days of a calendar that has known them all along."""
    days = bank_holidays(nation=nation, years=years)
    return tuple(ClosedDay(day, why, source(nation)) for day, why in days.items())


@lru_cache
def source(nation: str) -> str:
    return f"holidays {version('holidays')}, GB-{DIVISIONS[nation]}"

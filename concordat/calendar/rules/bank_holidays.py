"""The bank holidays of each nation, and who says so.

They come from the `holidays` package, which knows the substitute days and the single ones that were
proclaimed (a jubilee, a funeral, a coronation). For years that are yet to come it tells what is settled
in law now: a day that is proclaimed later comes with a later edition of the package.

In Scotland a bank holiday binds the banks. Many councils there keep other days: a council says so itself.
"""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version

import holidays

DIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
FRIDAY = 4


class UnknownNation(Exception):
    """A calendar was asked for that the package does not hold."""


def bank_holidays(*, nation: str, years: Iterable[int]) -> dict[date, str]:
    """Each bank holiday that falls on a weekday, and why. At the weekend nobody works anyhow."""
    if nation not in DIVISIONS:
        raise UnknownNation(nation)
    days = holidays.country_holidays("GB", subdiv=DIVISIONS[nation], years=sorted(set(years)))
    return {day: reason for day, reason in sorted(days.items()) if day.weekday() <= FRIDAY}


def source(nation: str) -> str:
    return f"holidays {version('holidays')}, GB-{DIVISIONS[nation]}"

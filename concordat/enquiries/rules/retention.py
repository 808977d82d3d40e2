"""How long the words of an enquiry are kept once it is closed, and what is left of it afterwards."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

# In place of every word. The database lets words be changed into this sign and into nothing else.
GONE = "–"
SUGGESTED = 24  # months: Torbay Council keeps councillors' casework for two years
SHORTEST, LONGEST = 1, 240
# Whoever sets a period by mistake has so long to set another before anything is erased by it.
GRACE = timedelta(days=14)


def erased_on(closed_on: date, *, months: int) -> date:
    """The day from which the words of an enquiry that was closed on this day are no longer kept."""
    month = closed_on.month - 1 + months
    year, month = closed_on.year + month // 12, month % 12 + 1
    return date(year, month, min(closed_on.day, monthrange(year, month)[1])) + timedelta(days=1)


def last_closed_on(today: date, *, months: int) -> date:
    """The latest day such that what was closed on it is no longer kept today."""
    day = today - timedelta(days=28 * months)
    while erased_on(day, months=months) > today:
        day -= timedelta(days=1)
    return day


def spared_until(received_on: Iterable[date], *, periods: Iterable[tuple[date, date]]) -> date | None:
    """The last day of the latest period of even-handedness in which one of its clocks began to run."""
    begun = list(received_on)
    lasting = [last for first, last in periods if any(first <= day <= last for day in begun)]
    return max(lasting, default=None)

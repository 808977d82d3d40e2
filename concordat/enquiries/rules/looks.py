"""When one may look at whether groups are answered alike: once at each period, by a margin agreed before."""

from collections.abc import Iterable
from datetime import date

LONGEST = 3 * 366


class NotAllowed(Exception):
    """A margin or a report that would not be honest: the words say why."""


def check_margin(
    *,
    begins_on: date,
    ends_on: date,
    agreed_on: date,
    changed_on: date | None,
    today: date,
    others: Iterable[tuple[date, date]],
) -> None:
    """Raises ``NotAllowed``. ``others``: the periods for which a margin was agreed already."""
    if ends_on <= begins_on:
        raise NotAllowed("The period ends before it begins.")
    if (ends_on - begins_on).days > LONGEST:
        raise NotAllowed("A period is three years at the most.")
    if agreed_on > today:
        raise NotAllowed("A margin that is not agreed yet cannot be recorded. Give the day of the meeting.")
    for first, last in others:
        if begins_on <= last and first <= ends_on:
            raise NotAllowed(
                f"A margin was agreed for {first.day} {first:%B %Y} to {last.day} {last:%B %Y} already. "
                "Whoever looks twice at the same enquiries finds by chance what is not there, so periods "
                "do not overlap."
            )
    if changed_on is not None and not begins_on < changed_on <= ends_on:
        raise NotAllowed("Control changed outside the period. Give a day within it, or leave it out.")


def check_look(*, ends_on: date, today: date) -> None:
    """Raises ``NotAllowed`` while the period still runs."""
    if today <= ends_on:
        raise NotAllowed("The period is not over. To look early and again later would be to look twice.")

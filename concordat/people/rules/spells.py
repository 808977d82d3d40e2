"""Facts that hold from one day until another: each begins after the one before it."""

from datetime import date


class DatesCross(Exception):
    """Two dates that cannot both be right: the words say which, and how to mend it."""


def meet(begins_on: date, ends_on: date | None, *, other_begins_on: date, other_ends_on: date | None) -> bool:
    """Whether there is a day on which both hold. The last day of each still belongs to it."""
    starts_in_time = other_ends_on is None or begins_on <= other_ends_on
    lasts_long_enough = ends_on is None or other_begins_on <= ends_on
    return starts_in_time and lasts_long_enough

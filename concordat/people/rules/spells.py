"""Facts that hold from one day until another: each begins after the one before it."""


class DatesCross(Exception):
    """Two dates that cannot both be right: the words say which, and how to mend it."""

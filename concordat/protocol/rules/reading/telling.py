"""How far the reading of a long document has come, for whoever waits for it."""

from collections.abc import Callable

# What is being done, and how much of all is done, from 0 to 1.
Progress = Callable[[str, float], None]


def nobody(doing: str, done: float) -> None:
    """For whoever does not want to be told."""

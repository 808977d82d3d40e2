"""What is wrong with a file: every line of it at once, so that whoever made it mends it once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

MOST_TOLD = 20

Told = TypeVar("Told")


class CannotRead(ValueError):
    """A case, or a file of them, that cannot be worked out. The words say where, and what was wrong."""


class Faults:
    """The faults of one file in the order of its lines. Many are told by their number."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._told: list[str] = []
        self.number = 0
        self._last = 0

    def add(self, line: int, what: str, *, of: str = "") -> None:
        """of   by which name the thing on that line is known, if it has one"""
        self.number += 1
        self._last = line
        if len(self._told) < MOST_TOLD:
            named = f" ({of})" if of else ""
            self._told.append(f"{self._name}, line {line}{named}: {what}")

    @contextmanager
    def on(self, line: int, *, of: str = "") -> Iterator[None]:
        """Go on to the next line after one that cannot be read."""
        try:
            yield
        except CannotRead as wrong:
            self.add(line, str(wrong), of=of)

    def tried(self, line: int, read: Callable[[], Told], *, instead: Told) -> Told:
        """What is read, or ``instead``, which nobody will see: the file is refused."""
        try:
            return read()
        except CannotRead as wrong:
            self.add(line, str(wrong))
            return instead

    def refuse(self) -> None:
        """Raise ``CannotRead`` with all of them, if there are any."""
        if not self._told:
            return
        told = list(self._told)
        if more := self.number - len(told):
            told.append(f"And {more:,} more, the last on line {self._last:,}.")
        raise CannotRead("\n".join(told))

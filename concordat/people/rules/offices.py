"""An office, as every other room knows it.

Whoever acts in Concordat acts in an office: the same person may be a councillor of two councils,
and the trail must go on telling the two apart.
"""

from datetime import date
from typing import Protocol


class NotAnOffice(Exception):
    """An office was asked for that cannot be: the words say why, and how to mend it."""


class NobodyWouldRunIt(NotAnOffice):
    """The last who looks after a council's people and settings was to go."""


class Council(Protocol):
    id: int
    slug: str
    name: str
    tier: str
    nation: str


class Office(Protocol):
    """What a person is in one council, from one day and perhaps until another."""

    id: int
    council_id: int
    person_id: int
    kind: str
    ward: str
    group: str
    service: str
    duties: frozenset[str]  # on the day on which the gate let its holder in

    @property
    def side(self) -> str | None: ...

    @property
    def council(self) -> Council: ...

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...


def held_on(day: date, *, begins_on: date, ends_on: date | None) -> bool:
    """The last day of an office is a day on which it is held."""
    return begins_on <= day and (ends_on is None or day <= ends_on)

"""What a component is given: plain values, so that a view says what is shown and a template how."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class KeyFigure:
    """One large figure, which never goes without its note (its n, its margin, its caution)."""

    label: Words
    value: Words
    note: Words = ""


@dataclass(frozen=True)
class Fact:
    """A row of a summary list. ``action`` ("Change") is read with the key after it: "Change closing date"."""

    key: Words
    value: Words
    action: Words = ""
    href: str = ""


@dataclass(frozen=True)
class Task:
    """A row of a task list. Without ``href`` it cannot start yet; without ``kind`` its status is plain."""

    name: Words
    status: Words
    href: str = ""
    hint: Words = ""
    kind: str = ""


@dataclass(frozen=True)
class Door:
    """A room in the navigation. ``here`` is what aria-current says: "page", "true", or nothing."""

    words: Words
    address: str
    here: str = ""

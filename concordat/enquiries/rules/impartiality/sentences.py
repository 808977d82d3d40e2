"""Sentences as values: fixed words with places for figures, which a page can have translated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from concordat.papers.wording import ENGLISH

Translate = Callable[[str], str]


def gettext_noop(words: str) -> str:
    """Marks words for translators; a page translates them when it shows them."""
    return words


@dataclass(frozen=True)
class Sentence:
    """words    fixed; figures stand in them as %(name)s
    values   plain text, numbers or dates, by name
    """

    words: str
    values: Mapping[str, str | int | float | date] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said()

    def said(self, translate: Translate = str, day: Callable[[date], str] = ENGLISH.day) -> str:
        """translate   a page's gettext
        day         how a date is written
        """
        told = {name: day(each) if isinstance(each, date) else each for name, each in self.values.items()}
        return translate(self.words) % told

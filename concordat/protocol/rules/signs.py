"""Signs by which a text is read: patterns in small letters, over a text in small letters.

Python looks for a pattern that must not mind capitals four times as slowly as for one that need not, and a
text is searched for some two hundred of them.
"""

import re
from collections.abc import Iterable

Signs = tuple[re.Pattern[str], ...]


class InCapitals(ValueError):
    """A sign that could never be met, since texts are searched in small letters."""


def signs(patterns: Iterable[str]) -> Signs:
    """Raises ``InCapitals`` for a pattern that asks for a capital letter."""
    compiled = []
    for pattern in patterns:
        if re.search(r"[A-Z]", re.sub(r"\\.", "", pattern)):
            raise InCapitals(f"This sign asks for a capital letter: {pattern}")
        compiled.append(re.compile(pattern))
    return tuple(compiled)


def small(text: str) -> str:
    """The text in small letters, each sign in its place: a match here stands at the same place there."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def met(signs: Signs, text: str) -> bool:
    """Whether any of them stands in a text that is in small letters already."""
    return any(sign.search(text) for sign in signs)

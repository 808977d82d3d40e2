"""An enquiry's reference: short, unguessable, and fit to be read out over the telephone."""

import re
from collections.abc import Container
from secrets import choice

# Without vowels it spells no word; without O, I, 0 and 1 it is not misheard for another.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
LENGTH = 6
PREFIX = "ENQ-"
IN_WORDS = re.compile(rf"\b{PREFIX}([{LETTERS}]{{{LENGTH}}})\b", re.IGNORECASE)


def new_reference(*, taken: Container[str] = ()) -> str:
    """As ENQ-7KQ4MX. ``taken``: those that name an enquiry already."""
    while (reference := PREFIX + "".join(choice(LETTERS) for _ in range(LENGTH))) in taken:
        pass
    return reference


def references_in(words: str) -> list[str]:
    """Every reference that stands in these words (the subject of an e-mail), in their order, each once."""
    return list(dict.fromkeys(PREFIX + found.upper() for found in IN_WORDS.findall(words)))

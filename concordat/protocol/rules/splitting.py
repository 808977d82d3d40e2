"""Where a clause may be split: before a sentence, after a semicolon, before a mark, at a new line."""

import re

BEGINS = re.compile(
    r"(?<=[.;:!?])[\s”’\"')]*\s+(?=\S)"  # a sentence, or an item after a semicolon
    r"|\n+(?=\S)"
    r"|\s+(?=[-–•]\s)"
    r"|\s+(?=\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]\s)"
)


def places(text: str) -> list[int]:
    """The offsets at which the second part would begin."""
    found = {match.end() for match in BEGINS.finditer(text)}
    return sorted(place for place in found if text[:place].strip() and text[place:].strip())


def place_of(text: str, words: str) -> int | None:
    """Where these words begin, if they stand there once; spaces and lines do not matter."""
    said = words.split()
    if not said:
        return None
    found = list(re.finditer(r"\s+".join(re.escape(word) for word in said), text))
    return found[0].start() if len(found) == 1 and text[: found[0].start()].strip() else None

"""What a typed cell means: a rating, a band, or an answer not given."""

import re
from collections.abc import Mapping

NOT_GIVEN = frozenset(
    {
        "", "-", "–", "—", ".", "?", "-oth-", "n/a", "#n/a", "na", "nan", "null", "none", "not applicable",
        "don't know", "dont know", "do not know", "i don't know", "i do not know", "don't know / no contact",
        "don't know or no contact", "don't know/no contact", "dk", "not sure", "unsure", "no contact",
        "no answer", "not answered", "no opinion", "no view", "prefer not to say", "can't say", "cannot say",
        "ddim yn gwybod", "dim yn gwybod", "dwi ddim yn gwybod", "rwy ddim yn gwybod", "nid wyf yn gwybod",
        "ddim yn siŵr", "dim cyswllt", "dim ateb", "dim barn", "amherthnasol", "ddim yn berthnasol",
        "gwell gennyf beidio â dweud", "gwell gen i beidio â dweud",
    }
)  # fmt: skip

_WHOLE = re.compile(r"([+-]?\d{1,9})(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?%?")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?(?:[t ].*)?|\d\d?[/.]\d\d?[/.]\d{2,4}(?: .*)?|\d\d?:\d\d(?::\d\d)?")


class Unexpected(Exception):
    """A cell says something that cannot be an answer. Its words finish the sentence “X …”."""


def plain(words: str) -> str:
    """Two labels are the same label if only capitals, spacing or the kind of apostrophe differ."""
    return " ".join(words.replace("’", "'").replace("\ufeff", "").casefold().split())


def rating(cell: str, *, scale: Mapping[str, int]) -> int | None:
    """1 to 10, or None for an answer not given. Raises ``Unexpected``."""
    words = plain(cell)
    if words in scale:
        return scale[words]
    if words in NOT_GIVEN:
        return None
    if (whole := _WHOLE.fullmatch(words)) and 1 <= int(whole.group(1)) <= 10:
        return int(whole.group(1))
    raise Unexpected(_why_not(words, wanted="a rating: a whole number from 1 to 10", table="[scale]"))


def band(cell: str, *, bands: Mapping[str, int]) -> int | None:
    """1, 2 or 3, or None for an answer not given. Raises ``Unexpected``."""
    words = plain(cell)
    if words in bands:
        return bands[words]
    if words in NOT_GIVEN:
        return None
    if (whole := _WHOLE.fullmatch(words)) and 1 <= int(whole.group(1)) <= 3:
        return int(whole.group(1))
    raise Unexpected(_why_not(words, wanted="one of the three bands", table="[bands]"))


def _why_not(words: str, *, wanted: str, table: str) -> str:
    if _DATE.fullmatch(words):
        return f"is a date or a time, not {wanted}"
    if _NUMBER.fullmatch(words):
        return f"is not {wanted}"
    if words.startswith(("=", "+", "-", "@")):
        return f"looks like a formula, and is not {wanted}"
    return f"is not {wanted}, nor a label under {table} in the map"

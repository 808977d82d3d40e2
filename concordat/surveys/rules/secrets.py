"""A secret that a person can print, keep in a drawer for a month, and type again.

Seven groups of five signs. The fifth sign of each group checks the other four and the group's place, so
that a slip is found at once and the page can say where, without knowing the secret.
"""

import secrets
from collections.abc import Iterator

# Crockford's alphabet: without I, L, O and U nothing is misread, and it spells no word to regret.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
BITS = 5
PER_GROUP = 4
GROUPS = 7  # 7 × 4 × 5 = 140 bits: nobody will guess it, and nobody needs more
LINK_SIGNS = 26  # 130 bits
CODE_GROUPS = 4  # 4 × 4 × 5 = 80 bits: short enough to type once from a slip, too many to try


class Mistyped(Exception):
    """What was typed is nobody's secret. ``group`` says which group is wrong, from 1; 0 if its length is."""

    def __init__(self, group: int) -> None:
        super().__init__(
            f"Group {group} does not agree with its check sign." if group else "Its length is wrong."
        )
        self.group = group


def new_secret() -> str:
    """A secret that nobody had before, as it is printed: ``7K3FD-...`` in seven groups."""
    return "-".join(_groups(GROUPS))


def read(typed: str) -> bytes:
    """The bytes of a typed secret; spaces, hyphens, small letters and O for 0 do no harm.

    Raises ``Mistyped``.
    """
    signs = tidied(typed)
    return _read(signs, GROUPS).to_bytes((GROUPS * PER_GROUP * BITS + 7) // 8, "big")


def new_code() -> str:
    """The code of a printed slip, without the number of its group: ``7K3FD-...`` in four groups."""
    return "-".join(_groups(CODE_GROUPS))


def read_code(signs: str) -> str:
    """The code as it stands in a link, if every group agrees with its check sign. Raises ``Mistyped``."""
    _read(signs, CODE_GROUPS)
    return signs.lower()


def tidied(typed: str) -> str:
    """The signs of what was typed, as they were printed."""
    return "".join(typed.upper().translate(MISREAD).replace("-", " ").split())


def _read(signs: str, groups: int) -> int:
    if len(signs) != groups * (PER_GROUP + 1):
        raise Mistyped(0)
    whole = 0
    for place in range(groups):
        group = signs[place * (PER_GROUP + 1) :][: PER_GROUP + 1]
        values = [ALPHABET.find(sign) for sign in group]
        if min(values) < 0 or _check(values[:-1], place) != values[-1]:
            raise Mistyped(place + 1)
        for value in values[:-1]:
            whole = whole << BITS | value
    return whole


def new_token() -> str:
    """What a personal link ends with. No check signs: nobody types it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LINK_SIGNS)).lower()


def _groups(count: int) -> Iterator[str]:
    drawn = secrets.randbits(count * PER_GROUP * BITS)
    for place in range(count):
        behind = (count - place) * PER_GROUP
        values = [drawn >> (behind - 1 - n) * BITS & 31 for n in range(PER_GROUP)]
        yield "".join(ALPHABET[value] for value in [*values, _check(values, place)])


def _check(values: list[int], place: int) -> int:
    """A check value over the field of 32 elements: any one wrong sign and any two swapped are found.

    Each step multiplies by the field's generator x, whose powers differ for 31 places; x^5 = x^2 + 1.
    """
    sum_ = place + 1
    for value in values:
        sum_ = _times_x(sum_) ^ value
    return _times_x(sum_)


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled

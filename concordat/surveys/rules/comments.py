"""A comment as bytes, the box in which it lies, and who may ever read it (rule R9).

Every ballot lays in exactly one sealed comment, an empty one if nothing was written, and all are as long:
the box says how many answered, which the ballot box says too, and nothing of who wrote.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from unicodedata import category, normalize

LONGEST = 1_000  # signs
SIZE = 2_048  # bytes, whatever is written
# R9: of fewer answers, or fewer comments, nothing is read: too few among whom a writer could hide.
ANSWERS_NEEDED = 10
COMMENTS_NEEDED = 5
# A reviewer who loses the secret must not leave comments lying for ever.
KEPT_FOR = timedelta(days=60)

QUOTE, PACKED = 1, 2
HEAD = 3


class NotAComment(Exception):
    """These bytes or words cannot be a comment."""


class TooLong(NotAComment):
    """More than a thousand signs; or so many of alphabets with many signs that they do not fit."""


class Outcome(StrEnum):
    """What became of the comments of one side. Before that, they wait for their reviewer."""

    TOLD = "told"
    FEW_ANSWERED = "few answered"
    FEW_WROTE = "few wrote"
    NOT_BELIEVED = "not believed"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Comment:
    text: str
    may_quote: bool = False


EMPTY = Comment("")


def tidied(typed: str) -> str:
    """What was typed, without the signs that no keyboard writes and no reader sees."""
    lines = normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign == "\n" or _is_a_sign(sign) else " " for sign in lines).strip()


def _is_a_sign(sign: str) -> bool:
    # The last two places of each plane are no signs at all, and no Word file may hold them.
    return category(sign) not in {"Cc", "Cs"} and ord(sign) & 0xFFFE != 0xFFFE


def written(typed: str, *, may_quote: bool) -> Comment:
    """What somebody typed, as it will be sealed. Raises ``TooLong``."""
    comment = Comment(tidied(typed), may_quote=may_quote and bool(tidied(typed)))
    if len(comment.text) > LONGEST:
        raise TooLong
    encode(comment)
    return comment


def encode(comment: Comment) -> bytes:
    """Always `SIZE` bytes: one of flags, two of length, the words, noughts.

    Raises ``TooLong``. The words are packed where that is shorter, or a thousand signs of an alphabet that
    takes three or four bytes for each would not fit.
    """
    plain = comment.text.encode()
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = deflate.compress(plain) + deflate.flush()
    words = min(plain, packed, key=len)
    if len(comment.text) > LONGEST or len(words) > SIZE - HEAD:
        raise TooLong
    flags = QUOTE * comment.may_quote | PACKED * (words is not plain)
    return (bytes([flags]) + len(words).to_bytes(2, "big") + words).ljust(SIZE, b"\0")


def decode(opened: bytes) -> Comment:
    """Raises ``NotAComment`` for anything that `encode` could not have written."""
    flags, length = opened[:1], int.from_bytes(opened[1:HEAD], "big")
    words, rest = opened[HEAD : HEAD + length], opened[HEAD + length :]
    if len(opened) != SIZE or flags[0] > QUOTE | PACKED or len(words) < length or any(rest):
        raise NotAComment("Of another length or kind.")
    try:
        plain = _unpacked(words) if flags[0] & PACKED else words
        text = plain.decode()
    except (UnicodeDecodeError, zlib.error) as wrong:
        raise NotAComment("No words.") from wrong
    if text != tidied(text) or len(text) > LONGEST:
        raise NotAComment("Not as it would have been tidied.")
    return Comment(text, may_quote=bool(flags[0] & QUOTE))


def _unpacked(words: bytes) -> bytes:
    # Four bytes is the most that a sign takes: what unpacks to more was not written here.
    unpacking = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    plain = unpacking.decompress(words, 4 * LONGEST)
    if unpacking.unconsumed_tail or not unpacking.eof or unpacking.unused_data:
        raise NotAComment("It unpacks to more than was written.")
    return plain


def fingerprint(sealed: bytes) -> str:
    """By which the reviewer's coding knows a sealed comment: it says nothing of what is in it."""
    return sha256(b"concordat comment/" + sealed).hexdigest()


def in_reading_order(sealed: Iterable[bytes]) -> list[tuple[str, bytes]]:
    """Shuffled: by fingerprints, which look random. Always alike, so that a reviewer finds a place again."""
    return sorted((fingerprint(one), one) for one in set(sealed))


def unread_because(*, answered: int, sealed: int, spent: int) -> Outcome | None:
    """Why the comments of a side are destroyed at the opening, or ``None`` if the reviewer may come.

    answered   ballots of the side that could be read
    sealed     comments in the box
    spent      links that were used: each lays in one comment, so more comments were put there by someone
    """
    if sealed > spent:
        return Outcome.NOT_BELIEVED
    return Outcome.FEW_ANSWERED if answered < ANSWERS_NEEDED else None


def by_side(answered: Mapping[str, int], *, sides: Mapping[str, str]) -> dict[str, int]:
    """Answers by group, added up by side: comments are never told below a side.

    sides   group → its side
    """
    found: dict[str, int] = {}
    for atom, number in answered.items():
        found[sides[atom]] = found.get(sides[atom], 0) + number
    return found

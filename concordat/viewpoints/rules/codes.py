"""Codes: all that opens a draft. Read as people write them down, and kept only as a fingerprint."""

import hashlib
import secrets

# Crockford's: no I, L, O or U, so that nothing is misread for another sign, and no rude word is spelt.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SIGNS = 15  # of 5 bits each: 75 bits, which nobody guesses however long they try
GROUP = 5
ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})


class NotACode(Exception):
    """Nobody was given this code."""


class AlreadyHandedIn(Exception):
    """The sort for which this code was given out has been handed in."""


class TooLate(Exception):
    """The study takes no more sorts."""


class NotKept(Exception):
    """The database could not write just now. Nothing has changed, and the code is still good."""


def new_code() -> str:
    return written("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)))


def written(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def read(typed: str) -> str:
    """The code that someone typed, in the one way in which we write it. Raises ``NotACode``."""
    signs = "".join(sign for sign in typed.casefold() if not (sign.isspace() or sign in "-‐‑–—._"))
    signs = signs.translate(ALIKE)
    if len(signs) != SIGNS or not set(signs) <= set(ALPHABET):
        raise NotACode
    return written(signs)


def fingerprint(code: str) -> bytes:
    """32 bytes. Raises ``NotACode``."""
    return hashlib.sha256(f"concordat sort {read(code)}".encode()).digest()

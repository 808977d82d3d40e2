"""Keeping what somebody declared in confidence.

It lies sealed under a key that comes from the settings: neither a copy of the database nor a backup tells
anybody who is close to whom.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LONGEST = 4000


class NotOurs(Exception):
    """Something was sealed under a key that the settings no longer name."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared. ``kind``: family, partner, close friend, business, other."""

    whom: str
    kind: str
    words: str


def seal(declared: Declared, *, keys: Sequence[str]) -> str:
    return seal_words(json.dumps(asdict(declared)), keys=keys)


def unseal(sealed: str, *, keys: Sequence[str]) -> Declared:
    return Declared(**json.loads(unseal_words(sealed, keys=keys)))


def seal_words(words: str, *, keys: Sequence[str]) -> str:
    """``keys``: the settings' secret key, and those that it has replaced; the first one seals."""
    return box(keys).encrypt(words.encode()).decode()


def unseal_words(sealed: str, *, keys: Sequence[str]) -> str:
    try:
        return box(keys).decrypt(sealed).decode()
    except InvalidToken as strange:
        raise NotOurs from strange


def box(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"concordat: declared in confidence")
    return urlsafe_b64encode(hkdf.derive(key.encode()))

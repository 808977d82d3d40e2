"""Keeping a secret while its letter waits for the post.

The database holds it sealed, under a key that comes from the settings: a backup that was taken in that
minute, or a page of the file that has not been overwritten yet, tells nobody who was sent which link.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class NotOurs(Exception):
    """A secret was sealed under a key that the settings no longer name."""


def seal(secret: str, *, keys: Sequence[str]) -> str:
    """``keys``: the settings' secret key, and those that it has replaced; the first one seals."""
    return box(keys).encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str, *, keys: Sequence[str]) -> str:
    try:
        return box(keys).decrypt(sealed).decode() if sealed else ""
    except InvalidToken as strange:
        raise NotOurs from strange


def opens(sealed: str, *, keys: Sequence[str]) -> bool:
    try:
        unseal(sealed, keys=keys)
    except NotOurs:
        return False
    return True


def box(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"concordat: the secret of a letter")
    return urlsafe_b64encode(hkdf.derive(key.encode()))

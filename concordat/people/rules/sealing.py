"""Keeping the secret of somebody's authenticator, which we must be able to read again to check a code.

The database holds it sealed under a key that comes from the settings: a copy of the database alone gives
nobody a second step.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def seal(secret: str, *, keys: Sequence[str]) -> str:
    """``keys``: the settings' secret key, and those that it has replaced; the first one seals."""
    return box(keys).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, keys: Sequence[str]) -> str:
    """Raises ``cryptography.fernet.InvalidToken`` where the settings no longer name the key."""
    return box(keys).decrypt(sealed).decode()


def box(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"concordat: the secret of a second step")
    return urlsafe_b64encode(hkdf.derive(key.encode()))

"""The sealed ballot box: what is locked with which key, and which two of three keys open it.

Nothing here is of our own making but the arrangement. Sealing is HPKE (RFC 9180: X25519, HKDF-SHA256,
AES-256-GCM) from the `cryptography` package; a key-holder's key pair is drawn from their printed secret by
HKDF. Every seal names what it is for, so that nothing sealed for one purpose opens as another.

    wave key      made at launch; its public half seals ballots, its private half is in envelopes only
    envelope      the private half, sealed to one key-holder and then to another: the first peels it,
                  and then the second can open it. There is one for each ordered pair of the three.
    comment       sealed to the reviewer alone, who holds none of the three keys: nobody's ratings and
                  comments ever open with the same secret
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
OVERHEAD = 48  # bytes that a seal adds: the sender's half of the key and the tag
HOLDERS = 3


class DoesNotOpen(Exception):
    """This key does not open this seal, or what is sealed was changed."""


@dataclass(frozen=True)
class Envelope:
    """The wave's private key for two of the three, by their places: first ``first``, then ``second``."""

    first: int
    second: int
    sealed: bytes


def holder_key(*, secret: bytes, wave: int) -> X25519PrivateKey:
    """The key of the holder of this secret. The same secret in another wave would be another key."""
    drawn = HKDF(SHA256(), length=32, salt=None, info=_purpose("key-holder", wave)).derive(secret)
    return X25519PrivateKey.from_private_bytes(drawn)


def public_half(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def new_wave_key() -> X25519PrivateKey:
    return X25519PrivateKey.generate()


def envelopes(*, wave_key: X25519PrivateKey, holders: Sequence[bytes], wave: int) -> tuple[Envelope, ...]:
    """The wave's private key in an envelope for each ordered pair of key-holders.

    holders   the public keys of the three, in the order of their places
    """
    plain = wave_key.private_bytes_raw()
    made = []
    for first, second in permutations(range(len(holders)), 2):
        within = _seal(plain, holders[second], _purpose("second seal", wave, first, second))
        sealed = _seal(within, holders[first], _purpose("first seal", wave, first, second))
        made.append(Envelope(first, second, sealed))
    return tuple(made)


def peel(envelope: Envelope, *, key: X25519PrivateKey, wave: int) -> bytes:
    """The first of two takes off the outer seal. What is left opens for the second alone."""
    return _open(envelope.sealed, key, _purpose("first seal", wave, envelope.first, envelope.second))


def open_peeled(
    peeled: bytes, *, first: int, second: int, key: X25519PrivateKey, wave: int
) -> X25519PrivateKey:
    """The second of two opens what the first has peeled: the wave's private key."""
    return X25519PrivateKey.from_private_bytes(
        _open(peeled, key, _purpose("second seal", wave, first, second))
    )


def seal_ballot(ballot: bytes, *, public_key: bytes, wave: int, atom: int) -> bytes:
    return _seal(ballot, public_key, _purpose("ballot", wave, atom))


def open_ballot(sealed: bytes, *, wave_key: X25519PrivateKey, wave: int, atom: int) -> bytes:
    """Raises ``DoesNotOpen`` for what was not sealed for this wave and atom, or was changed since."""
    return _open(sealed, wave_key, _purpose("ballot", wave, atom))


def reviewer_key(*, secret: bytes, wave: int) -> X25519PrivateKey:
    """The key of the reviewer of the comments: apart from every key-holder's, even for the same secret."""
    drawn = HKDF(SHA256(), length=32, salt=None, info=_purpose("reviewer", wave)).derive(secret)
    return X25519PrivateKey.from_private_bytes(drawn)


def seal_comment(comment: bytes, *, public_key: bytes, wave: int, side: str) -> bytes:
    return _seal(comment, public_key, _purpose(f"comment of {side}", wave))


def open_comment(sealed: bytes, *, key: X25519PrivateKey, wave: int, side: str) -> bytes:
    """Raises ``DoesNotOpen`` for what was not sealed for this wave and side, or was changed since."""
    return _open(sealed, key, _purpose(f"comment of {side}", wave))


def _purpose(what: str, *numbers: int) -> bytes:
    return "/".join(["concordat 1", what, *map(str, numbers)]).encode()


def _seal(plain: bytes, public_key: bytes, purpose: bytes) -> bytes:
    return SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public_key), info=purpose)


def _open(sealed: bytes, key: X25519PrivateKey, purpose: bytes) -> bytes:
    try:
        return SUITE.decrypt(sealed, key, info=purpose)
    # ValueError: bytes that are no point of the curve, such as a box that was overwritten with noughts.
    except (InvalidTag, ValueError) as wrong:
        raise DoesNotOpen("This seal does not open with this key.") from wrong

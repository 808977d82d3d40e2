"""What an ID token says of whoever signs in, and whether to believe it (OpenID Connect Core 1.0, 3.1.3.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from jwt.types import Options

from concordat.people.rules.single_sign_on import Provider

# Each with a key of two halves. One that is shared (HS256) the provider would not sign with alone.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SLACK = 60  # seconds by which two clocks may differ
LONGEST = 255  # signs of a subject, says the specification
SIGNATURE_ALONE: Options = {
    "verify_signature": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}


class NotBelieved(Exception):
    """An ID token that proves nothing: the words say why."""


@dataclass(frozen=True)
class Claims:
    """Who has signed in.

    address             where their letters go, as far as the provider may say so of a new account; else empty
    groups              those that they are in; None where the token does not hold them all
    took_second_step    whether the provider says so, and the settings let that count
    """

    issuer: str
    subject: str
    address: str
    groups: frozenset[str] | None
    took_second_step: bool


def read(
    token: str, *, keys: Sequence[Mapping[str, Any]], provider: Provider, nonce: str, at: datetime
) -> Claims:
    """What a token says, if it is this provider's, for us, of now, and of this very visit.

    ``keys``: the provider's own (a JSON Web Key Set). Raises ``NotBelieved``.
    """
    said = _unsealed(token, keys)
    if said.get("iss") != provider.issuer:
        raise NotBelieved("It was issued by somebody else.")
    audience = said.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if provider.client_id not in audiences:
        raise NotBelieved("It was made for another program.")
    party = said.get("azp", None if len(audiences) > 1 else provider.client_id)
    if party != provider.client_id:
        raise NotBelieved("It was made for another program.")
    now = at.timestamp()
    if _seconds(said, "exp") < now - SLACK:
        raise NotBelieved("It has expired. If it was made just now, one of the two clocks is wrong.")
    if max(_seconds(said, "iat"), _seconds(said, "nbf", otherwise=0)) > now + SLACK:
        raise NotBelieved("It was made in the future: one of the two clocks is wrong.")
    if said.get("nonce") != nonce:
        raise NotBelieved("It belongs to another visit.")
    if provider.tenant and said.get("tid") != provider.tenant:
        raise NotBelieved("It comes from another organisation’s directory.")
    subject = said.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST or not is_plain(subject):
        raise NotBelieved("It names nobody.")
    methods = said.get("amr")
    return Claims(
        issuer=provider.issuer,
        subject=subject,
        address=_address(said, provider),
        groups=_groups(said, provider.groups_claim),
        took_second_step=provider.second_step and isinstance(methods, list) and "mfa" in methods,
    )


def _unsealed(token: str, keys: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    try:
        head = jwt.get_unverified_header(token)
        algorithm = head.get("alg")
        if algorithm not in ALGORITHMS:
            raise NotBelieved("It is not signed in a way that proves anything.")
        fitting = [key for key in keys if key.get("kid") == head.get("kid") and key.get("use") != "enc"]
        if len(fitting) != 1:
            raise NotBelieved("It is signed with a key that the provider does not show.")
        # PyJWT would look at the clock and at who is meant; `read` does, with its own words.
        key = jwt.PyJWK(dict(fitting[0]), algorithm=algorithm)
        said: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=[algorithm],
            options=SIGNATURE_ALONE,
        )
    except (jwt.PyJWTError, TypeError, ValueError):
        raise NotBelieved("Its signature is not the provider’s.") from None
    return said


def _seconds(said: Mapping[str, Any], claim: str, *, otherwise: float | None = None) -> float:
    found = said.get(claim, otherwise)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise NotBelieved("It does not say when it was made, or until when it holds.")
    return float(found)


def _address(said: Mapping[str, Any], provider: Provider) -> str:
    """The address by which a new account may be found: empty where anybody could have chosen it."""
    if provider.tenant:
        # Entra verifies no `email`. The sign-in name is the directory's own, but not that of a guest.
        home = said.get("idp", provider.issuer)
        guest = said.get("acct") == 1 or home not in {provider.issuer, said.get("iss")}
        claimed = None if guest else said.get("preferred_username")
    else:
        claimed = said.get("email") if said.get("email_verified") in (True, "true") else None
    address = claimed.strip().lower() if isinstance(claimed, str) else ""
    return address if address.rpartition("@")[2] in provider.domains and address.isprintable() else ""


def is_plain(subject: str) -> bool:
    return subject.isascii() and subject.isprintable()


def _groups(said: Mapping[str, Any], claim: str) -> frozenset[str] | None:
    elsewhere = said.get("_claim_names")
    if said.get("hasgroups") or (isinstance(elsewhere, dict) and claim in elsewhere):
        return None  # too many for a token: Entra says where they can be asked for, and lists none
    found = said.get(claim, [])
    if isinstance(found, str):
        found = [found]
    return frozenset(map(str, found)) if isinstance(found, list) else None

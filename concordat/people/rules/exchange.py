"""The conversation with an OpenID Connect provider: authorization code, with PKCE (RFC 7636) and a nonce.

We speak it ourselves. allauth's own client asks for no nonce, and skips the signature of an ID token that it
fetched over TLS; a council's front door should depend on neither.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import requests

from concordat.people.rules.single_sign_on import Provider, is_private_enough

PATIENCE = 10  # seconds for one answer
LONGEST = 1024 * 1024  # bytes of one answer
SCOPE = "openid profile email"


class NotReached(Exception):
    """The provider does not answer, or not as one: the words say what was amiss."""


@dataclass(frozen=True)
class Visit:
    """One sign-in under way: kept in the visitor's session, used once."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Doors:
    """Where a provider is asked what, as it says of itself."""

    authorize: str
    token: str
    keys: str
    secret_in_form: bool


def begin() -> Visit:
    return Visit(*(secrets.token_urlsafe(32) for _ in range(3)))


def discover(provider: Provider) -> Doors:
    """Raises ``NotReached``."""
    told = _asked("GET", f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != provider.issuer:
        raise NotReached(f"It calls itself {told.get('issuer')!r}, and OIDC_ISSUER is {provider.issuer!r}.")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    authorize, token, keys = (str(told.get(name, "")) for name in names)
    if not all(map(is_private_enough, (authorize, token, keys))):
        raise NotReached("It does not say where to sign in.")
    ways = told.get("token_endpoint_auth_methods_supported")
    secret_in_form = isinstance(ways, list) and "client_secret_post" in ways
    return Doors(authorize=authorize, token=token, keys=keys, secret_in_form=secret_in_form)


def address_to_go_to(doors: Doors, *, provider: Provider, visit: Visit, back: str) -> str:
    digest = hashlib.sha256(visit.verifier.encode()).digest()
    said = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": SCOPE,
        "state": visit.state,
        "nonce": visit.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return f"{doors.authorize}{'&' if urlsplit(doors.authorize).query else '?'}{urlencode(said)}"


def fetch_token(doors: Doors, *, provider: Provider, visit: Visit, code: str, back: str) -> str:
    """The ID token that a code is good for. Raises ``NotReached``."""
    said = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": visit.verifier,
        "client_id": provider.client_id,
    }
    heads = {}
    if doors.secret_in_form:
        said["client_secret"] = provider.client_secret
    else:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        heads["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    token = _asked("POST", doors.token, data=said, heads=heads).get("id_token")
    if not isinstance(token, str):
        raise NotReached("It gave no ID token.")
    return token


def fetch_keys(doors: Doors) -> list[Mapping[str, Any]]:
    """Raises ``NotReached``."""
    keys = _asked("GET", doors.keys).get("keys")
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise NotReached("It shows no keys.")
    return keys


def _asked(
    method: str,
    address: str,
    *,
    data: Mapping[str, str] | None = None,
    heads: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    heads = {"Accept": "application/json", **(heads or {})}
    try:
        # Never led on elsewhere: what is sent holds our secret. Our proxy, if any, comes from the settings
        # of the machine; a .netrc there is not ours to read.
        with requests.Session() as session:
            session.auth = lambda request: request
            answer = session.request(
                method,
                address,
                data=data,
                headers=heads,
                timeout=PATIENCE,
                allow_redirects=False,
                stream=True,
            )
            with answer:
                content = b""
                for part in answer.iter_content(65536):
                    content += part
                    if len(content) > LONGEST:
                        raise NotReached(f"{urlsplit(address).netloc} says far more than it was asked.")
                told = json.loads(content)
    except (requests.RequestException, ValueError, OSError, RecursionError) as wrong:
        raise NotReached(f"{urlsplit(address).netloc} did not answer ({type(wrong).__name__}).") from None
    if answer.status_code != 200 or not isinstance(told, dict):
        raise NotReached(f"{urlsplit(address).netloc} refused ({answer.status_code}).")
    return told

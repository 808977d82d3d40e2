"""Whose single sign-on is trusted, and which of its groups carry which duties: read from the settings."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from concordat.people.rules.duties import BELONGS_TO, Duty, Kind

PLACE = re.compile(r"https://[a-z0-9.-]+(:\d+)?")
# Entra's common doors let in whoever has any account anywhere.
FOR_ANYBODY = frozenset({"common", "organizations", "consumers"})


class NotSettled(Exception):
    """The settings of single sign-on contradict each other, or are not all there: the words say which."""


class NotLinked(Exception):
    """An account at the provider is nobody's here: the words say why, and whom to ask."""


@dataclass(frozen=True)
class Grant:
    """Whoever is in ``group`` at the provider carries ``duty`` in ``council`` (its slug)."""

    group: str
    council: str
    duty: Duty


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider, as the settings know it.

    domains   the domains of mail for which it speaks: an address elsewhere is not believed
    tenant    of Entra ID: the one directory (``tid``) whose accounts are let in. With it a new account is
              found by its sign-in name, which only that directory's administrators can give; without it, by
              an address that the provider says it has verified
    ways      other places through which a browser is led on the way there, as https://login.example
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str
    domains: frozenset[str]
    tenant: str = ""
    groups_claim: str = "groups"
    grants: tuple[Grant, ...] = ()
    second_step: bool = False
    ways: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def governs(self, council: str, kind: str) -> frozenset[Duty]:
        """The duties that groups give and take in a council. No group touches another."""
        return BELONGS_TO[Kind(kind)] & {grant.duty for grant in self.grants if grant.council == council}

    def duties_of(self, groups: frozenset[str], *, council: str, kind: str) -> frozenset[Duty]:
        """The duties that these groups give to an office of this kind."""
        given = {grant.duty for grant in self.grants if grant.council == council and grant.group in groups}
        return BELONGS_TO[Kind(kind)] & given


def is_private_enough(address: str) -> bool:
    """Whether what goes there is read by nobody on the way: HTTPS, or this machine itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and _is_this_machine(parts.hostname or "")


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def read(said: Mapping[str, str]) -> Provider | None:
    """The provider that the settings name; None where they name none. Raises ``NotSettled``."""
    issuer = said.get("OIDC_ISSUER", "")
    if not issuer:
        strays = sorted(name for name, word in said.items() if name.startswith("OIDC_") and word)
        if strays:
            raise NotSettled(f"{strays[0]} is set and OIDC_ISSUER is not. Set both, or neither.")
        return None
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_DOMAINS"):
        if not said.get(name):
            raise NotSettled(f"OIDC_ISSUER is set and {name} is not.")
    if not is_private_enough(issuer) or urlsplit(issuer).query or urlsplit(issuer).fragment:
        raise NotSettled(f"OIDC_ISSUER is {issuer!r}. It must be an address that begins with https://.")
    if FOR_ANYBODY & set(urlsplit(issuer).path.split("/")):
        raise NotSettled("OIDC_ISSUER is a door for every organisation. Set the one of your own directory.")
    second_step = said.get("OIDC_SECOND_STEP") or "no"
    if second_step not in {"yes", "no"}:
        raise NotSettled(f"OIDC_SECOND_STEP is {second_step!r}. Set it to yes or no.")
    tenant = said.get("OIDC_TENANT", "")
    if urlsplit(issuer).hostname == "login.microsoftonline.com" and not tenant:
        raise NotSettled("OIDC_TENANT is not set. With Entra ID it must name your directory.")
    domains = frozenset(word.strip().lower() for word in said["OIDC_DOMAINS"].split(",") if word.strip())
    if not domains or any("@" in domain or "." not in domain for domain in domains):
        raise NotSettled("OIDC_DOMAINS must list domains of mail: larkfield.gov.uk,larkfield.wales")
    return Provider(
        issuer=issuer,
        client_id=said["OIDC_CLIENT_ID"],
        client_secret=said["OIDC_CLIENT_SECRET"],
        name=said.get("OIDC_NAME") or "your council’s account",
        domains=domains,
        tenant=tenant,
        groups_claim=said.get("OIDC_GROUPS_CLAIM") or "groups",
        grants=_grants(said.get("OIDC_GROUPS", "")),
        second_step=second_step == "yes",
        ways=_ways(said.get("OIDC_WAYS", "")),
    )


def _ways(words: str) -> tuple[str, ...]:
    ways = tuple(word.strip().rstrip("/") for word in words.split(",") if word.strip())
    if not all(PLACE.fullmatch(way) for way in ways):
        raise NotSettled("OIDC_WAYS must list places: https://login.larkfield.gov.uk,https://sts.example")
    return ways


def _grants(words: str) -> tuple[Grant, ...]:
    """``{"group id": {"council": "larkfield", "duty": "monitoring officer"}}``, or a file that holds this.

    A group with several duties has a list of them.
    """
    if not words:
        return ()
    try:
        if not words.lstrip().startswith("{"):
            words = Path(words).read_text(encoding="utf-8")
        told = json.loads(words)
    except (OSError, ValueError) as wrong:
        raise NotSettled(f"OIDC_GROUPS cannot be read: {wrong}") from None
    if not isinstance(told, dict):
        raise NotSettled("OIDC_GROUPS must be JSON that names groups: {...}.")
    return tuple(
        _grant(group, one)
        for group, given in told.items()
        for one in (given if isinstance(given, list) else [given])
    )


def _grant(group: str, given: object) -> Grant:
    if not isinstance(given, dict) or set(given) != {"council", "duty"}:
        raise NotSettled(f"In OIDC_GROUPS the group {group!r} needs a council and a duty, and nothing else.")
    if given["duty"] not in set(Duty):
        raise NotSettled(f"In OIDC_GROUPS {given['duty']!r} is not a duty that Concordat knows.")
    return Grant(group=group, council=str(given["council"]), duty=Duty(given["duty"]))

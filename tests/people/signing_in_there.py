"""Signing in at the council's own provider and back, as a browser is led."""

from django.utils.timezone import localdate

from concordat.people import queries


def go(client, there, **said) -> str:
    """Out: the query with which the provider sends one back."""
    answer = client.post("/sign-in/with", said)
    assert answer.headers["Location"].startswith(f"{there.issuer}/authorize?"), answer.content
    return there.authorize(answer.headers["Location"])


def sign_in(client, there, **said):
    return client.get(f"/sign-in/back?{go(client, there, **said)}")


def said_on(page) -> str:
    return " ".join(page.content.decode().split())


def duties(office) -> set[str]:
    (held,) = (one for one in queries.offices_held(by=office.person, on=localdate()) if one.id == office.id)
    return set(held.duties)

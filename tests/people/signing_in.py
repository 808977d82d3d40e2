"""Signing in as a person does it, for several tests: the code from the e-mail, the app, the paper."""

import re
import time

from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from concordat.people.models import Person

DEVICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def ask(client: Client, email: str, **said):
    return client.post("/sign-in", {"email": email, **said})


def code_sent() -> str:
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def first_step(client: Client, email: str):
    """A code is asked for, and entered. Returns where that leads."""
    client.post("/sign-out")
    ask(client, email)
    return client.post("/sign-in/code", {"code": code_sent(), "action": "verify"})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def key_shown(client: Client) -> str:
    page = client.get("/account/authenticator").content.decode()
    return re.search(r'<p class="secret">([A-Z2-7 ]+)</p>', page)[1].replace(" ", "")


def app_shows(key: str, *, later: int = 0) -> str:
    """The code that an authenticator app shows now, or so many half minutes later."""
    return totp.format_hotp_value(totp.hotp_value(key, int(time.time()) // 30 + later))


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """In a session: an app is set up. Returns its key and the recovery codes that were shown."""
    key = key_shown(client)
    page = client.post("/account/authenticator", {"code": app_shows(key)}).content.decode()
    return key, [code.replace(" ", "") for code in re.findall(r"<li>(\d{5} \d{5})</li>", page)]


def with_app(client: Client, person: Person) -> tuple[str, list[str]]:
    """Somebody signs in, sets up an app and signs out."""
    first_step(client, person.email)
    found = set_up_app(client)
    client.post("/sign-out")
    return found

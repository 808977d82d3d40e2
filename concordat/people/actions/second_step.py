"""The second step of signing in: setting it up, removing it, and resetting it for someone who has lost it.

Each is told in the trail of every council in which the person holds an office that day, and by e-mail to the
person.
"""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.people import access, queries
from concordat.people.actions.notices import tell_of_second_step
from concordat.people.actions.sessions import end_sessions
from concordat.people.models import Office, Person
from concordat.people.rules import offices
from concordat.people.rules.second_step import NotReset, StillNeeded
from concordat.trail import actions as trail


@transaction.atomic
def set_up_authenticator(*, person: Person, secret: str, at: datetime) -> tuple[str, ...]:
    """Let somebody sign in with the codes of an app. Another app's codes are good no longer.

    Returns the recovery codes, where this is their first second step: to be shown now, and never again.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    first = not queries.has_second_step(person)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(person, secret)
    return _set_up(person, first=first, at=at, what="authenticator app")


@transaction.atomic
def add_passkey(*, person: Person, name: str, credential: dict[str, Any], at: datetime) -> tuple[str, ...]:
    """Let somebody sign in with a passkey, whose registration was checked. Returns as the one above."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    first = not queries.has_second_step(person)
    WebAuthn.add(person, name, credential)
    return _set_up(person, first=first, at=at, what="passkey")


@transaction.atomic
def draw_recovery_codes(*, person: Person, at: datetime) -> tuple[str, ...]:
    """Ten codes, each good once. Those drawn before are good no longer."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    codes = _drawn(person)
    _tell(person, "drew recovery codes", at=at)
    tell_of_second_step(person=person, what="recovery codes", at=at)
    return codes


@transaction.atomic
def remove_second_step(*, person: Person, passkey: int | None = None, at: datetime) -> bool:
    """Remove a passkey or, without one, the authenticator app. Returns whether a second step is left.

    Raises ``StillNeeded`` where it is the last of somebody who runs a council: that is set up anew first.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    running = any(map(access.may_run_council, queries.offices_held(by=person, on=localdate(at))))
    if running and queries.second_steps_of(person).is_last:
        raise StillNeeded(_("You run a council. Set up another second step before you remove the last one."))
    kind = Authenticator.Type.TOTP if passkey is None else Authenticator.Type.WEBAUTHN
    steps = Authenticator.objects.filter(user=person, type=kind)
    (steps if passkey is None else steps.filter(pk=passkey)).delete()
    left = queries.has_second_step(person)
    if not left:
        _forget(person)
    _tell(person, "removed a second step", at=at)
    tell_of_second_step(person=person, what="removed", at=at)
    return left


@transaction.atomic
def reset_second_step(*, office: offices.Office, by: offices.Office | None, at: datetime) -> list[Office]:
    """Forget the second step of somebody who has lost it, and end their sessions.

    It signs nobody in and changes no address: the person signs in by a code to their own letter box, and
    sets up a second step anew. ``by`` is None where whoever runs the server does it: then it concerns every
    council in which they hold an office. Returns the offices that it concerns. Raises ``NotReset``.
    """
    person = Person.objects.select_for_update().get(pk=office.person_id)
    if by is not None:
        _refuse_unless_theirs_to_reset(office, by=by, at=at)
    if not queries.has_second_step(person):
        raise NotReset(_("%(name)s has no second step, so there is nothing to reset.") % {"name": person})
    _forget(person)
    end_sessions(person=person, at=at)
    theirs = Office.objects.select_related("council", "person").filter(pk=office.id)
    concerned = list(theirs) if by else queries.offices_held(by=person, on=localdate(at))
    for one in concerned:
        trail.record(did="reset a second step", thing=one, by=by, council_id=one.council_id, at=at)
    return concerned


def _refuse_unless_theirs_to_reset(office: offices.Office, *, by: offices.Office, at: datetime) -> None:
    if by.person_id == office.person_id:
        raise NotReset(_("Nobody resets their own second step. Ask somebody else who runs the council."))
    elsewhere = Office.objects.filter(queries.reaches(localdate(at)), person=office.person_id)
    if elsewhere.exclude(council=office.council_id).exists():
        # Their second step guards what another council shows them, and that is not ours to unlock.
        raise NotReset(
            _("%(name)s’s second step cannot be reset from here. Ask your provider.") % {"name": office.name}
        )


def _set_up(person: Person, *, first: bool, at: datetime, what: str) -> tuple[str, ...]:
    codes = _drawn(person) if first else ()
    _tell(person, "set up a second step", at=at, what=what)
    tell_of_second_step(person=person, what=what, at=at)
    return codes


def _drawn(person: Person) -> tuple[str, ...]:
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    return tuple(RecoveryCodes.activate(person).generate_codes())


def _forget(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()


def _tell(person: Person, did: str, *, at: datetime, **detail: Any) -> None:
    for office in queries.offices_held(by=person, on=localdate(at)):
        trail.record(did=did, thing=office, by=office, at=at, **detail)

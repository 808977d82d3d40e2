"""Sessions: none is written into the trail, for when somebody signs in is no council's business."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.timezone import localdate

from concordat.people.models import OpenSession, Person


@transaction.atomic
def begin_session(*, person: Person, key: str, device: str, at: datetime) -> OpenSession:
    """Note a browser in which somebody has signed in; what has run out meanwhile is forgotten."""
    noted = OpenSession.objects.filter(person=person)
    alive = Session.objects.filter(expire_date__gt=at, session_key__in=noted.values("session_key"))
    noted.exclude(session_key__in=alive.values("session_key")).delete()
    return OpenSession.objects.create(
        person=person, session_key=key, device=device[:60], began_at=at, seen_on=localdate(at)
    )


def see_session(*, key: str, at: datetime) -> None:
    OpenSession.objects.filter(session_key=key).update(seen_on=localdate(at))


@transaction.atomic
def end_session(*, session: OpenSession, at: datetime) -> None:
    """Sign one browser out. What is typed there and not sent is lost; ``at`` tells nobody anything."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()


@transaction.atomic
def end_sessions(*, person: Person, besides: str = "", at: datetime) -> int:
    """Sign somebody out everywhere, but in the session whose key is ``besides``. Returns how many there were.

    The row of each is deleted. Without ``besides``, those that nobody noted are made void as well: their
    seal is drawn from the person's (unusable) password, which is drawn anew.
    """
    sessions = OpenSession.objects.filter(person=person).exclude(session_key=besides)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    ended, _each = sessions.delete()
    if not besides:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return ended

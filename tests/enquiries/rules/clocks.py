"""Short ways to say what happened to an enquiry, in London's time."""

from datetime import datetime

from concordat.calendar.rules import london
from concordat.calendar.rules.bank_holidays import closed_days
from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.rules.clock import clock
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.events import Event, Kind, PauseReason

ENGLAND = Calendar("England", closed_days(nation="England", years=range(2025, 2029)))


def at(text: str) -> datetime:
    return london.read(text)


def made(received: str, target: str, *events: Event, calendar=ENGLAND, as_of: str | None = None):
    return clock(
        received=at(received),
        target=Target.parse(target),
        events=events,
        calendar=calendar,
        as_of=at(as_of) if as_of else None,
    )


def paused(when: str, reason: str = PauseReason.MEMBER) -> Event:
    return Event(Kind.PAUSED, at(when), reason=reason)


def happened(kind: Kind, when: str, **more) -> Event:
    return Event(kind, at(when), **more)

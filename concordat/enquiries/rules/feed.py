"""What is due, as a calendar that a telephone or Outlook subscribes to (RFC 5545).

Calendars are copied to other companies' servers and shown on locked screens: an entry carries a reference, a
time and a link that asks who comes. What was asked, and by whom, stays in Concordat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

AN_ENTRY = timedelta(minutes=15)
EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One enquiry that is due. ``title`` and ``page`` hold no words of it."""

    reference: str
    title: str
    due_at: datetime
    page: str
    changed_at: datetime


def fingerprint(secret: str) -> str:
    """What is kept of a secret address. It is long and drawn by chance, so a plain hash is enough."""
    return sha256(f"a calendar of what is due: {secret}".encode()).hexdigest()


def written(entries: Iterable[Entry], *, name: str, host: str) -> bytes:
    """The calendar. The same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Concordat//Enquiries//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(name.split()))
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", EVERY)
    for entry in sorted(entries, key=lambda entry: (entry.due_at, entry.reference)):
        calendar.add_component(event(entry, host=host))
    return bytes(calendar.to_ical())


def event(entry: Entry, *, host: str) -> Event:
    event = Event()
    # One entry for one enquiry: when it becomes due at another time, it moves and does not double.
    event.add("uid", f"{sha256(entry.reference.encode()).hexdigest()[:32]}@{host}")
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.due_at - AN_ENTRY)
    event.add("dtend", entry.due_at)
    event.add("summary", entry.title)
    event.add("url", entry.page)
    event.add("transp", "TRANSPARENT")  # a deadline takes nobody's time away
    event.add("class", "PRIVATE")
    return event

"""What will happen to an enquiry, and by when: told before it is sent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.models import Topic
from concordat.enquiries.queries.clocks import calendar_of
from concordat.enquiries.queries.settled import terms_on, topics_of
from concordat.enquiries.rules.clock import Clock, clock
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.terms import Because, Level, Terms
from concordat.enquiries.rules.tiers import tier_of
from concordat.people.rules.offices import Office


@dataclass(frozen=True)
class Preview:
    """By when it would be acknowledged and answered, were it sent at this moment."""

    level: Level
    because: Because
    acknowledge_due: datetime
    reply: Clock

    @property
    def reply_due(self) -> datetime:
        return self.reply.due_unpaused


def preview(office: Office, topic: Topic | None, *, facts: Collection[str] = (), at: datetime) -> Preview:
    terms = terms_on(office.council_id, day=localdate(at))
    return _preview(office, topic, facts=facts, terms=terms, calendar=calendar_of(office.council_id), at=at)


def previews(office: Office, *, at: datetime) -> list[tuple[Topic | None, Preview]]:
    """Every topic that can be asked about, with what is promised; the last one is none of them."""
    terms, calendar = terms_on(office.council_id, day=localdate(at)), calendar_of(office.council_id)
    topics: Iterable[Topic | None] = [*topics_of(office.council_id), None]
    return [
        (topic, _preview(office, topic, facts=(), terms=terms, calendar=calendar, at=at)) for topic in topics
    ]


def _preview(
    office: Office,
    topic: Topic | None,
    *,
    facts: Collection[str],
    terms: Terms,
    calendar: Calendar,
    at: datetime,
) -> Preview:
    promised = terms.promised(
        tier=tier_of(office.duties),
        topic=topic.slug if topic else "",
        safeguarding=bool(topic and topic.safeguarding),
        facts=facts,
        received=at,
        calendar=calendar,
    )

    def runs(target: Target) -> Clock:
        return clock(received=at, target=target, calendar=calendar, as_of=at)

    return Preview(
        level=promised.level,
        because=promised.because,
        acknowledge_due=runs(promised.level.acknowledge).due_unpaused,
        reply=runs(promised.level.reply),
    )

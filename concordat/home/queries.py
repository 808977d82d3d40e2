"""What waits for an office today, gathered from every room."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from concordat.enquiries import queries as enquiries
from concordat.enquiries.access import may_ask
from concordat.letters import queries as letters
from concordat.people.access import may_run_council
from concordat.people.rules.offices import Office
from concordat.protocol import queries as protocols
from concordat.surveys import queries as surveys
from concordat.viewpoints import queries as viewpoints


@dataclass(frozen=True)
class Day:
    """One page of somebody's day."""

    tasks: tuple[surveys.Task, ...]
    latest: surveys.Released | None
    running: tuple[surveys.Running, ...]
    studies: tuple[viewpoints.Running, ...]
    report: viewpoints.Headline | None
    asks: bool  # whether the office can put an enquiry, which one must find at once
    unread: int
    undelivered: int | None  # None for whoever does not run the council: it is not theirs to mend.


def is_up_to_date() -> bool:
    """Whether the database can be reached, and its tables are those of this version."""
    return migrations_of_this_version() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def migrations_of_this_version() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def day_of(office: Office, *, today: date, at: datetime) -> Day:
    return Day(
        tasks=(
            *enquiries.tasks_for(office, at=at),
            *surveys.tasks_for(office, today=today),
            *viewpoints.tasks_for(office, today=today),
            *viewpoints.research_tasks_for(office, today=today),
            *protocols.tasks_for(office, today=today),
            *protocols.acknowledgements_waiting(office, today=today),
        ),
        latest=surveys.latest_release(office),
        running=surveys.running(office, today=today),
        studies=viewpoints.running(office, today=today),
        report=viewpoints.latest_report(office),
        asks=may_ask(office),
        unread=letters.unread(office),
        undelivered=letters.undelivered(office.council_id) if may_run_council(office) else None,
    )

"""What waits for an office today, gathered from every room."""

from dataclasses import dataclass
from datetime import date

from concordat.letters import queries as letters
from concordat.people.access import may_run_council
from concordat.people.rules.offices import Office
from concordat.surveys import queries as surveys


@dataclass(frozen=True)
class Day:
    """One page of somebody's day."""

    tasks: tuple[surveys.Task, ...]
    latest: surveys.Released | None
    running: tuple[surveys.Running, ...]
    unread: int
    undelivered: int | None  # None for whoever does not run the council: it is not theirs to mend.


def day_of(office: Office, *, today: date) -> Day:
    return Day(
        tasks=surveys.tasks_for(office, today=today),
        latest=surveys.latest_release(office),
        running=surveys.running(office, today=today),
        unread=letters.unread(office),
        undelivered=letters.undelivered(office.council_id) if may_run_council(office) else None,
    )

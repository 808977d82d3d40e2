"""Who in Marlbridge has acknowledged the protocol, which groups were briefed, and one declaration."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from concordat.people.rules.duties import Duty, Side
from concordat.protocol import actions, queries
from concordat.protocol.rules.acknowledging import Manner
from concordat.protocol.rules.declaring import Declared

SLUG = "protocol-on-working-together"
FIRST_ASKED, ASKED_AGAIN = 820, 200  # days ago
# Whoever looks around finds something to do.
NOT_YET = frozenset({"Tomos Griffith", "Helen Marsh", "Jack Tolland"})
WHEN_DUE = timedelta(days=30)


def make(everyone: Any, *, deliver: Callable[[datetime], None], at: datetime) -> None:
    """Councillors about all of it; then both sides, those who knew it about what had changed in force."""
    _ask(everyone, officers=None, deliver=deliver, at=at - timedelta(days=FIRST_ASKED))
    _ask(everyone, officers=Manner.READ, deliver=deliver, at=at - timedelta(days=ASKED_AGAIN))
    _brief(everyone, at=at - timedelta(days=ASKED_AGAIN - 20))
    _declare(everyone, deliver=deliver, at=at - timedelta(days=60))


def _ask(
    everyone: Any, *, officers: Manner | None, deliver: Callable[[datetime], None], at: datetime
) -> None:
    """Most councillors have acknowledged, and every third officer: the others have not come to it yet."""
    run = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    edition: Any = queries.in_force_today(run, SLUG, today=localdate(at))
    asking = actions.ask(
        edition=edition,
        councillors=Manner.UNDERTAKE,
        officers=officers,
        due_on=localdate(at + WHEN_DUE),
        by=run,
        at=at,
    )
    deliver(at)
    later = at + timedelta(days=3)
    for place, line in enumerate(queries.lines_seen_by(run, asking, on=localdate(later))):
        comes_to_it = place % 9 if line.office.side == Side.COUNCILLORS else place % 3 == 0
        if comes_to_it and line.office.name not in NOT_YET and line.asked.is_asked:
            actions.acknowledge(asking=asking, by=line.office, at=later)


def _brief(everyone: Any, *, at: datetime) -> None:
    """One group's leader has taken the clauses on influence to the group."""
    run = everyone.holding(Duty.MONITORING_OFFICER)
    edition: Any = queries.in_force_today(run, SLUG, today=localdate(at))
    leaders = [office for office in everyone.of(Side.COUNCILLORS) if Duty.GROUP_LEADER in office.duties]
    for leader in leaders[:1]:
        actions.take_to_group(edition=edition, taken_on=localdate(at), by=leader, at=at)


def _declare(everyone: Any, *, deliver: Callable[[datetime], None], at: datetime) -> None:
    someone = next(
        office for office in everyone.of(Side.COUNCILLORS) if office.name not in NOT_YET and not office.duties
    )
    declaration = actions.declare(
        declared=Declared(
            whom="An officer of the planning service",
            kind="family",
            words="We are cousins. Applications in my own ward could come before both of us.",
        ),
        by=someone,
        at=at,
    )
    actions.note_management(
        declaration=declaration,
        words="Another officer deals with applications of that ward. Nothing else is needed.",
        by=everyone.holding(Duty.MONITORING_OFFICER),
        at=at + timedelta(days=2),
    )
    deliver(at + timedelta(days=2))

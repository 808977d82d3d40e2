"""Councils for trying the report: the worked data set as enquiries, and made-up years of any shape."""

import random
from datetime import date, datetime, timedelta

from concordat.calendar.rules.london import LONDON
from concordat.enquiries.rules.impartiality import Asked, report
from tests.smallsample.enquiries import WORKED

UNTIL = datetime(2026, 4, 30, 17, tzinfo=LONDON)
BEGINS = datetime(2025, 5, 1, 9, tzinfo=LONDON)


def worked() -> list[Asked]:
    """Waits are given to the quarter of a day; all are of one quarter of the year."""
    data, groups = WORKED["data"], WORKED["group_of_councillor"]
    columns = (data[name] for name in ("councillor", "stratum", "target", "time", "event", "on_time"))
    until = datetime(2026, 3, 30, 17, tzinfo=LONDON)
    rows = []
    for councillor, stratum, target, time, event, on_time in zip(*columns, strict=True):
        received = until - timedelta(days=time) if not event else datetime(2026, 2, 2, 9, tzinfo=LONDON)
        due = received + timedelta(days=target)
        rows.append(
            Asked(
                councillor=f"councillor {councillor:02d}",
                group=groups[councillor],
                service="Highways",
                topic=f"kind {stratum}",
                service_level=f"{target} working days",
                received=received,
                answered=received + timedelta(days=time) if event else None,
                due=due,
                waited=time,
            )
        )
        known = None if not event and time <= target else bool(event and time <= target)
        assert known == (None if on_time is None else bool(on_time))
    return rows


def worked_report(**more):
    given = {
        "margin": 10,
        "margin_fixed_on": None,
        "minute": "",
        "until": datetime(2026, 3, 30, 17, tzinfo=LONDON),
    }
    return report(worked(), **given | more)


def year(
    seed: int,
    *,
    groups: tuple[tuple[str, int], ...] = (("Ash", 9), ("Beech", 7)),
    enquiries: int = 160,
    slower: dict[str, float] | None = None,
    **fixed,
) -> list[Asked]:
    """A year of a council. ``slower``: by how much longer a group waits, as a factor."""
    chance = random.Random(seed)
    members = [(f"{name} {place}", name) for name, size in groups for place in range(size)]
    weights = [chance.lognormvariate(0, 0.6) for _ in members]
    rows = []
    for number in range(enquiries):
        councillor, group = members[number] if number < len(members) else chance.choices(members, weights)[0]
        received = BEGINS + timedelta(days=chance.randrange(330), hours=chance.randrange(8))
        target = chance.choice((7, 14))
        waited = chance.expovariate(1 / (0.55 * target * (slower or {}).get(group, 1.0)))
        answered = received + timedelta(days=waited)
        row = {
            "councillor": councillor,
            "group": group,
            "service": chance.choice(("Highways", "Housing")),
            "topic": chance.choice(("repairs", "planning")),
            "service_level": f"{target} days",
            "received": received,
            "answered": None if answered > UNTIL or chance.random() < 0.03 else answered,
            "due": received + timedelta(days=target),
            "paused_days": float(chance.choice((0, 0, 0, 1, 2))),
        }
        rows.append(Asked(**row | fixed))
    return rows


def told(rows: list[Asked], **more):
    given = {
        "margin": 10,
        "margin_fixed_on": date(2025, 3, 4),
        "minute": "12/25",
        "until": UNTIL,
        "draws": 199,
    }
    return report(rows, **given | more)

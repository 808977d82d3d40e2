"""Each group by itself, and each other office: how many, how much in time, how long the wait."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from concordat.enquiries.rules.impartiality.asking import Asked, Outcome
from concordat.enquiries.rules.impartiality.comparing import POINTS, Columns
from concordat.enquiries.rules.impartiality.figures import Group, Tier
from concordat.smallsample.cells import COUNCILLOR_FLOOR, why_withheld
from concordat.smallsample.kaplan_meier import kaplan_meier

SMALLER = "Smaller groups and independents"


def groups(columns: Columns, *, horizon: int) -> tuple[Group, ...]:
    """In the order of their names."""
    return tuple(_group(columns, name, horizon) for name in sorted(set(columns.group)))


def _group(columns: Columns, name: str, horizon: int) -> Group:
    places = columns.places([name])
    came = [columns.came[place] for place in places]
    sent = Counter(columns.unit[place] for place in places)
    due = Counter(columns.unit[p] for p, what in zip(places, came, strict=True) if what.on_time is not None)
    if why := why_withheld(list(sent.values())) or why_withheld(list(due.values())):
        return Group(name, withheld=why)
    # Told by whole days and whole points: a curve drawn to the hour would show single enquiries.
    waiting = kaplan_meier(time=[each.waited for each in came], event=[each.answered for each in came])
    return Group(
        name=name,
        enquiries=len(came),
        councillors=len(sent),
        counted=sum(due.values()),
        on_time=_percent([each.on_time for each in came]),
        on_time_unpaused=_percent([each.in_time_unpaused for each in came]),
        mean_wait=round(waiting.restricted_mean(horizon=horizon), 6),
        median_wait=waiting.quantile(0.5),
        ninetieth=waiting.quantile(0.9),
        waiting=tuple(round(POINTS * waiting.at(day)) for day in range(horizon + 1)),
    )


def _percent(known: Sequence[bool | None]) -> float:
    told = [each for each in known if each is not None]
    return round(POINTS * sum(told) / len(told), 4)


def too_small(rows: Sequence[Asked]) -> tuple[str, ...]:
    """Groups of fewer than five councillors who asked, by name."""
    members = defaultdict(set)
    for row in rows:
        members[row.group].add(row.councillor)
    return tuple(sorted(name for name, who in members.items() if len(who) < COUNCILLOR_FLOOR))


def tiers(asked: Sequence[tuple[Asked, Outcome]]) -> tuple[Tier, ...]:
    """Leaders, cabinet members and others: apart, because office goes with party, and without a test."""
    by_office: dict[str, list[tuple[Asked, Outcome]]] = defaultdict(list)
    for row, came in asked:
        by_office[row.office].append((row, came))
    return tuple(_tier(office, by_office[office]) for office in sorted(by_office))


def _tier(office: str, asked: Sequence[tuple[Asked, Outcome]]) -> Tier:
    sent = Counter(row.councillor for row, _ in asked)
    due = Counter(row.councillor for row, came in asked if came.on_time is not None)
    if why := why_withheld(list(sent.values())) or why_withheld(list(due.values())):
        return Tier(office, withheld=why)
    return Tier(
        office=office,
        enquiries=len(asked),
        councillors=len(sent),
        on_time=_percent([came.on_time for _, came in asked]),
    )

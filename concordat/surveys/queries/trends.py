"""The health checks of a council through the years, what happened in between, and what was promised."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from concordat.people import queries as people
from concordat.people.rules.offices import Council, Office
from concordat.surveys import access
from concordat.surveys.models import ElectionDay, PromisedAction, Release, Rendering, RosterLine, Wave
from concordat.surveys.rules import course, promised, release, roster, trends
from concordat.surveys.rules.promised import Promised, PromisedBy
from concordat.surveys.rules.publishing import OF_ALL_RELEASES

# A chart of more could not be read on a telephone; what is older stands in its own results.
MOST_WAVES = 12


def trends_of(council: Council) -> trends.Trends | None:
    """Everything that the council has published, side by side; ``None`` before the first results."""
    past = _past(council.id)
    if not past:
        return None
    marks = course.marks(_occasions(council), last_days=[each.last_day for each in past])
    return trends.trends(past, marks=marks)


def _past(council_id: int) -> list[trends.Past]:
    newest = Release.objects.filter(council=council_id).select_related("wave").order_by("-made_at", "-id")
    rows = list(reversed(newest[:MOST_WAVES]))
    asked = _asked_in([row.wave_id for row in rows])
    found = []
    for place, row in enumerate(rows):
        before = asked[rows[place - 1].wave_id] if place else {}
        found.append(
            trends.Past(
                name=row.wave.name,
                last_day=row.wave.closes_on,
                release=release.Release.from_json(row.body),
                changed_by=_changed(before, asked[row.wave_id]) if place else {},
                committee=row.wave.committee,
                published_on=localdate(row.made_at),
            )
        )
    return found


def _asked_in(waves: Sequence[int]) -> dict[int, dict[str, set[int]]]:
    """For each wave the offices that were asked, atom by atom."""
    found: dict[int, dict[str, set[int]]] = {wave: {} for wave in waves}
    lines = RosterLine.objects.filter(wave__in=waves).values_list("wave", "atom__name", "office")
    for wave, atom, office in lines:
        found[wave].setdefault(atom, set()).add(office)
    return found


def _changed(then: Mapping[str, Iterable[int]], now: Mapping[str, Iterable[int]]) -> dict[str, int]:
    return {atom: roster.changed_by(then.get(atom, ()), now[atom]) for atom in now}


def _occasions(council: Any) -> list[course.Occasion]:
    facts = people.facts_of(council)
    control = [(spell.begins_on, spell.by) for spell in facts.control]
    governance = [(spell.begins_on, spell.model) for spell in facts.governance]
    return [
        *course.changes(control, words="Control: from {before} to {now}"),
        *course.changes(governance, words="Governance: from {before} to {now}"),
        *(course.election(each.held_on, each.of) for each in ElectionDay.objects.filter(council=council.id)),
    ]


def election_days(office: Office) -> QuerySet[ElectionDay]:
    days = ElectionDay.objects.filter(council=office.council_id)
    return days.select_related("noted_by__person").order_by("-held_on")


def trend_files_of(council_id: int) -> dict[str, str]:
    """How far each file of the trend is: waiting, made or failed, by its form."""
    return dict(_trend_files(council_id).values_list("format", "state"))


def trend_file_of(council_id: int, *, form: str) -> bytes:
    """The file, which has been made. Raises ``Rendering.DoesNotExist`` for another."""
    return bytes(_trend_files(council_id).get(format=form, state="made").body)


def _trend_files(council_id: int) -> QuerySet[Rendering]:
    return Rendering.objects.filter(council=council_id, format__in=OF_ALL_RELEASES)


# ------------------------------------------------------------------------------------ what was promised


def promises_of(wave: Wave) -> list[PromisedAction]:
    """What was promised after this health check: what is not yet kept first, the earliest due first."""
    rows = PromisedAction.objects.filter(wave=wave).select_related(
        "recorded_by__person", "kept_noted_by__person"
    )
    return sorted(rows, key=lambda row: (row.kept_on is not None, row.by_when, row.id))


def promises_seen_by(office: Office) -> QuerySet[PromisedAction]:
    return PromisedAction.objects.filter(access.promises_seen_by(office)).select_related("wave")


def promised_before(council_id: int, *, wave_id: int | None) -> tuple[Promised, ...]:
    """What stood promised when the next health check came out: after the last, and what is open of old."""
    since = Q(kept_on=None) if wave_id is None else Q(wave=wave_id) | Q(kept_on=None)
    rows = PromisedAction.objects.filter(since, council=council_id).select_related("wave")
    return promised.in_order(
        [
            Promised(
                what=row.what,
                by=PromisedBy(row.side),
                by_when=row.by_when.isoformat(),
                kept_on=row.kept_on.isoformat() if row.kept_on else None,
                after=row.wave.name,
            )
            for row in rows
        ]
    )

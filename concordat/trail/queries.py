"""Every question that may be asked of the trail."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Model, QuerySet
from django.utils.timezone import get_current_timezone

from concordat.trail.models import Chain, Entry
from concordat.trail.rules import lines as rules
from concordat.trail.rules.chain import Broken, End, Why, first_broken

SAID = ("number", "at", "by__person__name", "did", "thing", "detail")
WRITTEN = ("council_id", "number", "at", "by_id", "did", "thing", "detail", "previous", "hash")
AT_A_TIME = 2000  # lines held in memory while a trail is walked, however long it is


@dataclass(frozen=True, slots=True)
class Line:
    """One line, as a page may show it. Nobody did what Concordat itself did: ``by`` is then None."""

    number: int
    at: datetime
    by: str | None
    did: str
    thing: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a trail, newest line first."""

    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)


def name_of(thing: Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def history_of(thing: Model) -> tuple[Line, ...]:
    """What was done to this thing, oldest first. Whoever may fetch the thing may read its history."""
    entries = Entry.objects.filter(thing=name_of(thing)).order_by("number")
    if council_id := getattr(thing, "council_id", None):
        entries = entries.filter(council=council_id)
    return told(entries)


def lines(
    council_id: int,
    *,
    page: int | str = 1,
    per_page: int = 50,
    since: date | None = None,
    until: date | None = None,
    by: int | None = None,
) -> Leaf:
    """A council's trail, newest first; from one day to another (both included), or by one office alone.

    A page beyond the last is the last; whatever names no page is the first.
    """
    entries = Entry.objects.filter(council=council_id).order_by("-number")
    if since:
        entries = entries.filter(at__gte=midnight(since))
    if until:
        entries = entries.filter(at__lt=midnight(until + timedelta(days=1)))
    if by:
        entries = entries.filter(by=by)
    leaf = Paginator(entries, per_page).get_page(page)
    # The paginator has sliced the query, so that the database fetches one page and no more.
    on_it = told(leaf.object_list)  # type: ignore[arg-type]  # a sliced query is a query still
    return Leaf(lines=on_it, page=leaf.number, pages=leaf.paginator.num_pages, total=leaf.paginator.count)


def doers(council_id: int) -> list[tuple[int, str]]:
    """Whoever has a line in this council's trail: their office, and their name. In the order of names."""
    entries = Entry.objects.filter(council=council_id, by__isnull=False).order_by("by__person__name", "by_id")
    return list(entries.values_list("by_id", "by__person__name").distinct())


def ends(council_id: int | None = None) -> list[End]:
    """Where each trail has got to: to be noted down elsewhere, and held against `verify` later."""
    chains = Chain.objects.order_by("council__slug")
    if council_id is not None:
        chains = chains.filter(council=council_id)
    return [End(*end) for end in chains.values_list("council__slug", "lines", "hash")]


def last_told() -> datetime | None:
    """When the last line of any trail was written."""
    last: datetime | None = Entry.objects.aggregate(last=Max("at"))["last"]
    return last


def verify(council_id: int | None = None, *, noted: Collection[End] = ()) -> Broken | None:
    """The first line that does not hold, in one council's trail or in all of them.

    A forger who may write to the tables themselves can write a whole trail anew, its end included.
    Only an end that was ``noted`` where they could not reach it tells that trail from the true one.
    """
    entries = Entry.objects.all() if council_id is None else Entry.objects.filter(council=council_id)
    reached = {end.council: end for end in ends(council_id)}
    marks = {end.council: end for end in noted}
    for council in sorted({*entries.values_list("council__slug", flat=True).distinct(), *reached, *marks}):
        end = reached.get(council, End(council, 0, rules.BEFORE_THE_FIRST))
        if broken := broken_in(council, end=end, noted=marks.get(council)):
            return broken
    return None


def broken_in(council: str, *, end: End, noted: End | None) -> Broken | None:
    entries = Entry.objects.filter(council__slug=council)
    rows = entries.order_by("number").values_list(*WRITTEN).iterator(chunk_size=AT_A_TIME)
    written = ((rules.Line(*said), found) for *said, found in rows)
    broken = first_broken(written, end=end, noted=noted)
    if broken:
        return broken
    # In this order: a line that is added meanwhile moves the end on in the same deed.
    last = entries.aggregate(last=Max("number"))["last"] or 0
    chain = Chain.objects.filter(council__slug=council).first()
    counted = chain.lines if chain else 0
    return Broken(council, counted + 1, Why.BEYOND) if last > counted else None


def told(entries: QuerySet[Entry]) -> tuple[Line, ...]:
    return tuple(Line(*said) for said in entries.values_list(*SAID))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())

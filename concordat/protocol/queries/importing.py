"""Files that were brought, and their repair."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Clause as KnownClause
from concordat.protocol.models import Edition, Instrument, RepairStep, SourceFile
from concordat.protocol.queries.drafting import clauses_of
from concordat.protocol.rules import readings, repair_kept, repairing
from concordat.protocol.rules.clauses import Clause, LeftOut, Reading
from concordat.protocol.rules.comparing import compare
from concordat.protocol.rules.identity import Lineage, lineage, with_names
from concordat.protocol.rules.repairing import Work

UNDER_WAY = ("waiting", "reading", "read", "refused", "confirming")


def sources_of(office: Office, instrument: str) -> QuerySet[SourceFile]:
    """The files that were brought for an instrument; of nobody who may not draft is any of them."""
    found = SourceFile.objects.filter(council=office.council_id, instrument__slug=instrument).defer("body")
    if not access.may_draft(office):
        return found.none()
    return found.select_related("instrument__council", "council").order_by("-brought_at", "-id")


def sources_under_way(office: Office, instrument: str) -> QuerySet[SourceFile]:
    return sources_of(office, instrument).filter(state__in=UNDER_WAY).defer("body", "reading", "current")


def reading_of(source: SourceFile) -> Reading:
    return readings.restored(source.reading or {})


def work_of(source: SourceFile) -> Work:
    """The reading as it has been mended so far."""
    told = source.reading or {}
    if source.current is None:
        return repairing.begun(readings.restored(told))
    return repair_kept.restored(source.current, source=told["source"])


def own_names(instrument: Instrument, names: Collection[str]) -> dict[str, KnownClause]:
    """Of these names of clauses those that the instrument has given, each with its clause."""
    if not names:
        return {}
    return {
        clause.key: clause
        for clause in KnownClause.objects.filter(instrument=instrument)
        if clause.key in names
    }


def names_told(source: SourceFile, work: Work) -> dict[int, str]:
    """The names that a file of ours gave its clauses, by their places in the work: repairs keep them."""
    told = [str(each.get("key", "")) for each in (source.reading or {}).get("clauses", ())]
    found: dict[int, str] = {}
    for place, clause in enumerate(work.clauses):
        number = int(clause.key) - 1 if clause.key.isdecimal() else len(told)
        if number < len(told) and told[number] and told[number] not in found.values():
            found[place] = told[number]
    return found


def last_step(source: SourceFile, *, taken_back: bool = False) -> RepairStep | None:
    """The step that can be taken back, or the one that can be taken again."""
    steps = RepairStep.objects.filter(source=source, taken_back=taken_back).select_related("by__person")
    return steps.order_by("position" if taken_back else "-position").first()


def steps_since(source: SourceFile, seen: int) -> list[RepairStep]:
    """What colleagues have done since a page was shown, the latest first."""
    missed = max(source.revision - seen, 0)
    steps = RepairStep.objects.filter(source=source, taken_back=False).select_related("by__person")
    return list(steps.order_by("-position")[: min(missed, 10)])


@dataclass(frozen=True)
class Row:
    """One line of the repair screen: a stretch of source beside the clause it became, or why it is none."""

    source: str
    clause: Clause | None
    number: int
    left_out: LeftOut | None = None
    left_out_number: int = -1
    can_sink: bool = False


def rows(work: Work) -> list[Row]:
    """Clauses and what was left out, in the order of the source; clauses are counted from 1."""
    told = [
        (
            clause.source[0].start if clause.source else -1,
            Row(source_of(work, clause), clause, number, can_sink=clause.parent in has_brother),
        )
        for number, (clause, has_brother) in enumerate(_with_those_before(work), start=1)
    ]
    place = 0
    found: list[Row] = []
    left = sorted(enumerate(work.left_out), key=lambda each: each[1].source.start)
    for start, row in told:
        while place < len(left) and start >= 0 and left[place][1].source.start < start:
            found.append(_left_out(left[place]))
            place += 1
        found.append(row)
    return [*found, *(_left_out(each) for each in left[place:])]


def _with_those_before(work: Work) -> Iterator[tuple[Clause, set[int | None]]]:
    """Each clause with the parents of all that stand before it: whose parent is among them can be demoted."""
    before: set[int | None] = set()
    for clause in work.clauses:
        yield clause, before
        before.add(clause.parent)


def _left_out(each: tuple[int, LeftOut]) -> Row:
    return Row(each[1].text, None, 0, each[1], each[0])


def source_of(work: Work, clause: Clause) -> str:
    return "\n".join(work.source[span.start : span.end].strip("\n") for span in clause.source)


def known_again(source: SourceFile, before: Edition | None, work: Work) -> Lineage:
    """By the names that a file of ours gives, where this instrument gave them; else by what they say."""
    if before is None:
        return Lineage({}, {}, {})
    old = clauses_of(before)
    places = {clause.key: place for place, clause in enumerate(old)}
    names = names_told(source, work)
    new = [replace(clause, key=names.get(place, "")) for place, clause in enumerate(work.clauses)]
    # A name on one side alone is none: whether it is the same clause is then told by its words.
    told = set(names.values())
    named = [clause if clause.key in told else replace(clause, key="") for clause in old]
    sure = {place: places[name] for place, name in names.items() if name in places}
    return with_names(lineage(compare(named, new)), sure=sure)

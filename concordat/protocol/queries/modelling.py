"""The model protocol beside an instrument: its text for this kind of council, and what the own one lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import Coalesce, Length

from concordat.people import queries as people
from concordat.people.rules.councils import Governance, Nation, Tier
from concordat.protocol.models import Edition, GapReading, Instrument, Wording
from concordat.protocol.queries.drafting import as_clause, clauses_of, rows_of
from concordat.protocol.rules import gap_kept, law
from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.expectations import Measure
from concordat.protocol.rules.gap_findings import GapReport
from concordat.protocol.rules.gaps import gaps
from concordat.protocol.rules.instruments import InstrumentKind
from concordat.protocol.rules.model import Model, NoModel, Placeholder, asked_in, model_for


def model_of(instrument: Instrument, *, on: date) -> Model | None:
    """The model for this kind of council, its nation and how it is governed on the day; if a protocol."""
    if instrument.kind != InstrumentKind.PROTOCOL:
        return None
    spells = people.facts_of(instrument.council).governance
    governed = next((Governance(each.model) for each in spells if each.begins_on <= on), Governance.OTHER)
    try:
        return model_for(Tier(instrument.tier), Nation(instrument.nation), governed)
    except NoModel:
        return None


def questions_in(edition: Edition) -> tuple[Placeholder, ...]:
    """What the draft still asks the council to fill in."""
    rows = Wording.objects.filter(edition=edition, locked=False, text__contains="[").select_related("clause")
    return asked_in(as_clause(row) for row in rows.order_by("position"))


@dataclass(frozen=True)
class Gaps:
    """The gap report of an edition. ``keys``: of the clause at each place, by which a finding leads to it."""

    report: GapReport
    keys: Mapping[int, str]
    to_take: frozenset[str]


@dataclass(frozen=True)
class Awaited:
    """A text too long to be read while somebody waits. ``state``: "not asked for", "waiting", "failed"."""

    state: str
    done: int = 0


def gaps_of(edition: Edition, *, today: date) -> Gaps | Awaited:
    """What an edition lacks: now if it is short, else as the worker found it.

    A report of an earlier day is shown with its day as long as neither the text nor our register has changed.
    """
    state = state_for_gaps(edition)
    if gap_kept.is_short(state.letters):
        text = text_for_gaps(edition)
        keys = dict(enumerate(text.keys))
        return _told(edition, keys, report_of(edition, text, on=today), today=today)
    row = GapReading.objects.filter(edition=edition).first()
    if row is None or (row.text, row.law_edition) != (state.fingerprint, law.edition()):
        return Awaited("not asked for")
    if row.state != "made":
        return Awaited(row.state, row.done)
    try:
        keys = gap_kept.keys_in(row.result or {})
        report = gap_kept.restored(
            row.result or {},
            tier=Tier(edition.instrument.tier),
            nation=Nation(edition.instrument.nation),
            on=row.on,
            law_edition=row.law_edition,
        )
    except LookupError:  # our own rows have changed since
        return Awaited("not asked for")
    return _told(edition, keys, report, today=today)


@dataclass(frozen=True)
class ForGaps:
    """The clauses as the model knows them, their own keys, and what the council measures them by."""

    clauses: tuple[Clause, ...]
    keys: tuple[str, ...]
    measures: Mapping[str, Measure]


@dataclass(frozen=True)
class StateForGaps:
    """How long the text of an edition is, and a fingerprint that no change to it leaves as it was."""

    letters: int
    fingerprint: str


def state_for_gaps(edition: Edition) -> StateForGaps:
    """Asked of the database in one row: a constitution has 20,000 clauses, and none of them is fetched.

    Whatever is done to a draft makes a revision grow, of the draft or of the clause, or gives a row another
    name; what is resolved does not change any more.
    """
    told = Wording.objects.filter(edition=edition).aggregate(
        letters=Coalesce(Sum(Length("heading") + Length("text")), 0),
        rows=Count("id"),
        first=Min("id"),
        last=Max("id"),
        revisions=Coalesce(Sum("revision"), 0),
        measures=Count("id", filter=~Q(measure="")),
    )
    of_the_whole = (
        edition.revision,
        edition.sha256,
        edition.numbering,
        edition.number_prefix,
        edition.number_start,
    )
    fingerprint = sha256(repr((of_the_whole, sorted(told.items()))).encode()).hexdigest()
    return StateForGaps(int(told["letters"]), fingerprint)


def text_for_gaps(edition: Edition) -> ForGaps:
    """A clause that began as one of the model's is known by that."""
    rows = list(rows_of(edition))
    clauses = clauses_of(edition, rows)
    told = tuple(_as_the_model_knows_it(row, clause) for row, clause in zip(rows, clauses, strict=True))
    measures = {
        clause.key: Measure(felt=row.measure, items=(), shown=())
        for row, clause in zip(rows, told, strict=True)
        if row.measure and clause.kind is Kind.EXPECTATION
    }
    return ForGaps(told, tuple(clause.key for clause in clauses), measures)


def report_of(
    edition: Edition, text: ForGaps, *, on: date, progress: Callable[[float], None] | None = None
) -> GapReport:
    """Worked out anew."""
    instrument = edition.instrument
    return gaps(
        text.clauses,
        tier=Tier(instrument.tier),
        nation=Nation(instrument.nation),
        today=on,
        measures=text.measures,
        council=instrument.council.name,
        principal=instrument.council.principal.name if instrument.council.principal else "",
        progress=progress,
    )


def _told(edition: Edition, keys: Mapping[int, str], report: GapReport, *, today: date) -> Gaps:
    takes = edition.resolved_at is None and model_of(edition.instrument, on=today) is not None
    missing = frozenset(each.key for each in report.missing) if takes else frozenset()
    return Gaps(report, keys, missing)


def _as_the_model_knows_it(row: Wording, clause: Clause) -> Clause:
    return replace(clause, key=row.clause.model_key) if row.clause.model_key else clause

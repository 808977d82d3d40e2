"""Who is asked to acknowledge what, and who has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.timezone import localdate

from concordat.papers.data import Sheet
from concordat.people import queries as people
from concordat.people.rules.duties import Duty, Side
from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Acknowledgement, Asking, Cascade, Edition, Portion
from concordat.protocol.queries.drafting import clauses_of
from concordat.protocol.queries.instruments import edition_in_force, editions_seen_by
from concordat.protocol.rules.acknowledging import Change, Manner, manner_for, reworded
from concordat.protocol.rules.register import Member, Row, counted

ON_A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What one office is asked. ``since`` None: all of it. ``done``: when they acknowledged, if they have."""

    asking: Asking
    manner: Manner
    since: Edition | None
    changes: tuple[Change, ...]
    done: Acknowledgement | None

    @property
    def is_asked(self) -> bool:
        """Nobody is asked about an edition that changed nothing in force since the one they acknowledged."""
        return self.done is None and (self.since is None or bool(self.changes))


def askings_seen_by(office: Office) -> QuerySet[Asking]:
    found = Asking.objects.filter(access.askings_seen_by(office))
    return found.select_related("edition__instrument__council", "council").order_by("-asked_at", "-id")


def in_force_today(office: Office, instrument: str, *, today: date) -> Edition | None:
    seen = editions_seen_by(office, today=today).filter(
        instrument__slug=instrument, resolved_at__isnull=False
    )
    return edition_in_force(seen.defer("frozen"), on=today)


def asking_of(office: Office, instrument: str, *, today: date) -> Asking | None:
    """The asking that stands: the last about the edition that is in force today."""
    now = in_force_today(office, instrument, today=today)
    return askings_seen_by(office).filter(edition=now).first() if now else None


def standing_askings(office: Office, *, today: date) -> list[Asking]:
    """Of every instrument the asking that stands, in as many questions for twenty of them as for one."""
    editions: dict[int, list[Edition]] = {}
    resolved = editions_seen_by(office, today=today).filter(resolved_at__isnull=False)
    for edition in resolved.defer("frozen"):
        editions.setdefault(edition.instrument_id, []).append(edition)
    now = [edition_in_force(held, on=today) for held in editions.values()]
    latest: dict[int, Asking] = {}
    for asking in askings_seen_by(office).filter(edition__in=[each for each in now if each]):
        latest.setdefault(asking.edition_id, asking)
    return list(latest.values())


def asked_of(office: Office, asking: Asking) -> Asked | None:
    """What this office is asked by an asking; None if its side is not asked at all."""
    return next(iter(asked_in([office], asking)), None)


def asked_in(offices: Sequence[Office], asking: Asking) -> list[Asked]:
    """The same of many offices, in three questions however many they are."""
    done, earlier = _acknowledged(asking, offices)
    portions = {portion.since_id: portion for portion in asking.portions.select_related("since")}
    found = []
    for office in offices:
        manner = manner_for(office.side, councillors=asking.councillors, officers=asking.officers)
        if manner is None:
            continue
        last = None if asking.afresh else earlier.get((office.person_id, office.side))
        portion = portions.get(last.edition_id) if last else None
        found.append(
            Asked(
                asking=asking,
                manner=manner,
                since=portion.since if portion else None,
                changes=changes_of(portion) if portion else (),
                done=done.get((office.person_id, office.side)),
            )
        )
    return found


Whose = tuple[int, str | None]


def _acknowledged(
    asking: Asking, offices: Sequence[Office]
) -> tuple[dict[Whose, Acknowledgement], dict[Whose, Acknowledgement]]:
    """By person and side: what they acknowledged of this asking, and what last before it.

    By person, since somebody who becomes chair holds another office and has read the same words.
    """
    done: dict[Whose, Acknowledgement] = {}
    earlier: dict[Whose, Acknowledgement] = {}
    told = Acknowledgement.objects.filter(
        council=asking.council_id, edition__instrument=asking.edition.instrument_id
    )
    if len(offices) == 1:  # a page of one's own need not read everybody's
        told = told.filter(office__person=offices[0].person_id)
    for each in told.select_related("office__person").order_by("at", "id"):
        whose = (each.office.person_id, each.office.side)
        if each.asking_id == asking.id:
            done[whose] = each
        elif each.at <= asking.asked_at:
            earlier[whose] = each
    return done, earlier


def changes_of(portion: Portion) -> tuple[Change, ...]:
    return tuple(Change.from_json(told) for told in portion.changes)


def editions_acknowledged(edition: Edition) -> list[Edition]:
    """The editions of this instrument that somebody acknowledged: what is new differs since each."""
    told = Acknowledgement.objects.filter(
        council=edition.council_id, edition__instrument=edition.instrument_id
    )
    ids = told.order_by().values_list("edition", flat=True).distinct()
    return list(Edition.objects.filter(id__in=list(ids)).exclude(id=edition.id).order_by("number"))


def reworded_since(edition: Edition) -> tuple[Change, ...]:
    """What was put otherwise since editions that people acknowledged, and seems to demand no more or less.

    Whether to ask about such a clause is for the council to say.
    """
    new = clauses_of(edition)
    found: dict[str, Change] = {}
    for since in editions_acknowledged(edition):
        for change in reworded(clauses_of(since), new):
            found.setdefault(change.key, change)
    return tuple(found.values())


@dataclass(frozen=True)
class Line:
    """One line of the register with names."""

    office: Office
    asked: Asked

    @property
    def belongs_to(self) -> str:
        return belongs_to(self.office)


def belongs_to(office: Office) -> str:
    """A councillor's group, an officer's service."""
    of_councillors = office.side == Side.COUNCILLORS
    return str(getattr(office, "group" if of_councillors else "service", ""))


def lines_of(asking: Asking, *, on: date) -> list[Line]:
    """Everybody who is asked, those first who have not acknowledged."""
    offices = [
        office
        for office in people.offices_of(asking.council_id, on=on)
        if manner_for(office.side, councillors=asking.councillors, officers=asking.officers)
    ]
    lines = [Line(office, asked) for office, asked in zip(offices, asked_in(offices, asking), strict=True)]
    return sorted(lines, key=lambda line: (not line.asked.is_asked, line.office.name))


def lines_seen_by(office: Office, asking: Asking, *, on: date) -> list[Line]:
    """By name: everybody for whoever runs the council, their own group for a group leader, nobody else."""
    lines = lines_of(asking, on=on)
    if access.may_draft(office):
        return lines
    if not access.may_brief(office):
        return []
    group = belongs_to(office)
    return [line for line in lines if line.office.side == Side.COUNCILLORS and line.belongs_to == group]


def page_of_lines(lines: Sequence[Line], *, page: int | str | None) -> Page[Line]:
    return Paginator(lines, ON_A_PAGE).get_page(page)


def counts_of(asking: Asking, *, on: date) -> dict[str, tuple[Row, ...]]:
    """The register without names: each side by its groups or services, small ones not by themselves."""
    sides: dict[str, list[Member]] = {}
    for line in lines_of(asking, on=on):
        member = Member(line.belongs_to, done=not line.asked.is_asked)
        sides.setdefault(str(line.office.side), []).append(member)
    return {side: counted(members) for side, members in sorted(sides.items())}


def sheet_of(lines: Sequence[Line]) -> Sheet:
    """The register with names, as rows."""
    return Sheet(
        head=("Name", "Side", "Group or service", "Asked to", "About", "Acknowledged on", "How"),
        rows=tuple(
            (
                line.office.name,
                str(line.office.side),
                line.belongs_to,
                line.asked.manner.value,
                "all of it"
                if line.asked.since is None
                else f"what changed since edition {line.asked.since.number}",
                localdate(line.asked.done.at) if line.asked.done else None,
                _how(line.asked),
            )
            for line in lines
        ),
    )


def _how(asked: Asked) -> str:
    if asked.done:
        return asked.done.way
    return "" if asked.is_asked else "nothing changed for them"


def cascades_of(edition: Edition) -> QuerySet[Cascade]:
    found = Cascade.objects.filter(council=edition.council_id, edition=edition)
    return found.select_related("by__person").order_by("group", "taken_on", "id")


@dataclass(frozen=True)
class Group:
    """A political group of the day: who leads it (empty where nobody does), and when it was briefed last."""

    name: str
    leader: str
    taken: Cascade | None


def taken_by_group(edition: Edition, *, on: date) -> list[Group]:
    leads: dict[str, str] = {}
    for office in people.offices_of(edition.council_id, on=on):
        group = belongs_to(office) if office.side == Side.COUNCILLORS else ""
        if group:
            leads.setdefault(group, "")
            if Duty.GROUP_LEADER in office.duties:
                leads[group] = office.name
    taken = {cascade.group: cascade for cascade in cascades_of(edition)}
    return [Group(name, leader, taken.get(name)) for name, leader in sorted(leads.items())]

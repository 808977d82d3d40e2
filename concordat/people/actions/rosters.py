from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.people import queries
from concordat.people.actions.duties import give_duty, lay_down
from concordat.people.actions.offices import appoint, vacate
from concordat.people.models import Council, DutySpell, Membership, Office, RosterUpload
from concordat.people.queries import on_the_day
from concordat.people.rules.duties import Duty
from concordat.people.rules.offices import NotAnOffice
from concordat.people.rules.roster_diff import FACTS, Change, Diff
from concordat.people.rules.roster_file import Line, Roster
from concordat.trail import actions as trail


class RosterMoved(Exception):
    """The roster has changed since the dry run: what was confirmed is not what would happen now."""


@transaction.atomic
def keep_roster(*, roster: Roster, name: str, by: Office, at: datetime) -> RosterUpload:
    """Keep a roster that was read, until it is confirmed. A newer one takes the place of an older."""
    RosterUpload.objects.filter(council=by.council_id, by=by).delete()
    RosterUpload.objects.filter(council=by.council_id, made_at__lt=at - timedelta(days=7)).delete()
    upload = RosterUpload.objects.create(
        council_id=by.council_id, by=by, made_at=at, name=name[:120], lines=roster.as_json()
    )
    trail.record(did="tried a roster", thing=upload, by=by, at=at, lines=len(roster.lines))
    return upload


@transaction.atomic
def confirm_roster(
    *, upload: RosterUpload, seal: str, ending: frozenset[int] = frozenset(), by: Office, at: datetime
) -> Diff:
    """Import a roster that was shown. ``seal`` is that of the dry run; another one raises ``RosterMoved``.

    ``ending``: the offices that were ticked to end, of those that a register does not name.
    """
    roster = Roster.from_json(upload.lines)
    diff = import_roster(council=by.council, roster=roster, seal=seal, ending=ending, by=by, at=at)
    upload.delete()
    return diff


@transaction.atomic
def import_roster(
    *,
    council: Council,
    roster: Roster,
    seal: str = "",
    ending: frozenset[int] = frozenset(),
    by: Office | None,
    at: datetime,
) -> Diff:
    """Make the roster say what the file says: all of it, or nothing.

    Raises ``BadRoster`` or ``NotAnOffice`` where the file and what is known contradict each other.
    """
    council = Council.objects.select_for_update().get(id=council.id)
    on, importer = localdate(at), by.id if by else None
    diff = queries.compare_roster(council.id, roster, on=on, importer=importer)
    if seal and seal != diff.seal:
        raise RosterMoved(_("Somebody has changed the roster since this dry run. Look at the new one below."))
    if ending:
        diff = queries.compare_roster(council.id, roster, on=on, importer=importer, ending=ending)
    offices = {
        office.id: office
        for office in Office.objects.filter(council=council).select_related("person", "council")
    }
    for line in diff.new:
        _begin(line, council=council, diff=diff, by=by, at=at)
    for change in diff.changed:
        _change(change, offices[change.office_id], council=council, diff=diff, by=by, at=at)
    for leaving in diff.left:
        vacate(office=offices[leaving.office_id], ends_on=leaving.ends_on, by=by, at=at)
    trail.record(
        did="imported a roster",
        thing=council,
        by=by,
        council_id=council.id,
        at=at,
        new=len(diff.new),
        changed=len(diff.changed),
        left=len(diff.left),
        unchanged=diff.unchanged,
    )
    return diff


def _begin(line: Line, *, council: Council, diff: Diff, by: Office | None, at: datetime) -> None:
    appoint(
        council=council,
        name=line.name,
        email=line.email,
        kind=line.kind,
        begins_on=line.begins_on or diff.on,
        ends_on=line.ends_on,
        duties=line.duties or frozenset(),
        ward=line.ward or "",
        group=line.group or "",
        service=line.service or "",
        grade=line.grade or "",
        by=by,
        at=at,
    )


def _change(
    change: Change, office: Office, *, council: Council, diff: Diff, by: Office | None, at: datetime
) -> None:
    line = change.line
    for fact in FACTS:
        if getattr(line, fact) is not None:
            setattr(office, fact, getattr(line, fact))
    if any(difference.what == "name" for difference in change.differences):
        office.person.name = line.name
        office.person.save(update_fields=["name"])
    if change.succeeds:
        _succeed(change, office, council=council, on=diff.on, by=by, at=at)
        return
    office.kind = line.kind
    office.begins_on, office.ends_on = change.begins_on, change.ends_on
    if queries.holds_office_between(
        council.id, office.person, begins_on=office.begins_on, ends_on=office.ends_on, besides=office
    ):
        raise NotAnOffice(
            _("Line %(line)s: %(name)s holds another office here on those days.")
            % {"line": line.number, "name": line.name}
        )
    office.save(update_fields=[*FACTS, "kind", "begins_on", "ends_on"])
    trail.record(did="corrected an office", thing=office, by=by, council_id=council.id, at=at)
    _change_duties(office, change.duties, on=diff.on, by=by, at=at)


def _succeed(
    change: Change, office: Office, *, council: Council, on: date, by: Office | None, at: datetime
) -> None:
    """End one office and begin the next. Who changes group keeps their seats; who changes sides does not."""
    seats = list(Membership.objects.filter(on_the_day(on), office=office))
    vacate(office=office, ends_on=change.begins_on - timedelta(days=1), by=by, at=at)
    successor = appoint(
        council=council,
        name=office.name,
        email=office.email,
        kind=change.line.kind,
        begins_on=change.begins_on,
        ends_on=change.ends_on,
        duties=change.duties,
        **{fact: getattr(office, fact) for fact in FACTS},
        by=by,
        at=at,
    )
    if successor.kind == office.kind:
        for seat in seats:
            seat.pk, seat.office, seat.begins_on = None, successor, change.begins_on
        Membership.objects.bulk_create(seats)


def _change_duties(
    office: Office, duties: frozenset[Duty], *, on: date, by: Office | None, at: datetime
) -> None:
    carried = {
        Duty(spell.duty): spell
        for spell in DutySpell.objects.filter(on_the_day(on), office=office).select_related("office")
    }
    for duty in sorted(carried.keys() - duties):
        lay_down(spell=carried[duty], ends_on=on - timedelta(days=1), by=by, at=at)
    for duty in sorted(duties - carried.keys()):
        give_duty(office=office, duty=duty, begins_on=max(on, office.begins_on), by=by, at=at)

"""What of acknowledgements, briefings and declarations waits for an office today, for the front door."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.design.parts import Task
from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Asking
from concordat.protocol.queries.acknowledging import asked_of, belongs_to, cascades_of, standing_askings
from concordat.protocol.queries.declaring import declarations_waiting


def acknowledgements_waiting(office: Office, *, today: date) -> tuple[Task, ...]:
    council = office.council.slug
    found: list[Task] = []
    for asking in standing_askings(office, today=today):
        slug = asking.edition.instrument.slug
        if access.may_acknowledge(office) and _is_asked(office, asking):
            is_late = asking.due_on < today
            said = _("Was due on %(day)s") if is_late else _("Until %(day)s")
            found.append(
                Task(
                    name=_("Acknowledge %(name)s") % {"name": asking.edition.instrument},
                    status=said % {"day": date_format(asking.due_on, "j F")},
                    href=reverse("protocol:acknowledge", args=[council, slug]),
                    kind="late" if is_late else "waiting",
                )
            )
        if access.may_brief(office) and not _was_briefed(office, asking):
            found.append(
                Task(
                    name=_("Take the briefing on influencing advice to your group"),
                    status=_("Not on record"),
                    href=reverse("protocol:briefing", args=[council, slug]),
                    kind="waiting",
                )
            )
    if waiting := declarations_waiting(office):
        said = ngettext("%(n)d declaration to look at", "%(n)d declarations to look at", waiting)
        found.append(
            Task(
                name=said % {"n": waiting},
                status=_("In confidence"),
                href=reverse("protocol:declarations", args=[council]),
                kind="sealed",
            )
        )
    return tuple(found)


def _is_asked(office: Office, asking: Asking) -> bool:
    told = asked_of(office, asking)
    return told is not None and told.is_asked


def _was_briefed(office: Office, asking: Asking) -> bool:
    return cascades_of(asking.edition).filter(group=belongs_to(office)).exists()

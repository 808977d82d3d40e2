"""Who may see and do what with a study. Every rule about access is here."""

from datetime import date

from django.db.models import Q

from concordat.people import access as people
from concordat.people.rules.duties import Kind
from concordat.people.rules.offices import Office
from concordat.viewpoints.rules import stages

any_office = people.any_office


def may_run(office: Office) -> bool:
    """Design a study, say who is asked, open it, remind and close. Never look at a single sort."""
    return people.may_run_council(office)


def may_research(office: Office) -> bool:
    """Be a study's researcher: of neither side, so that nobody reads the sorts of those they work with."""
    return office.kind == Kind.OTHER


def may_design(office: Office) -> bool:
    """Whoever runs the council, and the researcher whose study it is."""
    return may_run(office) or may_research(office)


def studies_seen_by(office: Office) -> Q:
    """An open study is no secret. One in preparation is known to those who prepare it, or are to be asked."""
    of_the_council = people.of_the_council(office)
    if may_run(office):
        return of_the_council
    return of_the_council & (Q(opened_at__isnull=False) | Q(researcher=office.id))


def studies_designed_by(office: Office) -> Q:
    of_the_council = people.of_the_council(office)
    return of_the_council if may_run(office) else of_the_council & Q(researcher=office.id)


def studies_researched_by(office: Office) -> Q:
    """The studies whose single sorts this office may see. Of any other there is nothing to see: 404."""
    return people.of_the_council(office) & Q(researcher=office.id)


def may_sort(*, opened: bool, closed: bool, closes_on: date, today: date) -> bool:
    """Whoever brings a code: the code opens the study, not the person."""
    return stages.takes_sorts(opened=opened, closed=closed, closes_on=closes_on, today=today)

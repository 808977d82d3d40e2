"""Rules about access that hold in every room, and those of this one."""

from django.db.models import Q

from concordat.people.rules.duties import RUNNING, Kind
from concordat.people.rules.offices import Office


def any_office(office: Office) -> bool:
    """Everyone who holds an office in the council, whatever it is."""
    return True


def either_side(office: Office) -> bool:
    """Councillors and officers, and not the independent people beside them."""
    return office.kind != Kind.OTHER


def may_run_council(office: Office) -> bool:
    """The monitoring officer and their deputy, the head of democratic services, the clerk."""
    return bool(office.duties & RUNNING)


def of_the_council(office: Office) -> Q:
    """What belongs to the council in which this office is held."""
    return Q(council=office.council_id)

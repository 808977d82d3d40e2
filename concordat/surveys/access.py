"""Who may see and do what with the health check. Every rule about access is here."""

from datetime import date

from django.db.models import Q

from concordat.people import access as people
from concordat.people.rules.offices import Office

any_office = people.any_office
either_side = people.either_side


def may_run(office: Office) -> bool:
    """Make waves, name the key-holders, launch, remind and close; and edit the questions."""
    return people.may_run_council(office)


def waves_seen_by(office: Office) -> Q:
    """The waves that exist, as far as this office can tell.

    A launched wave is no secret. One that is still being prepared is known to those who prepare it: whoever
    runs the council, stands on its roster, is to hold one of its keys, or to read its comments.
    """
    of_the_council = people.of_the_council(office)
    if may_run(office):
        return of_the_council
    taking_part = Q(roster__office=office.id) | Q(holders__office=office.id) | Q(reviewer__office=office.id)
    return of_the_council & (Q(launched_at__isnull=False) | taking_part)


def waves_signed_by(office: Office) -> Q:
    """The waves on whose roster this office stands: those that it may sign for its side."""
    return people.of_the_council(office) & Q(roster__office=office.id)


def keys_of(office: Office) -> Q:
    """The keys that this office holds. A key of someone else's does not exist."""
    return people.of_the_council(office) & Q(office=office.id)


def reviews_of(office: Office) -> Q:
    """The waves whose comments this office reviews. Of anybody else's the desk does not exist."""
    return people.of_the_council(office) & Q(office=office.id)


def invitations_seen_by(office: Office) -> Q:
    """Invitations into a pool that were sent to this office's own council, wherever the pool is.

    Whoever runs the council sees each; everyone else of it those that were agreed to.
    """
    to_the_council = Q(address=office.council.slug)
    return to_the_council if may_run(office) else to_the_council & Q(agreed_by__isnull=False)


def promises_seen_by(office: Office) -> Q:
    """What the sides promised each other: everyone of the council may know it."""
    return people.of_the_council(office)


def may_answer(*, closes_on: date, is_open: bool, today: date) -> bool:
    """Whoever brings a link may answer to the end of the closing day: the link opens, not the person."""
    return is_open and today <= closes_on

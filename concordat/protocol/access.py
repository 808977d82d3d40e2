"""Who may see and do what with an instrument. Every rule about access is here.

What a body has resolved is public from the day on which it takes effect, and not an hour before. Everything
before that, drafts above all, is the council's own.
"""

from datetime import date

from django.db.models import Q

from concordat.people import access as people
from concordat.people.rules.councils import LOCAL
from concordat.people.rules.duties import Duty
from concordat.people.rules.offices import Office

any_office = people.any_office
may_comment = people.either_side


def may_draft(office: Office) -> bool:
    """Begin, read in, draft, consult, record what was resolved: whoever runs the council."""
    return people.may_run_council(office)


def instruments_seen_by(office: Office, *, today: date) -> Q:
    """An instrument exists for everybody once an edition of it has been resolved or talked over."""
    of_the_council = people.of_the_council(office)
    if may_draft(office):
        return of_the_council
    return of_the_council & (
        Q(editions__resolved_at__isnull=False)
        | Q(editions__consultations__opens_on__lte=today, editions__abandoned_at=None)
    )


def editions_seen_by(office: Office, *, today: date) -> Q:
    """What was resolved, and a draft from the day on which both sides are asked about it."""
    of_the_council = people.of_the_council(office)
    if may_draft(office):
        return of_the_council
    return of_the_council & (
        Q(resolved_at__isnull=False) | Q(consultations__opens_on__lte=today, abandoned_at=None)
    )


def comparisons_seen_by(office: Office) -> Q:
    """Their own, and what everybody may read. A colleague's may hold a draft as it once stood."""
    of_the_council = people.of_the_council(office)
    if may_draft(office):
        return of_the_council
    return of_the_council & (Q(asked_by=office.id) | Q(tells_what_changed=True))


def published(council: str, *, today: date) -> Q:
    """The editions that the world may read: those that are or were in force."""
    return Q(council__slug=council, resolved_at__isnull=False, effective_on__lte=today)


KEEPERS = frozenset({Duty.MONITORING_OFFICER, Duty.DEPUTY_MONITORING_OFFICER})
may_acknowledge = people.either_side
may_declare = people.either_side


def askings_seen_by(office: Office) -> Q:
    """That people are asked to acknowledge is no secret; who has is one, and ``queries`` keep it."""
    return people.of_the_council(office)


def may_brief(office: Office) -> bool:
    """Take the briefing on influencing advice to a group, and see who of it has acknowledged: its leader."""
    return Duty.GROUP_LEADER in office.duties


def may_keep_declarations(office: Office) -> bool:
    """Read what people declare in confidence: the monitoring officer and their deputy, and nobody else.

    A local council has none of its own: there it is the clerk, whom the page names before one writes.
    """
    local = office.council.tier in LOCAL
    return bool(office.duties & (KEEPERS | ({Duty.CLERK} if local else set())))


def declarations_seen_by(office: Office) -> Q:
    """Those of one's own, and for their keeper those of everybody but themselves.

    What a keeper declares goes to the other keeper: nobody manages a relationship of their own.
    """
    of_the_council = people.of_the_council(office)
    return of_the_council if may_keep_declarations(office) else of_the_council & own(office)


def own(office: Office) -> Q:
    return Q(by__person=office.person_id)

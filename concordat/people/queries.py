"""Every question that may be asked of this room. Those about a council start from what an office may see."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from concordat.people import access
from concordat.people.models import (
    Body,
    ControlSpell,
    Council,
    DutySpell,
    GovernanceSpell,
    Membership,
    Office,
    OpenSession,
    Person,
    RosterUpload,
    SingleSignOnLink,
)
from concordat.people.rules import offices as rules
from concordat.people.rules.councils import LOCAL, Nation, Tier
from concordat.people.rules.duties import RUNNING, Duty, Kind
from concordat.people.rules.roster_diff import Diff, Standing, compare
from concordat.people.rules.roster_file import Roster
from concordat.people.rules.second_step import Passkey, SecondSteps
from concordat.people.rules.single_sign_on import Provider
from concordat.people.rules.statutory_posts import Filled, Holder, filled

ON_A_PAGE = 50


def on_the_day(day: date, of: str = "") -> Q:
    """Whatever has begun by this day, and has not ended before it. ``of``: the way there, as "office__"."""
    return Q(**{f"{of}begins_on__lte": day}) & reaches(day, of)


def reaches(day: date, of: str = "") -> Q:
    """Whatever has not ended before this day, begun or not."""
    return Q(**{f"{of}ends_on": None}) | Q(**{f"{of}ends_on__gte": day})


def offices_held(*, by: Person, on: date) -> list[Office]:
    """The offices that this person holds on this day, in every council; the one begun last comes last."""
    offices = Office.objects.filter(on_the_day(on), person=by).order_by("begins_on", "id")
    return with_duties(offices, on=on)


def with_duties(offices: QuerySet[Office], *, on: date) -> list[Office]:
    """These offices, each with the duties that it carries on this day."""
    spells = Prefetch(
        "duty_spells", queryset=DutySpell.objects.filter(on_the_day(on)), to_attr="spells_of_the_day"
    )
    found: list[Office] = [*offices.select_related("council", "person").prefetch_related(spells)]
    for office in found:
        office.duties = frozenset(spell.duty for spell in office.spells_of_the_day)  # type: ignore[attr-defined]  # as above
    return found


def offices_of(council_id: int, *, on: date) -> list[Office]:
    """Everyone who holds an office in this council on this day, in the order of their names."""
    offices = Office.objects.filter(on_the_day(on), council=council_id)
    return with_duties(offices.order_by("person__name", "id"), on=on)


def officers_of_service(council_id: int, service: str, *, on: date) -> list[Office]:
    """Every officer of one service on this day, in the order of their names."""
    offices = Office.objects.filter(
        on_the_day(on), council=council_id, kind=Kind.OFFICER.value, service=service
    )
    return with_duties(offices.order_by("person__name", "id"), on=on)


def council_called(slug: str) -> Council | None:
    return Council.objects.filter(slug=slug).first()


def local_councils_under(council_id: int) -> list[Council]:
    """The parish, town and community councils whose principal council this is, by name."""
    return list(Council.objects.filter(principal=council_id, tier__in=LOCAL).order_by("name", "id"))


def to_look_around_as() -> QuerySet[Person]:
    """Those as whom a visitor of the demonstration may look around: elsewhere, nobody."""
    return Person.objects.exclude(look_around="").order_by("id")


# People and their offices


def offices_seen_by(office: rules.Office) -> QuerySet[Office]:
    return Office.objects.filter(access.of_the_council(office)).select_related("person", "council")


def page_of_people(
    office: rules.Office,
    *,
    on: date,
    kind: str = "",
    words: str = "",
    left: bool = False,
    page: int | str | None = 1,
) -> Page[Office]:
    """A page of those who hold an office on this day or later; with ``left``, of all the others."""
    offices = (
        offices_seen_by(office).exclude(reaches(on)) if left else offices_seen_by(office).filter(reaches(on))
    )
    if kind:
        offices = offices.filter(kind=kind)
    for word in words.split():
        offices = offices.filter(
            Q(person__name__icontains=word)
            | Q(ward__icontains=word)
            | Q(group__icontains=word)
            | Q(service__icontains=word)
        )
    leaves = Paginator(offices.order_by("person__name", "id"), ON_A_PAGE)
    found = leaves.get_page(page)
    found.object_list = with_duties(found.object_list, on=on)  # type: ignore[arg-type]  # sliced, but a query
    return found


def how_many_hold_office(office: rules.Office, *, on: date) -> dict[str, int]:
    """How many people hold an office of each kind."""
    held = Office.objects.filter(access.of_the_council(office), on_the_day(on))
    return dict(held.values_list("kind").annotate(Count("id")).order_by("kind"))


def duties_of(office: Office) -> QuerySet[DutySpell]:
    return DutySpell.objects.filter(office=office).select_related("office").order_by("-begins_on", "duty")


def seats_of(office: Office) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(office=office).select_related("body").order_by("-begins_on", "body__name")
    )


def other_offices_of(office: Office) -> QuerySet[Office]:
    """What the same person was or is in the same council. Another council's offices are not its business."""
    same = Office.objects.filter(council=office.council_id, person=office.person_id)
    return same.exclude(id=office.id).order_by("-begins_on")


def holds_office_between(
    council_id: int, person: Person, *, begins_on: date, ends_on: date | None, besides: Office | None = None
) -> bool:
    """Whether a person holds an office on one of these days already. The gate could not tell two apart."""
    others = Office.objects.filter(reaches(begins_on), council=council_id, person=person)
    if ends_on is not None:
        others = others.filter(begins_on__lte=ends_on)
    return others.exclude(id=besides.id if besides else 0).exists()


def running_after(council_id: int, day: date) -> QuerySet[DutySpell]:
    """The duties by which somebody runs the council's Concordat on the morning after this day."""
    morning = day + timedelta(days=1)
    return DutySpell.objects.filter(
        on_the_day(morning), on_the_day(morning, "office__"), council=council_id, duty__in=RUNNING
    )


# Bodies


def bodies_seen_by(office: rules.Office) -> QuerySet[Body]:
    return Body.objects.filter(access.of_the_council(office)).order_by("name")


def page_of_bodies(office: rules.Office, *, on: date, page: int | str | None = 1) -> Page[Body]:
    """A page of the council's bodies, each with ``sitting``: how many sit in it on this day."""
    sitting = Count(
        "memberships", filter=on_the_day(on, "memberships__") & on_the_day(on, "memberships__office__")
    )
    bodies: QuerySet[Body] = bodies_seen_by(office).filter(reaches(on)).annotate(sitting=sitting)
    return Paginator(bodies, ON_A_PAGE).get_page(page)


def open_seats_in(body: Body) -> QuerySet[Membership]:
    """The seats of which no end is known."""
    return Membership.objects.filter(body=body, ends_on=None).select_related("office__person", "body")


def sitting_in(body: Body, *, on: date) -> list[Membership]:
    """Who sits in a body on this day: those who chair it, then all others by name."""
    seats = Membership.objects.filter(on_the_day(on), on_the_day(on, "office__"), body=body)
    return list(
        seats.select_related("office__person", "body").order_by("-chairs", "office__person__name", "id")
    )


def sat_in(body: Body, *, on: date, page: int | str | None = 1) -> Page[Membership]:
    """A page of those who sat in a body before this day."""
    seats = Membership.objects.filter(body=body).exclude(reaches(on)).select_related("office__person")
    return Paginator(seats.order_by("-ends_on", "id"), ON_A_PAGE).get_page(page)


# The council and its statutory posts


@dataclass(frozen=True)
class Facts:
    """How a council has been governed and controlled, the latest first."""

    governance: tuple[GovernanceSpell, ...]
    control: tuple[ControlSpell, ...]


def facts_of(council: Council) -> Facts:
    return Facts(
        tuple(council.governance.order_by("-begins_on")), tuple(council.control.order_by("-begins_on"))
    )


def statutory_posts(council: rules.Council, *, on: date) -> tuple[Filled, ...]:
    """The posts that the law asks of this council, and who fills each on this day."""
    carrying: dict[Duty, tuple[Holder, ...]] = defaultdict(tuple)
    spells = DutySpell.objects.filter(on_the_day(on), on_the_day(on, "office__"), council=council.id)
    for spell in spells.select_related("office__person").order_by("begins_on", "id"):
        holder = Holder(spell.office_id, spell.office.name, spell.begins_on)
        carrying[Duty(spell.duty)] += (holder,)
    return filled(tier=Tier(council.tier), nation=Nation(council.nation), carrying=carrying)


# The roster


def roster_standing(council_id: int, *, on: date) -> list[Standing]:
    """Every office held in a council on this day, as a roster file is compared with it."""
    elsewhere = Office.objects.filter(person=OuterRef("person")).exclude(council=council_id)
    offices = Office.objects.filter(on_the_day(on), council=council_id).annotate(elsewhere=Exists(elsewhere))
    return [
        Standing(
            office_id=office.id,
            person_id=office.person_id,
            kind=Kind(office.kind),
            name=office.name,
            email=office.email,
            ward=office.ward,
            group=office.group,
            service=office.service,
            grade=office.grade,
            duties=frozenset(map(Duty, office.duties)),
            begins_on=office.begins_on,
            ends_on=office.ends_on,
            known_elsewhere=office.elsewhere,  # type: ignore[attr-defined]  # annotated above
        )
        for office in with_duties(offices.order_by("kind", "person__name", "id"), on=on)
    ]


def compare_roster(
    council_id: int,
    roster: Roster,
    *,
    on: date,
    importer: int | None = None,
    ending: frozenset[int] = frozenset(),
) -> Diff:
    """What a roster file would change in a council on this day. Raises ``BadRoster``."""
    standing = roster_standing(council_id, on=on)
    past = Office.objects.filter(council=council_id, ends_on__lt=on).order_by("ends_on")
    ended = {email: last for email, last in past.values_list("person__email", "ends_on") if last}
    return compare(roster=roster, standing=standing, ended=ended, on=on, importer=importer, ending=ending)


def compare_waiting(upload: RosterUpload, *, on: date, importer: int) -> Diff:
    return compare_roster(upload.council_id, Roster.from_json(upload.lines), on=on, importer=importer)


def uploads_of(office: rules.Office) -> QuerySet[RosterUpload]:
    """The rosters that this office has read and not yet confirmed."""
    return RosterUpload.objects.filter(access.of_the_council(office), by=office.id)


# Signing in


def secret_keys() -> list[str]:
    """What secrets of second steps are sealed under: the first seals, each opens."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def person_with_address(email: str) -> Person | None:
    return Person.objects.filter(email=email.lower()).first()


def second_steps_of(person: Person) -> SecondSteps:
    found = list(Authenticator.objects.filter(user=person).order_by("id"))
    of = {kind: [one for one in found if one.type == kind] for kind in Authenticator.Type}
    passkeys = [
        Passkey(id=one.pk, name=one.data["name"], made_at=one.created_at)
        for one in of[Authenticator.Type.WEBAUTHN]
    ]
    codes = sum(len(one.wrap().get_unused_codes()) for one in of[Authenticator.Type.RECOVERY_CODES])
    return SecondSteps(tuple(passkeys), bool(of[Authenticator.Type.TOTP]), codes)


def has_second_step(person: Person) -> bool:
    steps = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(steps.exists())


def sessions_of(person: Person, *, at: datetime) -> QuerySet[OpenSession]:
    """The browsers in which somebody is signed in at this moment, the latest first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    return OpenSession.objects.filter(Exists(alive), person=person).order_by("-began_at", "id")


def others_who_run(office: Office, *, on: date) -> list[Office]:
    """Everybody else who runs this office's council on this day."""
    offices = offices_of(office.council_id, on=on)
    return [one for one in offices if one.duties & RUNNING and one.person_id != office.person_id]


# Single sign-on


def provider() -> Provider | None:
    """The council's own sign-in, where the settings name one."""
    found: Provider | None = settings.OIDC
    return found


def links_of(office: rules.Office) -> QuerySet[SingleSignOnLink]:
    """By which account at the provider the holder of this office signs in."""
    at = provider()
    return SingleSignOnLink.objects.filter(person=office.person_id, issuer=at.issuer if at else "")


def duties_by_single_sign_on(office: rules.Office) -> list[Duty]:
    """The duties that this office would get, and lose, by the groups of its holder's account."""
    at = provider()
    return sorted(at.governs(office.council.slug, office.kind)) if at else []

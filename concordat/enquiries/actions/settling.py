"""What a council settles for its enquiries: topics, service levels, leads, contacts and its own words."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.models import Contact, Edition, Lead, Topic, Wording
from concordat.enquiries.rules.terms import SUGGESTED, Terms
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail


class NotSettled(Exception):
    """Something cannot be settled in this way: the words say why."""


class NameTaken(NotSettled):
    """There is one of this name already."""


@transaction.atomic
def edition_of_the_day(*, council_id: int, at: datetime) -> Edition:
    """The edition that holds today. Where the council has decided none, Concordat's suggestion becomes its
    first."""
    today = localdate(at)
    if edition := queries.edition_on(council_id, day=today):
        return edition
    edition, made = Edition.objects.get_or_create(
        council_id=council_id,
        number=0,
        defaults={
            "begins_on": date(2000, 1, 1),
            "equal": SUGGESTED.equal,
            "terms": SUGGESTED.to_json(),
            "made_at": at,
        },
    )
    if made:
        trail.record(
            did="took up the suggested service levels", thing=edition, by=None, council_id=council_id, at=at
        )
    return edition


@transaction.atomic
def settle_levels(*, terms: Terms, begins_on: date, decided: str = "", by: Office, at: datetime) -> Edition:
    """A new edition of the service levels. What was received before it begins keeps what it was promised."""
    if begins_on < localdate(at):
        raise NotSettled(
            "The new levels cannot begin on a day that is over: what was promised then is promised."
        )
    latest = Edition.objects.select_for_update().filter(council=by.council_id).order_by("-number").first()
    edition = Edition.objects.create(
        council_id=by.council_id,
        number=(latest.number if latest else 0) + 1,
        begins_on=begins_on,
        equal=terms.equal,
        terms=terms.to_json(),
        decided=decided,
        made_by_id=by.id,
        made_at=at,
    )
    trail.record(
        did="settled service levels",
        thing=edition,
        by=by,
        at=at,
        number=edition.number,
        begins_on=begins_on,
        equal=terms.equal,
    )
    return edition


@transaction.atomic
def add_topic(*, name: str, service: str, safeguarding: bool = False, by: Office, at: datetime) -> Topic:
    """Raises ``NameTaken``."""
    slug = slugify(name)[:60].strip("-") or "topic"
    known = Topic.objects.select_for_update().filter(council=by.council_id)
    if known.filter(slug=slug).exists():
        raise NameTaken
    topic = Topic.objects.create(
        council_id=by.council_id,
        slug=slug,
        name=name,
        service=service,
        safeguarding=safeguarding,
        position=known.count(),
    )
    trail.record(did="added a topic of enquiries", thing=topic, by=by, at=at)
    return topic


@transaction.atomic
def change_topic(
    *,
    topic: Topic,
    name: str,
    service: str,
    safeguarding: bool,
    retired: bool = False,
    by: Office,
    at: datetime,
) -> None:
    """What was asked about it keeps its service and its promise."""
    topic.refresh_from_db(from_queryset=Topic.objects.select_for_update())
    topic.name, topic.service, topic.safeguarding = name, service, safeguarding
    topic.retired_at = (topic.retired_at or at) if retired else None
    topic.save()
    trail.record(did="changed a topic of enquiries", thing=topic, by=by, at=at, retired=retired)


@transaction.atomic
def name_lead(*, service: str, office: Office | None, by: Office, at: datetime) -> None:
    """Say who leads a service; with nobody, whoever runs the council stands in."""
    held = Lead.objects.select_for_update().filter(council=by.council_id, service=service).first()
    if office is None:
        if held:
            trail.record(did="ended the lead of a service", thing=held, by=by, at=at)
            held.delete()
        return
    lead = held or Lead(council_id=by.council_id, service=service)
    lead.office_id = office.id
    lead.save()
    trail.record(did="named the lead of a service", thing=lead, by=by, at=at, lead=office.id)


@transaction.atomic
def put_contact(
    *,
    contact: Contact | None = None,
    stop: str,
    name: str,
    telephone: str,
    hours: str = "",
    by: Office,
    at: datetime,
) -> Contact:
    """Add somebody whom to ring, or change them."""
    contact = contact or Contact(council_id=by.council_id)
    contact.stop, contact.name, contact.telephone, contact.hours = stop, name, telephone, hours
    contact.save()
    trail.record(did="put down whom to ring", thing=contact, by=by, at=at, stop=stop)
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, by: Office, at: datetime) -> None:
    trail.record(did="removed somebody whom to ring", thing=contact, by=by, at=at)
    contact.delete()


@transaction.atomic
def put_wording(
    *, wording: Wording | None = None, use: str, name: str, words: str, by: Office, at: datetime
) -> Wording:
    """Add the council's own words for an occasion, or change them. Raises ``NameTaken``."""
    others = Wording.objects.filter(council=by.council_id, use=use, name=name)
    if others.exclude(pk=wording.pk if wording else 0).exists():
        raise NameTaken
    wording = wording or Wording(council_id=by.council_id)
    wording.use, wording.name, wording.words = use, name, words
    wording.changed_by_id, wording.changed_at = by.id, at
    wording.save()
    trail.record(did="put down the council’s words", thing=wording, by=by, at=at, use=use)
    return wording


@transaction.atomic
def remove_wording(*, wording: Wording, by: Office, at: datetime) -> None:
    trail.record(did="removed the council’s words", thing=wording, by=by, at=at)
    wording.delete()

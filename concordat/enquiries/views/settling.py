"""What the council has settled: service levels for everybody to read, and the rest for whoever runs it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concordat.enquiries import access, actions, queries
from concordat.enquiries.forms import settling as forms
from concordat.enquiries.rules.retention import SUGGESTED
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.views import wording
from concordat.people.gate import Request, open_to

# ------------------------------------------------------------------------------------------- service levels


@open_to(access.either_side)
@require_GET
def levels(request: Request) -> HttpResponse:
    """The edition that holds today, as a table of topics and offices; and every edition there was."""
    current = queries.edition_on(request.office.council_id, day=localdate())
    return _edition_page(request, current)


@open_to(access.either_side)
@require_GET
def edition(request: Request, number: int) -> HttpResponse:
    return _edition_page(request, get_object_or_404(queries.editions_of(request.office), number=number))


def _edition_page(request: Request, shown: Any) -> HttpResponse:
    office, today = request.office, localdate()
    terms = queries.terms_of(shown)
    topics = list(queries.topics_of(office.council_id))
    tiers = [Tier.WARD] if terms.equal else list(Tier)
    page = {
        "shown": shown,
        "terms": terms,
        "head": [
            _("Topic"),
            *([_("Every councillor")] if terms.equal else [wording.tier(tier) for tier in tiers]),
        ],
        "rows": [
            (topic.name if topic else _("Anything else"), *(_cell(terms, topic, tier) for tier in tiers))
            for topic in [*topics, None]
        ],
        "facts": [(forms.FACT_WORDS[fact], wording.level(level)) for fact, level in terms.facts.items()],
        "review": wording.target(terms.review),
        "editions": queries.editions_of(office),
        "current": queries.edition_on(office.council_id, day=today),
        "runs": access.may_run(office),
    }
    return render(request, "enquiries/settled/levels.html", page)


def _cell(terms: Any, topic: Any, tier: Tier) -> str:
    promised = terms.promised(
        tier=tier,
        topic=topic.slug if topic else "",
        safeguarding=bool(topic and topic.safeguarding),
    )
    return wording.both(promised.level)


@open_to(access.may_run)
def new_levels(request: Request) -> HttpResponse:
    """A new edition, beginning with what holds now."""
    office, today = request.office, localdate()
    topics = list(queries.topics_of(office.council_id))
    now_holds = queries.terms_on(office.council_id, day=today)
    form = forms.Levels(
        request.POST or None,
        topics=topics,
        today=today,
        initial=forms.from_terms(now_holds, topics, today=today),
    )
    if form.is_valid():
        try:
            made = actions.settle_levels(
                terms=form.terms,
                begins_on=form.cleaned_data["begins_on"],
                decided=form.cleaned_data["decided"],
                by=office,
                at=now(),
            )
            messages.success(request, _("Edition %(number)s is settled.") % {"number": made.number})
            return redirect("enquiries:levels", office.council.slug)
        except actions.NotSettled as wrong:
            form.add_error("begins_on", str(wrong))
    return render(request, "enquiries/settled/new_levels.html", {"form": form, "topics": topics})


# --------------------------------------------------------------------------- everything else that is settled


@open_to(access.may_run)
@require_GET
def settings(request: Request) -> HttpResponse:
    office, today = request.office, localdate()
    leads = queries.leads_of(office.council_id)
    services = sorted({*queries.services_of(office.council_id, on=today), *leads})
    page = {
        "topics": queries.topics_settled_by(office),
        "leads": [
            (service, leads.get(service), queries.lead_of(office.council_id, service, on=today))
            for service in services
        ],
        "contacts": queries.contacts_settled_by(office),
        "kept": queries.retention_of(office.council_id),
        "wordings": queries.wordings_of(office),
        "stops": [
            (forms.STOP_WORDS[stop], count)
            for stop, count in queries.stops_of(office, since=today.replace(year=today.year - 1, day=1))
        ],
    }
    return render(request, "enquiries/settled/settings.html", page)


@open_to(access.may_run)
def keep_for(request: Request) -> HttpResponse:
    """How long the words of a closed enquiry are kept."""
    settled = queries.retention_of(request.office.council_id)
    asis = {"months": settled.months, "decided": settled.decided} if settled else {"months": SUGGESTED}
    form = forms.KeepFor(request.POST or None, initial=asis)
    if form.is_valid():
        at = now()
        made = actions.keep_for(by=request.office, at=at, **form.cleaned_data)
        messages.success(request, _kept_for(made, at=at))
        return _back(request)
    return _form(request, form, _("How long are the words of an enquiry kept?"))


def _kept_for(settled: Any, *, at: Any) -> str:
    if settled.months is None:
        return _("Settled. Nothing is erased until the council decides otherwise.")
    told = {
        "day": wording.day(queries.first_day_of(settled)),
        "count": queries.erasable(settled.council_id, months=settled.months, at=at).count(),
    }
    return (
        _(
            "Settled. Nothing is erased by it before %(day)s: until then it can be changed. As things stand "
            "today it would erase the words of %(count)s enquiries."
        )
        % told
    )


@open_to(access.may_run)
def add_topic(request: Request) -> HttpResponse:
    form = forms.Topic(request.POST or None, services=_services(request), new=True)
    if form.is_valid():
        try:
            actions.add_topic(by=request.office, at=now(), **form.told)
            return _back(request)
        except actions.NameTaken:
            form.add_error("name", _("There is a topic of this name already. Choose another."))
    return _form(request, form, _("Add a topic"))


@open_to(access.may_run)
def change_topic(request: Request, topic: str) -> HttpResponse:
    found = get_object_or_404(queries.topics_settled_by(request.office), slug=topic)
    asis = {name: getattr(found, name) for name in ("name", "service", "safeguarding")}
    asis["retired"] = found.retired_at is not None
    form = forms.Topic(
        request.POST or None, services=sorted({*_services(request), found.service} - {""}), initial=asis
    )
    if form.is_valid():
        actions.change_topic(topic=found, by=request.office, at=now(), **form.told)
        return _back(request)
    return _form(request, form, _("Change the topic"))


def _services(request: Request) -> list[str]:
    return queries.services_of(request.office.council_id, on=localdate())


@open_to(access.may_run)
def name_lead(request: Request, service: str) -> HttpResponse:
    """Who leads a service. It has no number of its own: its name stands in the address, in small letters."""
    council_id, today = request.office.council_id, localdate()
    leads = queries.leads_of(council_id)
    known = {slugify(name): name for name in [*leads, *_services(request)]}
    if service not in known:
        raise Http404
    service = known[service]
    officers = {str(one.id): one for one in queries.officers(council_id, on=today)}
    held = leads.get(service)
    form = forms.LeadOf(
        request.POST or None,
        officers=list(officers.values()),
        initial={"office": str(held.office_id) if held else ""},
    )
    if form.is_valid():
        chosen = officers.get(form.cleaned_data["office"])
        actions.name_lead(service=service, office=chosen, by=request.office, at=now())
        return _back(request)
    return _form(request, form, _("Who leads %(service)s?") % {"service": service})


@open_to(access.may_run)
def add_contact(request: Request) -> HttpResponse:
    form = forms.Contact(request.POST or None)
    if form.is_valid():
        actions.put_contact(by=request.office, at=now(), **form.cleaned_data)
        return _back(request)
    return _form(request, form, _("Add somebody whom to ring"))


@open_to(access.may_run)
def change_contact(request: Request, number: int) -> HttpResponse:
    found = get_object_or_404(queries.contacts_settled_by(request.office), pk=number)
    asis = {name: getattr(found, name) for name in ("stop", "name", "telephone", "hours")}
    form = forms.Contact(request.POST or None, initial=asis)
    if form.is_valid():
        actions.put_contact(contact=found, by=request.office, at=now(), **form.cleaned_data)
        return _back(request)
    return _form(request, form, _("Change whom to ring"))


@open_to(access.may_run)
@require_POST
def remove_contact(request: Request, number: int) -> HttpResponse:
    found = get_object_or_404(queries.contacts_settled_by(request.office), pk=number)
    actions.remove_contact(contact=found, by=request.office, at=now())
    return _back(request)


@open_to(access.may_run)
def add_wording(request: Request) -> HttpResponse:
    return _wording(request, None, _("Add words of the council"))


@open_to(access.may_run)
def change_wording(request: Request, number: int) -> HttpResponse:
    found = get_object_or_404(queries.wordings_of(request.office), pk=number)
    return _wording(request, found, _("Change the council’s words"))


def _wording(request: Request, found: Any, heading: str) -> HttpResponse:
    asis = {name: getattr(found, name) for name in ("use", "name", "words")} if found else None
    form = forms.Wording(request.POST or None, initial=asis)
    if form.is_valid():
        try:
            actions.put_wording(wording=found, by=request.office, at=now(), **form.cleaned_data)
            return _back(request)
        except actions.NameTaken:
            form.add_error("name", _("There are words of this name for this occasion already."))
    return _form(request, form, heading)


@open_to(access.may_run)
@require_POST
def remove_wording(request: Request, number: int) -> HttpResponse:
    found = get_object_or_404(queries.wordings_of(request.office), pk=number)
    actions.remove_wording(wording=found, by=request.office, at=now())
    return _back(request)


def _back(request: Request) -> HttpResponse:
    return redirect("enquiries:settings", request.office.council.slug)


def _form(request: Request, form: Any, heading: str) -> HttpResponse:
    return render(request, "enquiries/settled/form.html", {"form": form, "heading": heading})

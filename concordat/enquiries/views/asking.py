"""A councillor asks: the form, the draft that keeps it, what will happen, and what does not belong here."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concordat.design.choosing import choice_field
from concordat.design.languages import in_the_readers_language
from concordat.enquiries import access, actions, queries
from concordat.enquiries.forms import asking as forms
from concordat.enquiries.rules import stops
from concordat.enquiries.rules.attachments import MEGABYTE, NotTaken
from concordat.enquiries.rules.stops import Noticed, Stop
from concordat.enquiries.views import wording
from concordat.people.gate import Request, open_to


@in_the_readers_language
@open_to(access.may_ask)
@require_GET
def ask(request: Request) -> HttpResponse:
    """An empty form. Nothing is kept before something is typed."""
    form = _form(request, None)
    return _page(request, form, key=uuid4(), begun=queries.begun_by(request.office))


@in_the_readers_language
@open_to(access.may_ask)
def draft(request: Request, key: UUID) -> HttpResponse:
    """Whatever is sent is kept first, and looked at afterwards: no mistake and no lost signal costs a
    word."""
    if request.method != "POST":
        found = queries.draft_of(request.office, key=key)
        if found is None:
            return _sent_already(request, key)
        return _page(request, _form(request, found, begin=True), key=key, found=found)
    said = forms.as_typed(request.POST, forms.KEPT)
    try:
        found = actions.keep_draft(key=key, said=said, by=request.office, at=now())
    except actions.TooManyDrafts:
        form = _form(request, None, typed=forms.from_typed(said))
        form.add_error(
            None, _("You have begun twenty enquiries. Send one or throw one away, then try again.")
        )
        return _page(request, form, key=key, begun=queries.begun_by(request.office))
    wrong = keep_files(request, found)
    if request.POST.get("do") == "keep" and not wrong:
        return kept(request, _("Your draft is kept. It is yours alone."), "enquiries:enquiries")
    form = _form(request, found)
    if form.is_valid() and not wrong:
        if stop := _noticed(form, said):
            actions.count_stop(stop=stop.stop, by=request.office, at=now())
        return redirect("enquiries:check", request.office.council.slug, key)
    for sentence in wrong:
        form.add_error("enclosed", sentence)
    return _page(request, form, key=key, found=found)


def keep_files(request: Request, found: Any) -> list[str]:
    """Take what came, and say of each file that could not be taken why."""
    wrong = []
    for upload in request.FILES.getlist("enclosed"):
        try:
            actions.attach(draft=found, file=forms.taken(upload), by=request.office, at=now())
        except NotTaken as refused:
            wrong.append(forms.why_not(refused, str(upload.name or "")))
    return wrong


def kept(request: Request, words: str, to: str, *address: str) -> HttpResponse:
    """What a save answers: to a script in its own language, to a person with a page."""
    if is_script(request):
        return JsonResponse({"kept": True})
    messages.success(request, words)
    return redirect(to, request.office.council.slug, *address)


def is_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@in_the_readers_language
@open_to(access.may_ask)
def check(request: Request, key: UUID) -> HttpResponse:
    """What will happen and by when, before it is sent; or why it stops, and what to do instead."""
    found = queries.draft_of(request.office, key=key)
    if found is None:
        return _sent_already(request, key)
    said = dict(found.said)
    if request.POST.get("do") == "go_on":
        said["looked_at"] = ["yes"]
        actions.keep_draft(key=key, said=said, by=request.office, at=now())
    form = _form(request, found)
    if not form.is_valid():
        return _page(request, form, key=key, found=found)
    if stop := _noticed(form, said):
        return _stop(request, stop, key=key)
    topic = _topic_of(request, form)
    if request.POST.get("do") == "send":
        try:
            sent = actions.ask(topic=topic, draft=found, by=request.office, at=now(), **form.told())
        except actions.AlreadySent:
            return _sent_already(request, key)
        messages.success(
            request, _("Your enquiry is sent. This is its page: whatever happens, you see it here.")
        )
        return redirect("enquiries:enquiry", request.office.council.slug, sent.reference)
    preview = queries.preview(request.office, topic, facts=form.cleaned_data["facts"], at=now())
    page = {
        "key": key,
        "form": form,
        "topic": topic,
        "preview": preview,
        "acknowledge_due": wording.moment(preview.acknowledge_due),
        "reply_due": wording.moment(preview.reply_due),
        "level": wording.level(preview.level),
        "because": wording.because(preview.because),
        "days": preview.reply.days,
        "files": queries.files_of_draft(found),
        "said": form.cleaned_data,
        "chosen": {name: _chosen(form, name) for name in ("whom", "sharing", "facts")},
    }
    return render(request, "enquiries/ask/check.html", page)


@in_the_readers_language
@open_to(access.may_ask)
@require_POST
def remove_file(request: Request, key: UUID, number: int) -> HttpResponse:
    if found := queries.draft_of(request.office, key=key):
        actions.detach(draft=found, number=number, by=request.office, at=now())
        return redirect("enquiries:draft", request.office.council.slug, key)
    raise Http404


@open_to(access.may_ask)
@require_POST
def throw_away(request: Request, key: UUID) -> HttpResponse:
    if found := queries.draft_of(request.office, key=key):
        actions.throw_away(draft=found, by=request.office, at=now())
        messages.success(request, _("The draft is thrown away."))
        return redirect("enquiries:enquiries", request.office.council.slug)
    raise Http404


@in_the_readers_language
@open_to(access.either_side)
@require_GET
def not_here(request: Request, stop: str) -> HttpResponse:
    """What does not belong in an enquiry, and where it belongs: read before anything is typed."""
    if stop not in set(Stop):
        raise Http404
    return _stop(request, Noticed(Stop(stop)), key=None)


# What these pages have in common


def _form(request: Request, found: Any, *, typed: Any = None, begin: bool = False) -> forms.Ask:
    """The form as it was kept; with ``begin`` without saying yet what is missing."""
    office, at = request.office, now()
    said = typed if typed is not None else forms.from_typed(found.said) if found else None
    given: dict[str, Any] = {
        "topics": _topics(request, at),
        "wards": sorted({*queries.wards_of(office.council_id, on=localdate(at)), office.ward} - {""}),
        "today": localdate(at),
    }
    if said is None:
        return forms.Ask(initial={"ward": office.ward}, **given)
    if not begin:
        return forms.Ask(said, **given)
    blank = forms.Ask(**given)
    initial = {name: field.widget.value_from_datadict(said, {}, name) for name, field in blank.fields.items()}
    return forms.Ask(initial=initial, **given)


def _topics(request: Request, at: Any) -> list[tuple[str, str]]:
    """Each topic with the day by which an answer would come: one sees it while one chooses."""
    choices = []
    for topic, preview in queries.previews(request.office, at=at):
        name = topic.name if topic else _("Something else, or I do not know")
        due = _("%(topic)s – answer by %(due)s") % {"topic": name, "due": wording.short(preview.reply_due)}
        choices.append((str(topic.id) if topic else forms.ELSE, due))
    return choices


def _topic_of(request: Request, form: forms.Ask) -> Any:
    chosen = form.cleaned_data["topic"]
    return None if chosen == forms.ELSE else queries.topics_of(request.office.council_id).get(pk=chosen)


def _noticed(form: forms.Ask, said: dict[str, Any]) -> Noticed | None:
    return stops.noticed(
        words=form.cleaned_data["question"],
        purpose=form.cleaned_data["purpose"],
        looked_at=said.get("looked_at") == ["yes"],
    )


def _chosen(form: forms.Ask, name: str) -> list[str]:
    said = form.cleaned_data[name]
    wanted = said if isinstance(said, list) else [said]
    choices: Any = choice_field(form, name).choices  # pairs, in this form
    return [str(words) for value, words in choices if value in wanted]


def _page(
    request: Request, form: forms.Ask, *, key: UUID, found: Any = None, begun: Any = ()
) -> HttpResponse:
    page = {
        "form": form,
        "key": key,
        "draft": found,
        "begun": begun,
        "files": queries.files_of_draft(found) if found else [],
        "more_open": bool(form.is_bound or found),
        "megabyte": MEGABYTE,
    }
    return render(request, "enquiries/ask/ask.html", page)


def _stop(request: Request, noticed: Noticed, *, key: UUID | None) -> HttpResponse:
    page = {
        "noticed": noticed,
        "key": key,
        "contacts": queries.contacts_of(request.office.council_id, noticed.stop),
        "runs": queries.who_run(request.office.council_id, on=localdate()),
    }
    return render(request, f"enquiries/stops/{noticed.stop}.html", page)


def _sent_already(request: Request, key: UUID) -> HttpResponse:
    """The button was pressed twice, or the page is old: what was sent is shown, and not sent again."""
    sent = queries.sent_with(request.office, key)
    if sent is None:
        raise Http404
    return redirect("enquiries:enquiry", request.office.council.slug, sent.reference)

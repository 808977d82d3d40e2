"""The lists, one enquiry's own page, why it is due when it is, and its files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from concordat.enquiries import access, queries
from concordat.enquiries.forms.finding import Find
from concordat.enquiries.rules.history import Did
from concordat.enquiries.views import wording
from concordat.people.gate import Request, open_to

# ------------------------------------------------------------------------------------------------ the lists


@dataclass(frozen=True)
class Row:
    """A line of a list: an enquiry with both of its clocks."""

    cycle: Any
    due: str
    unpaused: str
    tag: str
    kind: str
    late_for_member: bool = False


def row(cycle: Any, *, at: datetime) -> Row:
    if not cycle.is_open:
        tag, kind = cycle.get_stage_display(), wording.PLAIN
    elif cycle.paused_at:
        tag, kind = _("paused"), wording.PLAIN
    else:
        tag, kind = wording.nearness(cycle.queue_at, at=at)
    return Row(
        cycle=cycle,
        due=wording.short(cycle.due_at) if cycle.due_at else _("paused"),
        unpaused=wording.short(cycle.due_unpaused_at),
        tag=tag,
        kind=kind,
        # Said apart where the service level, whose pauses are taken out, is in time.
        late_for_member=cycle.is_open and cycle.due_unpaused_at < at and kind != wording.LATE,
    )


@open_to(access.either_side)
@require_GET
def enquiries(request: Request) -> HttpResponse:
    """For a councillor what they have asked; for an officer what waits for their services."""
    if access.may_ask(request.office):
        return _mine(request)
    return _list(request, whole=False)


@open_to(access.may_run)
@require_GET
def all_enquiries(request: Request) -> HttpResponse:
    """Every open enquiry of the council with its clocks, and not a word of what was asked."""
    return _list(request, whole=True)


def _mine(request: Request) -> HttpResponse:
    office, at = request.office, now()
    waiting, ended = queries.mine_of(office, page=request.GET.get("page"))
    page = {
        "waiting": [row(cycle, at=at) for cycle in waiting],
        "ended": ended,
        "ended_rows": [row(cycle, at=at) for cycle in ended],
        "shared": queries.shared_with(office, page=request.GET.get("shared")),
        "begun": queries.begun_by(office),
    }
    return render(request, "enquiries/mine.html", page)


def _list(request: Request, *, whole: bool) -> HttpResponse:
    office, at = request.office, now()
    services = (
        queries.services_of(office.council_id, on=localdate(at)) if whole else queries.my_services(office)
    )
    topics = [(str(topic.id), topic.name) for topic in queries.topics_settled_by(office)]
    find = Find(request.GET, services=services, topics=topics, whole=whole)
    wanted = find.wanted
    ask = queries.all_of if whole else queries.queue_of
    found = ask(office, wanted=wanted, at=at, page=request.GET.get("page"))
    page = {
        "whole": whole,
        "find": find,
        "page": found,
        "rows": [row(cycle, at=at) for cycle in found],
        "runs": access.may_run(office),
        "services": services,
        "reviews": () if whole else queries.reviews_waiting_for(office),
        "disputes": () if whole else queries.disputes_waiting_for(office),
    }
    return render(request, "enquiries/queue.html", page)


# ------------------------------------------------------------------------------------------------ one enquiry


@dataclass(frozen=True)
class Line:
    """A line of the history."""

    at: datetime
    by: str
    words: str


@dataclass(frozen=True)
class Spoken:
    """A message, with its files, and on which side it stands."""

    message: Any
    files: list[Any]
    from_member: bool


@open_to(access.either_side)
@require_GET
def enquiry(request: Request, reference: str) -> HttpResponse:
    found = get_object_or_404(queries.enquiries_seen_by(request.office), reference=reference)
    at = now()
    cycles = queries.cycles_of(found)
    cycle = cycles[-1]
    both = queries.clocks_of(cycle, calendar=queries.calendar_of(cycle.council_id), at=at)
    page: dict[str, Any] = {
        "enquiry": found,
        "cycle": cycle,
        "cycles": cycles,
        "face": wording.face(both, at=at),
        "tier": wording.tier(found.tier),
        "asked": queries.asked(request.office, found),
        "reads": queries.reads_words(request.office, found),
        "breaches": queries.breaches_of(found),
        "history": history(found),
        "kept": queries.kept(found),
    }
    if page["reads"]:
        page |= _words(request, found, cycle)
    return render(request, "enquiries/enquiry.html", page)


def _words(request: Request, found: Any, cycle: Any) -> dict[str, Any]:
    """What was said and decided; for officers the notes, too, which no page of a councillor asks for."""
    office, today = request.office, localdate()
    thread = queries.thread_of(found)
    member = found.asked_by.person_id
    pauses = queries.pauses_of(cycle)
    answering = access.may_answer(office) and queries.is_in_hand(office, cycle)
    return {
        "spoken": [
            Spoken(message, thread.files_of(message), message.by.person_id == member)
            for message in thread.messages
        ],
        "files": thread.files_of(None),
        "decisions": queries.decisions_of(found),
        "reviews": queries.reviews_of(found),
        "pauses": pauses,
        "answering": answering,
        "to_settle": [
            pause
            for pause in pauses
            if pause.disputed_at
            and not pause.settled_at
            and access.may_answer(office)
            and queries.may_settle(office, cycle, pause, on=today)
        ],
        "to_review": [
            review
            for review in queries.reviews_of(found)
            if not review.decided_at and review.reviewer.person_id == office.person_id
        ]
        if access.may_answer(office)
        else [],
        "facts": [words for value, words in FACTS() if value in found.facts],
        "notes": queries.notes_on(found) if access.may_answer(office) else None,
    }


def FACTS() -> list[tuple[str, str]]:  # noqa: N802 - a table whose words are in the reader's language
    return [
        ("harm", _("Somebody may come to harm if nothing is done")),
        ("home", _("Somebody may lose their home, or has no heating, water or roof")),
        ("many", _("Many people are affected")),
        ("date", _("A date is set")),
    ]


def history(found: Any) -> list[Line]:
    """What happened, in order. It tells no words of anybody's."""
    events = queries.events_of(found)
    names = queries.names_in(events, council_id=found.council_id)
    return [
        Line(
            event.at,
            event.by.name if event.by else _("Concordat"),
            wording.event(event.did, event.facts, names),
        )
        for event in events
        if event.did in set(Did)
    ]


@open_to(access.either_side)
@require_GET
def why(request: Request, reference: str, number: int) -> HttpResponse:
    """Why this date: the count of one cycle, day by day, on both clocks."""
    found = get_object_or_404(queries.enquiries_seen_by(request.office), reference=reference)
    cycle = next((each for each in queries.cycles_of(found) if each.number == number), None)
    if cycle is None:
        raise Http404
    at = now()
    both = queries.clocks_of(cycle, calendar=queries.calendar_of(cycle.council_id), at=at)
    page = {
        "enquiry": found,
        "cycle": cycle,
        "face": wording.face(both, at=at),
        "clock": both.reply,
        "received": wording.moment(cycle.received_at),
        "level": wording.level(queries.level_of(cycle)),
        "because": wording.because(cycle.because_of),
        "days": both.reply.days,
        "pauses": queries.pauses_of(cycle) if queries.reads_words(request.office, found) else (),
    }
    return render(request, "enquiries/why.html", page)


@open_to(access.either_side)
@require_GET
def file(request: Request, reference: str, number: int) -> HttpResponse:
    """A file, as a download and never as a page: whatever is in it, it is not shown under our address."""
    found = get_object_or_404(queries.enquiries_seen_by(request.office), reference=reference)
    attachment = queries.file_of(found, number=number)
    if attachment is None or not queries.reads_words(request.office, found):
        raise Http404
    answer = HttpResponse(queries.content_of(attachment), content_type=attachment.kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, attachment.name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer

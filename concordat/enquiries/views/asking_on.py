"""What the councillor who asked does on an enquiry that they have sent."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.enquiries import access, actions, queries
from concordat.enquiries.forms import asking
from concordat.enquiries.forms import replying as forms
from concordat.enquiries.rules.reviews import About
from concordat.enquiries.rules.speech import Speech
from concordat.enquiries.views.acting import (
    Writing,
    at_once,
    of_the_asker,
    read_by,
    whatever_was_said,
    write,
)
from concordat.people.gate import Request, open_to


@open_to(access.may_ask)
@of_the_asker
def to_officer(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    writing = Writing(
        use="write",
        form=forms.ToOfficer,
        do=actions.write_to_officer,
        heading=_("Write to the officer"),
        button=_("Send"),
        done=_("Sent. If the clock waited for you, it runs on from now."),
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_ask)
@of_the_asker
def dispute(request: Request, enquiry: Any, cycle: Any, number: int) -> HttpResponse:
    writing = Writing(
        use="dispute",
        form=forms.Dispute,
        do=whatever_was_said(partial(actions.dispute_pause, pause=_pause(cycle, number))),
        heading=_("Dispute the pause"),
        button=_("Send"),
        done=_("Sent. Somebody else than the officer who paused the clock decides, and tells you why."),
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_answer)
@read_by
def settle(request: Request, enquiry: Any, cycle: Any, number: int) -> HttpResponse:
    pause = _pause(cycle, number)
    if not queries.may_settle(request.office, cycle, pause, on=localdate()):
        raise Http404
    writing = Writing(
        use="settle",
        form=forms.Settle,
        do=whatever_was_said(partial(actions.settle_pause, pause=pause)),
        heading=_("Settle the dispute about the pause"),
        button=_("Decide"),
        done=_("Decided. The councillor has been told."),
        hint=_("Your decision bears your name, and is final but for a review."),
        against=_disputed_with(enquiry, pause),
    )
    return write(request, enquiry, cycle, writing)


def _disputed_with(enquiry: Any, pause: Any) -> str:
    said = (one for one in queries.thread_of(enquiry).messages if one.kind == Speech.DISPUTE)
    return next((one.words for one in said if one.at == pause.disputed_at), "")


def _pause(cycle: Any, number: int) -> Any:
    found = next((pause for pause in queries.pauses_of(cycle) if pause.id == number), None)
    if found is None:
        raise Http404
    return found


@open_to(access.may_ask)
@of_the_asker
def reopen(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    writing = Writing(
        use="reopen",
        form=forms.Reopen,
        do=actions.reopen,
        heading=_("Ask again"),
        button=_("Ask again"),
        done=_("Asked again. A new clock runs; how the first one went stays as it is."),
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_ask)
@of_the_asker
def withdraw(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    if request.method == "POST":
        done = _("Taken back. The officers have been told.")
        return at_once(request, enquiry, actions.withdraw, done=done)
    return render(request, "enquiries/withdraw.html", {"enquiry": enquiry, "cycle": cycle})


@open_to(access.may_ask)
@of_the_asker
def share(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    form = asking.Share(request.POST or None, initial={"sharing": enquiry.sharing})
    if form.is_valid():
        return at_once(request, enquiry, actions.share, done=_("Changed."), **form.cleaned_data)
    return render(request, "enquiries/share.html", {"enquiry": enquiry, "form": form})


@open_to(access.may_ask)
@of_the_asker
def review(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    """Ask for review. Each refusal of papers is a choice of its own: its decision names who reviews it."""
    refused = {f"papers-{one.id}": one for one in queries.decisions_of(enquiry) if one.outcome != "given"}

    def do(*, about: str, **told: Any) -> None:
        decision = refused.get(about)
        actions.ask_for_review(about=About.PAPERS if decision else about, papers=decision, **told)

    reviewer = queries.who_reviews(cycle, on=localdate())
    writing = Writing(
        use="review",
        form=forms.Review,
        do=whatever_was_said(do),
        heading=_("Ask for review"),
        button=_("Ask for review"),
        done=_("Sent. A named person decides, and tells you what and why."),
        hint=_("%(name)s decides.") % {"name": reviewer.name} if reviewer else "",
    )
    given = {
        "papers": [
            (key, _("With the decision on “%(papers)s” (%(name)s reviews it)") % _of(one))
            for key, one in refused.items()
        ]
    }
    return write(request, enquiry, cycle, writing, given=given)


def _of(decision: Any) -> dict[str, str]:
    return {"papers": decision.papers, "name": decision.reviewer.name}


@open_to(access.may_answer)
@read_by
def decide(request: Request, enquiry: Any, cycle: Any, number: int) -> HttpResponse:
    waiting = next((one for one in queries.reviews_of(enquiry) if one.id == number), None)
    if waiting is None or waiting.reviewer.person_id != request.office.person_id:
        raise Http404

    def do(*, enquiry: Any, **told: Any) -> None:
        actions.decide_review(review=waiting, **told)

    writing = Writing(
        use="decide",
        form=forms.Decide,
        do=whatever_was_said(do),
        heading=_("Decide the review"),
        button=_("Decide"),
        done=_("Decided. The councillor and the service have been told."),
        hint=_("Your decision bears your name. It can be made once."),
        against=waiting.words,
    )
    return write(request, enquiry, cycle, writing)

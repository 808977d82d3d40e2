"""An officer's deeds on an enquiry that their service has in hand."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.calendar.rules import statutory
from concordat.enquiries import access, actions, queries
from concordat.enquiries.forms import replying as forms
from concordat.enquiries.rules.wordings import Use
from concordat.enquiries.views import wording
from concordat.enquiries.views.acting import Writing, at_once, in_hand, whatever_was_said, write
from concordat.people.gate import Request, open_to


@open_to(access.may_answer)
@in_hand
def acknowledge(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    writing = Writing(
        use="acknowledge",
        form=forms.Acknowledge,
        do=whatever_was_said(actions.acknowledge),
        heading=_("Acknowledge"),
        button=_("Acknowledge"),
        done=_("Acknowledged. The councillor has been told, and you have it in hand."),
        words_for=Use.ACKNOWLEDGE,
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_answer)
@require_POST
@in_hand
def take(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    done = _("It is in your hands: reminders come to you.")
    return at_once(request, enquiry, actions.take, done=done)


@open_to(access.may_answer)
@in_hand
def ask_back(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    writing = Writing(
        use="ask_back",
        form=forms.AskBack,
        do=actions.ask_back,
        heading=_("Ask back, or say whom you wait for"),
        button=_("Send"),
        done=_("Sent. The councillor has been told."),
        words_for=Use.ASK_BACK,
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_answer)
@require_POST
@in_hand
def resume(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    return at_once(request, enquiry, actions.resume, done=_("The clock runs on."))


@open_to(access.may_answer)
@in_hand
def hand_over(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    services = queries.services_of(request.office.council_id, on=localdate())
    writing = Writing(
        use="hand_over",
        form=forms.HandOver,
        do=actions.hand_over,
        heading=_("Hand over to another service"),
        button=_("Hand over"),
        done=_("Handed over. That service and the councillor have been told."),
        hint=_("The clock runs on: handing over gives nobody more time."),
    )
    return write(
        request,
        enquiry,
        cycle,
        writing,
        given={"services": [service for service in services if service != cycle.service]},
    )


@open_to(access.may_answer)
@in_hand
def reply_in_part(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    writing = Writing(
        use="holding",
        form=forms.ReplyInPart,
        do=actions.reply_in_part,
        heading=_("Reply in part"),
        button=_("Send this part"),
        done=_("Sent. The answer stays due."),
        words_for=Use.HOLDING,
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_answer)
@in_hand
def answer(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    writing = Writing(
        use="answer",
        form=forms.Answer,
        do=actions.answer,
        heading=_("Answer"),
        button=_("Send the answer"),
        done=_("Answered. The councillor has been told."),
        words_for=Use.ANSWER,
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_answer)
@in_hand
def pass_on(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    council = request.office.council
    by_law = statutory.freedom_of_information(localdate(cycle.received_at), nation=council.nation)
    writing = Writing(
        use="pass_on",
        form=forms.PassOn,
        do=actions.pass_on,
        heading=_("Pass on to another route"),
        button=_("Pass it on"),
        done=_("Passed on. The councillor has been told where it went."),
        hint=_(
            "It leaves the enquiries, and is counted as passed on. The councillor can ask for review. As a "
            "request for information it would be due by law on %(day)s."
        )
        % {"day": wording.day(by_law)},
        words_for=Use.PASS_ON,
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_answer)
@in_hand
def reclassify(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    topics = {str(topic.id): topic for topic in queries.topics_of(request.office.council_id)}

    def do(*, topic: str, **told: Any) -> None:
        actions.reclassify(topic=topics[topic], **told)

    writing = Writing(
        use="topic",
        form=forms.NewTopic,
        do=whatever_was_said(do),
        heading=_("Put it under another topic"),
        button=_("Change the topic"),
        done=_(
            "Changed. The due date is counted anew from receipt, and the earlier one stays in the history."
        ),
    )
    given = {"topics": [(key, topic.name) for key, topic in topics.items()]}
    return write(
        request, enquiry, cycle, writing, given=given, initial={"topic": str(enquiry.topic_id or "")}
    )


@open_to(access.may_answer)
@in_hand
def note(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    writing = Writing(
        use="note",
        form=forms.Note,
        do=whatever_was_said(actions.note),
        heading=_("Note for colleagues"),
        button=_("Keep the note"),
        done=_("Noted. The councillor does not see it."),
    )
    return write(request, enquiry, cycle, writing)


@open_to(access.may_answer)
@in_hand
def papers(request: Request, enquiry: Any, cycle: Any) -> HttpResponse:
    office = request.office
    could = queries.could_review(office.council_id, on=localdate(), besides={office.person_id})
    reviewers = {str(one.id): one for one in could}

    def do(*, reviewer: str, **told: Any) -> None:
        actions.decide_papers(reviewer=reviewers.get(reviewer), **told)

    writing = Writing(
        use="papers",
        form=forms.Papers,
        do=whatever_was_said(do),
        heading=_("Decide on papers"),
        button=_("Record the decision"),
        done=_("Recorded. The councillor has been told, with the reason and who reviews it."),
        hint=_("For papers that the councillor has asked to see. Attach what is given to your reply."),
        words_for=Use.REFUSE,
    )
    given = {"reviewers": [(key, f"{one.name}, {one.service}") for key, one in reviewers.items()]}
    return write(request, enquiry, cycle, writing, given=given)

"""What the pages say of targets, clocks and events: sentences made of plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.enquiries.queries import Both
from concordat.enquiries.rules.clock import Clock
from concordat.enquiries.rules.clock_targets import Target, Unit
from concordat.enquiries.rules.events import PauseReason
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.terms import Because, Level, Terms

GOOD, WAITING, LATE, PLAIN = "good", "waiting", "late", "plain"


def target(said: Target) -> str:
    if said.unit == Unit.WORKING_DAYS:
        if not said.amount:
            return _("the same working day")
        words = ngettext("%(n)s working day", "%(n)s working days", said.amount)
    elif said.unit == Unit.WORKING_HOURS:
        words = ngettext("%(n)s working hour", "%(n)s working hours", said.amount)
    else:
        words = ngettext("%(n)s hour, day and night", "%(n)s hours, day and night", said.amount)
    return words % {"n": said.amount}


def level(said: Level) -> str:
    told = {"acknowledge": target(said.acknowledge), "reply": target(said.reply)}
    return _("acknowledged within %(acknowledge)s, answered within %(reply)s") % told


def promised(terms: Terms) -> str:
    """What the council promises, in a sentence that says whom it treats how."""
    ward = level(terms.offices[Tier.WARD])
    if terms.equal:
        return _("Every councillor’s enquiry is %(level)s. The council has chosen equal levels for all.") % {
            "level": ward
        }
    return _(
        "A ward councillor’s enquiry is %(level)s. The council has chosen levels by office, so those of "
        "others differ; a topic or a fact that makes it urgent can make it faster."
    ) % {"level": ward}


def both(said: Level) -> str:
    """The two targets of a cell, as short as can be: “1 / 10 working days”, “4 working hours / 24 hours”."""
    if said.acknowledge.unit == said.reply.unit:
        return f"{said.acknowledge.amount} / {target(said.reply)}"
    return f"{target(said.acknowledge)} / {target(said.reply)}"


def because(said: str) -> str:
    return {
        Because.OFFICE: _("by the office that the councillor held when it was received"),
        Because.TOPIC: _("by its topic, which is faster than the office"),
        Because.FACT: _("by what makes it urgent"),
    }[Because(said)]


def tier(said: str) -> str:
    return {
        Tier.LEADER: _("Leader of the council"),
        Tier.OPPOSITION_LEADER: _("Leader of the opposition"),
        Tier.CABINET: _("Cabinet member"),
        Tier.CHAIR: _("Chair or vice-chair"),
        Tier.WARD: _("Ward councillor"),
    }[Tier(said)]


def reason(said: str) -> str:
    return {
        PauseReason.MEMBER: _("waiting for the councillor"),
        PauseReason.CONSTITUENT: _("waiting for the resident"),
        PauseReason.THIRD_PARTY: _("waiting for somebody outside the council"),
        PauseReason.COURT: _("waiting for a court or tribunal"),
    }[PauseReason(said)]


def moment(when: datetime) -> str:
    return date_format(localtime(when), "l j F Y, H:i")


def short(when: datetime) -> str:
    return date_format(localtime(when), "D j F, H:i")


def day(when: date) -> str:
    return date_format(when, "l j F")


# The clocks


@dataclass(frozen=True)
class Hand:
    """One line of a clock: what it counts, when it says that it is due, and how that stands."""

    name: str
    due: str
    tag: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Face:
    """Both clocks, side by side, and the acknowledgement."""

    hands: tuple[Hand, ...]


def face(both: Both, *, at: datetime) -> Face:
    reply = both.reply
    service = Hand(
        name=_("Service level: pauses are taken out"),
        due=moment(reply.due) if reply.due else _("paused: no time is due"),
        note=""
        if reply.due or not reply.would_be_due
        else _("If it ran on now, the answer would be due on %(when)s.")
        % {"when": moment(reply.would_be_due)},
        **_standing(reply, reply.due, late=reply.paused.late, on_time=reply.paused.on_time, at=at),
    )
    member = Hand(
        name=_("The councillor’s own clock: nothing is taken out"),
        due=moment(reply.due_unpaused),
        **_standing(
            reply, reply.due_unpaused, late=reply.unpaused.late, on_time=reply.unpaused.on_time, at=at
        ),
    )
    given = both.acknowledge
    acknowledged = Hand(
        name=_("Acknowledgement"),
        due=moment(given.due_unpaused),
        **_standing(
            given, given.due_unpaused, late=given.unpaused.late, on_time=given.unpaused.on_time, at=at
        ),
    )
    return Face((service, member, acknowledged))


def _standing(
    clock: Clock, due: datetime | None, *, late: bool, on_time: bool | None, at: datetime
) -> dict[str, str]:
    if on_time is not None:
        tag, kind = (_("in time"), GOOD) if on_time else (_("late"), LATE)
    elif clock.now.ended_at:
        tag, kind = (_("ended, late"), LATE) if late else (_("ended"), PLAIN)
    elif late:
        tag, kind = _("late"), LATE
    elif due is None:
        tag, kind = _("paused"), PLAIN
    else:
        tag, kind = nearness(due, at=at)
    return {"tag": tag, "kind": kind}


def nearness(due: datetime, *, at: datetime) -> tuple[str, str]:
    """How near a due time is, as a word or two and a colour's reason."""
    if due < at:
        return _("late"), LATE
    days = (localdate(due) - localdate(at)).days
    if days == 0:
        return _("due today"), WAITING
    if days == 1:
        return _("due tomorrow"), WAITING
    return _("in time"), GOOD


# The history


def event(did: str, facts: Mapping[str, Any], names: Mapping[tuple[str, int], str]) -> str:
    """One line of the history. ``names``: of the topics and reviewers to which the facts point."""
    words = str(HISTORY[Did(did)]())
    told = {name: _fact(name, value, names) for name, value in facts.items()}
    return words % _Told(told)


class _Told(dict[str, str]):
    """A fact that an old line does not have leaves a gap, and breaks nothing."""

    def __missing__(self, key: str) -> str:
        return "…"


def _fact(name: str, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    if name in {"acknowledge", "reply"}:
        return target(Target.parse(value))
    if name in {"was", "now", "was_due", "due"}:
        return moment(datetime.fromisoformat(value))
    if name == "days":
        return "; ".join(f"{day(date.fromisoformat(each))} ({why})" for each, why in value.items())
    if name == "reason":
        return reason(value)
    if name in {"topic", "reviewer"}:
        return names.get((name, value), "…")
    if name in WORDS:
        return str(WORDS[name].get(value, lambda: value)())
    return str(value) or _("whoever runs the council")


WORDS: dict[str, dict[Any, Any]] = {
    "stands": {True: lambda: _("it stands"), False: lambda: _("it does not stand, so that time counts")},
    "promise": {"acknowledge": lambda: _("The acknowledgement"), "reply": lambda: _("The answer")},
    "clock": {
        "paused": lambda: _("by the service level"),
        "unpaused": lambda: _("by the councillor’s own clock"),
    },
    "what": {
        "acknowledge": lambda: _("it was not acknowledged"),
        "word": lambda: _("the councillor had heard nothing for days"),
        "before": lambda: _("it was due soon"),
        "due": lambda: _("it was due"),
        "overdue": lambda: _("it was overdue"),
    },
    "kind": {
        "service request": lambda: _("a request for a service"),
        "complaint": lambda: _("a complaint"),
        "freedom of information": lambda: _("a request for information"),
        "code of conduct": lambda: _("a matter of the code of conduct"),
    },
    "outcome": {
        "given": lambda: _("given"),
        "part": lambda: _("given in part"),
        "refused": lambda: _("refused"),
    },
    "finding": {
        "upheld": lambda: _("the councillor is right"),
        "partly": lambda: _("the councillor is right in part"),
        "stands": lambda: _("what was decided stands"),
    },
    "sharing": {
        "only me": lambda: _("nobody but the councillor who asked"),
        "ward": lambda: _("the councillors of the same ward"),
        "group in ward": lambda: _("the same group in the same ward"),
    },
}
HISTORY: dict[Did, Any] = {
    Did.RECEIVED: lambda: _(
        "Received, for %(service)s: to be acknowledged within %(acknowledge)s and answered within "
        "%(reply)s, by "
        "edition %(edition)s of the service levels"
    ),
    Did.ACKNOWLEDGED: lambda: _("Acknowledged"),
    Did.ERASED: lambda: _("Its words and files were erased, %(months)s months after it was closed"),
    Did.TAKEN: lambda: _("Taken in hand"),
    Did.ASKED_BACK: lambda: _("Asked back: %(reason)s"),
    Did.PAUSED: lambda: _("The service level’s clock was paused: %(reason)s"),
    Did.RESUMED: lambda: _("The clock ran on"),
    Did.PAUSE_DISPUTED: lambda: _("The pause was disputed"),
    Did.PAUSE_SETTLED: lambda: _("The dispute about the pause was settled: %(stands)s"),
    Did.MEMBER_WROTE: lambda: _("The councillor wrote"),
    Did.HANDED_OVER: lambda: _("Handed over from %(from)s to %(to)s"),
    Did.HOLDING_REPLY: lambda: _("Replied in part"),
    Did.ANSWERED: lambda: _("Answered"),
    Did.TOPIC_CHANGED: lambda: _(
        "Put under %(topic)s, so to be answered within %(reply)s from receipt; before, it was due "
        "on %(was_due)s"
    ),
    Did.PASSED_ON: lambda: _("Passed on as %(kind)s"),
    Did.PAPERS_DECIDED: lambda: _("Decided on papers: %(outcome)s"),
    Did.WITHDRAWN: lambda: _("Taken back by the councillor"),
    Did.REOPENED: lambda: _(
        "Asked again: a new clock began, to be acknowledged within %(acknowledge)s and answered "
        "within %(reply)s"
    ),
    Did.DUE_MOVED: lambda: _("The calendar changed: %(days)s. Due on %(now)s, and before on %(was)s"),
    Did.REMINDED: lambda: _("Concordat reminded those who have it in hand: %(what)s"),
    Did.BREACHED: lambda: _("%(promise)s was late %(clock)s: it was due on %(due)s"),
    Did.REVIEW_ASKED: lambda: _("The councillor asked for review, by %(reviewer)s"),
    Did.REVIEW_DECIDED: lambda: _("The review was decided: %(finding)s"),
    Did.SHARED: lambda: _("Who may read it among councillors: %(sharing)s"),
}

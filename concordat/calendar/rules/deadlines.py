"""When is it due? The dates that councils are asked for, each with the count that leads to it and where it
stands.

One question, one date, one count. What is counted is in `statutory`; here it is said in words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from concordat.calendar.rules import london, statutory, working_days
from concordat.calendar.rules.bank_holidays import DIVISIONS, bank_holidays
from concordat.calendar.rules.statutory import Count, Law

ONE_DAY = timedelta(days=1)
FRIDAY = 4
MOST_WORKING_DAYS = 250
PRIVATE_MEETING_DAYS = 5


class Asked(StrEnum):
    WORKING_DAYS = "working-days"
    INFORMATION = "information"
    SUBJECT_ACCESS = "subject-access"
    AGENDA = "agenda"
    KEY_DECISION = "key-decision"
    PRIVATE_MEETING = "private-meeting"
    SECTION_114 = "section-114"
    SECTION_5 = "section-5"
    SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True)
class Question:
    """``law`` is None where the council's own calendar counts."""

    asked: Asked
    words: str
    begins: str  # what the date is that one gives
    ends: str  # and what comes out
    law: Law | None


QUESTIONS = {
    each.asked: each
    for each in (
        Question(
            Asked.WORKING_DAYS,
            "So many of the council's own working days",
            "Day on which it came in",
            "Due by the end of",
            None,
        ),
        Question(
            Asked.INFORMATION,
            "Answer a request under freedom of information",
            "Day of receipt",
            "Answer by",
            statutory.FOIA,
        ),
        Question(
            Asked.SUBJECT_ACCESS,
            "Answer somebody who asks for their own data",
            "Day of receipt",
            "Answer by",
            statutory.SUBJECT_ACCESS,
        ),
        Question(
            Asked.AGENDA,
            "Publish the papers of a meeting",
            "Day of the meeting",
            "Publish by the end of",
            statutory.AGENDAS,
        ),
        Question(
            Asked.KEY_DECISION,
            "Give notice of a key decision, or the first notice of a private meeting",
            "Day of the decision",
            "Publish the notice by the end of",
            statutory.KEY_DECISIONS,
        ),
        Question(
            Asked.PRIVATE_MEETING,
            "Give the second notice of a private meeting of the executive",
            "Day of the meeting",
            "Publish the notice by the end of",
            statutory.PRIVATE_MEETINGS,
        ),
        Question(
            Asked.SECTION_114,
            "Meet about a section 114 report",
            "Day on which copies are sent",
            "Meet on or before",
            statutory.SECTION_114,
        ),
        Question(
            Asked.SECTION_5,
            "Consider the monitoring officer's section 5 report",
            "Day on which copies are sent",
            "Meet on or before",
            statutory.SECTION_5,
        ),
        Question(
            Asked.SUSPENSION,
            "How long a section 5 report suspends a proposal",
            "Day on which consideration is concluded",
            "Suspended until the end of",
            statutory.SUSPENSION,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Step:
    """A day of the count, as in the count of an enquiry."""

    date: date
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    question: Question
    due: date
    law: Law | None
    note: str
    days: tuple[Step, ...]


Why = Callable[[date], str]  # nothing where a day counts


def answer(
    asked: Asked,
    day: date,
    *,
    nation: str,
    own: Mapping[date, str],
    days: int = 0,
    count: Count = Count.WORKING_DAYS,
) -> Answer:
    """``own``: the council's whole calendar, closures and all, as days and reasons; only its own working
    days use it.

    ``days``: how many working days, or how many clear days. Raises ``statutory.NotCounted``.
    """
    question, law, note = QUESTIONS[asked], QUESTIONS[asked].law, ""
    if asked == Asked.WORKING_DAYS:
        if not 1 <= days <= MOST_WORKING_DAYS:
            raise statutory.NotCounted(f"Working days are counted from 1 to {MOST_WORKING_DAYS}.")
        due = working_days.after(day, days=days, closed=own.keys())
        return Answer(question, due, None, "", forwards(day, due, why=not_worked(own)))
    if asked == Asked.INFORMATION:
        law = statutory.FOISA if nation == "Scotland" else law
        due = statutory.freedom_of_information(day, nation=nation)
        every = [nation] if nation == "Scotland" else list(DIVISIONS)
        note = (
            "" if nation == "Scotland" else "A bank holiday in any part of the United Kingdom does not count."
        )
        return Answer(question, due, law, note, forwards(day, due, why=not_worked(named(every, day))))
    if asked == Asked.SUBJECT_ACCESS:
        due, month = statutory.subject_access(day, nation=nation), statutory.one_month_after(day)
        said = f"One calendar month ends on {london.weekday_in_words(month)}"
        note = f"{said}." if due == month else f"{said}, which is no working day: the next one counts."
        return Answer(question, due, law, note, ())
    return of_meetings(question, day, nation=nation, days=days, count=count)


def of_meetings(question: Question, day: date, *, nation: str, days: int, count: Count) -> Answer:
    asked, law = question.asked, question.law
    if asked in {Asked.AGENDA, Asked.KEY_DECISION, Asked.PRIVATE_MEETING}:
        if asked == Asked.KEY_DECISION:
            days, count = statutory.KEY_DECISION_DAYS, Count.ALL_DAYS
        elif asked == Asked.PRIVATE_MEETING:
            days, count = PRIVATE_MEETING_DAYS, Count.WORKING_DAYS  # the stricter of two readings
        due = statutory.latest_publication(day, clear_days=days, count=count, nation=nation)
        note = f"{days} clear days: neither the day of publication nor that of the meeting counts."
        return Answer(question, due, law, note, clear(due, day, nation=nation, count=count))
    if asked == Asked.SECTION_114:
        due = statutory.meeting_after_section_114(day)
        return Answer(question, due, law, "21 days beginning with that day, which is day 1.", ())
    if asked == Asked.SECTION_5:
        due = statutory.meeting_after_section_5(day)
        return Answer(question, due, law, "Not more than 21 days after that day.", ())
    due = statutory.suspended_until_end_of(day, nation=nation)
    steps = forwards(day, due, why=not_worked(named([nation], day)))
    return Answer(question, due, law, "The first business day after it.", steps)


# ── the count, in words ──


def named(nations: list[str], around: date) -> dict[date, str]:
    """The bank holidays of these nations, each with its name and, where several are asked, whose it is."""
    found: dict[date, dict[str, list[str]]] = {}
    for nation in nations:
        for day, title in bank_holidays(nation=nation, years=statutory.years_around(around)).items():
            found.setdefault(day, {}).setdefault(title, []).append(nation)
    several = len(nations) > 1
    return {day: title_of(titles, several=several) for day, titles in found.items()}


def title_of(titles: Mapping[str, list[str]], *, several: bool) -> str:
    everywhere = len(DIVISIONS)
    said = []
    for title, nations in titles.items():
        whose = f" ({', '.join(nations)})" if several and len(nations) < everywhere else ""
        said.append(f"{title}{whose}")
    return "; ".join(said)


def not_worked(closed: Mapping[date, str]) -> Why:
    def why(day: date) -> str:
        if day.weekday() > FRIDAY:
            return f"{london.WEEKDAYS[day.weekday()]}: not a working day"
        return closed.get(day, "")

    return why


def forwards(first: date, last: date, *, why: Why) -> tuple[Step, ...]:
    steps, number = [Step(first, False, "day 0: it does not count")], 0
    for day in between(first, last + ONE_DAY):
        reason = why(day)
        number += not reason
        steps.append(Step(day, not reason, reason or f"day {number}"))
    return tuple(steps)


def clear(published: date, meeting: date, *, nation: str, count: Count) -> tuple[Step, ...]:
    closed = named([nation], meeting)
    counts = statutory.counting(count, closed=closed.keys())
    steps, number = [Step(published, False, "published: this day does not count")], 0
    for day in between(published, meeting):
        counted = counts(day)
        number += counted
        reason = closed.get(day) or f"{london.WEEKDAYS[day.weekday()]}: does not count"
        steps.append(Step(day, counted, f"clear day {number}" if counted else reason))
    return (*steps, Step(meeting, False, "the meeting: this day does not count"))


def between(first: date, last: date) -> list[date]:
    """The days that lie between two, neither of them included."""
    return [first + ONE_DAY * n for n in range(1, (last - first).days)]

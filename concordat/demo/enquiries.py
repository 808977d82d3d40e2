"""A year of members' enquiries in Marlbridge, asked and answered through the room's own doors.

Nothing is planted about any group: who is answered late is chance, and the topic. The dice are the same at
each telling, and so is the year.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from concordat.demo.questions import ANSWERS, FOR_RESIDENTS, QUESTIONS, TOPICS, WORDINGS, Question
from concordat.enquiries import actions as enquiries
from concordat.enquiries import queries
from concordat.enquiries.rules.papers import Outcome, Right
from concordat.enquiries.rules.reviews import About, Finding
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.sharing import Sharing
from concordat.enquiries.rules.stops import Stop
from concordat.enquiries.rules.terms import Level, Terms
from concordat.enquiries.rules.urgency import Consent, Fact, Whom
from concordat.people.rules.duties import Duty, Side

LONDON = ZoneInfo("Europe/London")
DAYS, ASKED = 365, 260
SATURDAY = 5
LEVELS = Terms(
    offices={
        Tier.LEADER: Level.of("1wd", "5wd"),
        Tier.OPPOSITION_LEADER: Level.of("1wd", "5wd"),
        Tier.CABINET: Level.of("1wd", "7wd"),
        Tier.CHAIR: Level.of("1wd", "10wd"),
        Tier.WARD: Level.of("1wd", "10wd"),
    },
    facts={Fact.HARM: Level.of("4wh", "1wd"), Fact.HOME: Level.of("1wd", "2wd")},
    safeguarding=Level.of("4wh", "24h"),
)
SLOW = {"Planning": 1.25, "Housing": 1.1, "Property": 1.35}  # how long a service takes, beside the others


def settle(everyone: Any, *, at: datetime) -> dict[str, Any]:
    """Topics, who leads what, whom to ring, the council's words, and its levels; from a day before the
    year."""
    by = everyone.holding(Duty.MONITORING_OFFICER)
    topics = {
        name: enquiries.add_topic(name=name, service=service, safeguarding=beside, by=by, at=at)
        for name, service, beside in TOPICS
    }
    for service in sorted({service for _name, service, _beside in TOPICS}):
        enquiries.name_lead(service=service, office=_officers(everyone, service)[0], by=by, at=at)
    for name, telephone, hours in (
        ("Children’s safeguarding hub", "01632 960 101", "Monday to Friday, 8:30 to 17:30"),
        ("Adult social care, duty desk", "01632 960 102", "Monday to Friday, 8:30 to 17:30"),
        ("Emergency duty team", "01632 960 103", "nights, weekends and bank holidays"),
    ):
        enquiries.put_contact(
            stop=Stop.SAFEGUARDING, name=name, telephone=telephone, hours=hours, by=by, at=at
        )
    for use, name, words in WORDINGS:
        enquiries.put_wording(use=use, name=name, words=words, by=by, at=at)
    enquiries.settle_levels(
        terms=LEVELS, begins_on=localdate(at), decided="Full Council, minute 57", by=by, at=at
    )
    enquiries.keep_for(months=24, decided="Records schedule, Full Council, minute 58", by=by, at=at)
    return topics


def make(everyone: Any, *, besides: "Callable[[Year], None]", at: datetime) -> None:
    """The year that ends at ``at``; ``besides`` is what happens in it without dice."""
    year = Year(everyone, topics=settle(everyone, at=at - timedelta(days=DAYS + 1)), until=at)
    for number in range(ASKED):
        year.plan(number)
    besides(year)
    year.act()
    enquiries.look_due(at=at)


def _officers(everyone: Any, service: str) -> list[Any]:
    return [office for office in everyone.of(Side.OFFICERS) if office.service == service]


@dataclass
class Year:
    """What is to happen, in the order in which it happens."""

    everyone: Any
    topics: dict[str, Any]
    until: datetime
    chance: Random = field(default_factory=lambda: Random("Marlbridge asks"))  # noqa: S311 - a story, no secret
    coming: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    turn: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.councillors = self.everyone.of(Side.COUNCILLORS)
        # A few ask most: in published figures ten councillors send half of all enquiries.
        self.eager = [self.chance.lognormvariate(0, 0.9) for _ in self.councillors]
        self.staff = {
            topic.service: _officers(self.everyone, topic.service) for topic in self.topics.values()
        }

    def later(self, when: datetime, deed: Callable[[datetime], None]) -> None:
        if when < self.until:
            heapq.heappush(self.coming, (when, next(self.turn), deed))

    def act(self) -> None:
        while self.coming:
            when, _turn, deed = heapq.heappop(self.coming)
            deed(when)

    def worked(self, after: datetime, days: float) -> datetime:
        """A moment in office hours, so many days on; nobody here works at night, or at the weekend."""
        day = (after + timedelta(days=days)).astimezone(LONDON).date()
        while True:
            then = datetime.combine(day, time(self.chance.randint(9, 16), self.chance.randrange(60)), LONDON)
            if day.weekday() < SATURDAY and then > after:
                return then
            day += timedelta(days=1)

    def plan(self, number: int) -> None:
        """One enquiry, some time in the year, from one of the councillors, about one of the questions."""
        chance = self.chance
        day = localdate(self.until) - timedelta(days=DAYS - number * DAYS // ASKED)
        hour = chance.choice((8, 9, 10, 11, 13, 14, 15, 16, 18, 20, 21, 22))
        when = datetime.combine(day, time(hour, chance.randrange(60)), LONDON)
        asker = chance.choices(self.councillors, weights=self.eager)[0]
        question = chance.choices(QUESTIONS, weights=[each.often for each in QUESTIONS])[0]
        self.later(when, Asking(self, asker, question).ask)


@dataclass
class Asking:
    """One enquiry on its way."""

    year: Year
    asker: Any
    question: Question
    enquiry: Any = None
    officer: Any = None
    is_open: bool = True
    is_known: bool = False  # acknowledged, or heard of otherwise

    def ask(self, when: datetime) -> None:
        chance, question = self.year.chance, self.question
        topic = self.year.topics[question.topic]
        resident = chance.random() < 0.6
        self.enquiry = enquiries.ask(
            topic=topic,
            question=question.words.replace("[ward]", self.asker.ward),
            whom=Whom.RESIDENT if resident else Whom.WARD,
            consent=chance.choice((Consent.NOBODY_NAMED, Consent.ASKED)) if resident else "",
            ward=self.asker.ward,
            facts=[fact for fact in question.facts if chance.random() < 0.7],
            sharing=chance.choices((Sharing.ONLY_ME, Sharing.WARD, Sharing.GROUP_IN_WARD), (6, 3, 1))[0],
            by=self.asker,
            at=when,
        )
        self.officer = chance.choice(self.year.staff[topic.service])
        promised = queries.cycle_of(self.enquiry)
        allowed = max(0.5, (promised.due_unpaused_at - when).total_seconds() / 86400)
        slow = SLOW.get(topic.service, 1.0)
        taken = allowed * slow * chance.lognormvariate(-0.55, 0.55)
        if chance.random() < 0.93:
            self.year.later(self.year.worked(when, min(taken / 2, chance.expovariate(2))), self.acknowledge)
        self._on_the_way(when, taken)

    def _on_the_way(self, when: datetime, taken: float) -> None:
        """What happens between question and answer, to some."""
        chance, year = self.year.chance, self.year
        dice = chance.random()
        if dice < 0.14:
            year.later(year.worked(when, taken * 0.4), self.ask_back)
            taken += chance.uniform(1, 5)
        elif dice < 0.21:
            year.later(year.worked(when, taken * 0.3), self.hand_over)
        elif dice < 0.29:
            year.later(year.worked(when, taken * 0.6), self.reply_in_part)
        elif dice < 0.34:
            year.later(year.worked(when, taken * 0.5), self.pass_on)
            return
        elif dice < 0.36:
            year.later(year.worked(when, taken * 0.5), self.withdraw)
            return
        elif dice < 0.38:
            year.later(year.worked(when, taken * 0.7), self.decide_papers)
        year.later(year.worked(when, taken), self.answer)

    def acknowledge(self, when: datetime) -> None:
        if self.is_open and not self.is_known:
            enquiries.acknowledge(enquiry=self.enquiry, by=self.officer, at=when)
            self.is_known = True

    def ask_back(self, when: datetime) -> None:
        if not self.is_open:
            return
        self.is_known = True
        enquiries.ask_back(
            enquiry=self.enquiry,
            words="Which address is it, and since when? Without that we cannot find the case.",
            by=self.officer,
            at=when,
        )
        cycle = queries.cycle_of(self.enquiry)
        if cycle.paused_at and self.year.chance.random() < 0.12:
            self.year.later(when + timedelta(hours=5), self.dispute)
        self.year.later(when + timedelta(days=self.year.chance.uniform(0.5, 4)), self.write)

    def write(self, when: datetime) -> None:
        if self.is_open:
            enquiries.write_to_officer(
                enquiry=self.enquiry,
                words="It is the second house; since the spring.",
                by=self.asker,
                at=when,
            )

    def dispute(self, when: datetime) -> None:
        pause = queries.pauses_of(queries.cycle_of(self.enquiry))[-1]
        enquiries.dispute_pause(
            enquiry=self.enquiry,
            pause=pause,
            words="The address stands in my first line. Please let the clock run.",
            by=self.asker,
            at=when,
        )
        self.year.later(self.year.worked(when, 2), self.settle)

    def settle(self, when: datetime) -> None:
        cycle = queries.cycle_of(self.enquiry)
        pause = queries.pauses_of(cycle)[-1]
        by = queries.who_settle(cycle, pause, on=localdate(when))[0]
        enquiries.settle_pause(
            enquiry=self.enquiry,
            pause=pause,
            stands=self.year.chance.random() < 0.5,
            words="I have read the enquiry again, and decide on what it said when it came.",
            by=by,
            at=when,
        )

    def hand_over(self, when: datetime) -> None:
        if not self.is_open:
            return
        now_with = queries.cycle_of(self.enquiry).service
        others = [service for service in self.year.staff if service != now_with]
        service = self.year.chance.choice(others)
        enquiries.hand_over(
            enquiry=self.enquiry,
            service=service,
            note="This is yours: the land was transferred to you in the spring.",
            by=self.officer,
            at=when,
        )
        self.officer = self.year.chance.choice(self.year.staff[service])

    def reply_in_part(self, when: datetime) -> None:
        if self.is_open:
            self.is_known = True
            enquiries.reply_in_part(
                enquiry=self.enquiry,
                words="We have looked at the file, and wait for the site visit on Thursday. More after that.",
                by=self.officer,
                at=when,
            )

    def decide_papers(self, when: datetime) -> None:
        if not self.is_open:
            return
        reviewer = next(
            office
            for office in queries.could_review(self.officer.council_id, on=localdate(when))
            if office.person_id != self.officer.person_id
        )
        enquiries.decide_papers(
            enquiry=self.enquiry,
            papers="The contractor’s report",
            right=Right.NEED_TO_KNOW,
            outcome=Outcome.PART,
            reason="The prices of the other bidders are left out: the contract is still being let.",
            reviewer=reviewer,
            by=self.officer,
            at=when,
        )

    def pass_on(self, when: datetime) -> None:
        if self.is_open:
            self.is_open = False
            kind, words = self.year.chance.choice(
                (
                    ("service request", "This is a request for a clearance: it is booked for next week."),
                    (
                        "complaint",
                        "This is a complaint about our work, and goes through the procedure for those.",
                    ),
                    ("freedom of information", "This asks for records: it is answered under the Act."),
                )
            )
            enquiries.pass_on(enquiry=self.enquiry, kind=kind, words=words, by=self.officer, at=when)

    def withdraw(self, when: datetime) -> None:
        if self.is_open:
            self.is_open = False
            enquiries.withdraw(enquiry=self.enquiry, by=self.asker, at=when)

    def answer(self, when: datetime) -> None:
        if not self.is_open:
            return
        self.is_open, chance = False, self.year.chance
        enquiries.answer(
            enquiry=self.enquiry,
            words=chance.choice(ANSWERS),
            for_the_resident=chance.choice(FOR_RESIDENTS) if self.enquiry.whom == Whom.RESIDENT else "",
            by=self.officer,
            at=when,
        )
        dice = chance.random()
        if dice < 0.05:
            self.year.later(when + timedelta(days=chance.uniform(0.3, 6)), self.reopen)
        elif dice < 0.06:
            self.year.later(when + timedelta(days=1, hours=2), self.ask_for_review)

    def reopen(self, when: datetime) -> None:
        self.is_open = True
        enquiries.reopen(
            enquiry=self.enquiry,
            words="Thank you, but the second half of my question is still open.",
            by=self.asker,
            at=when,
        )
        self.year.later(self.year.worked(when, self.year.chance.uniform(2, 12)), self.answer)

    def ask_for_review(self, when: datetime) -> None:
        review = enquiries.ask_for_review(
            enquiry=self.enquiry,
            about=About.ANSWER,
            words="The answer tells me what the policy is, and not why it was not followed here.",
            by=self.asker,
            at=when,
        )
        self.year.later(self.year.worked(when, 6), lambda then: self.decide(review, then))

    def decide(self, review: Any, when: datetime) -> None:
        enquiries.decide_review(
            review=review,
            finding=Finding.PARTLY,
            reasons="The answer was right, and left out the reason. It has been sent with an apology.",
            by=review.reviewer,
            at=when,
        )

"""What lies on the table in Marlbridge on the day on which somebody looks around, whatever day that is.

By the year's own dice a table may well be empty. Here a queue holds something of everything: what is new,
what is late, on which clock, what stands still, what is disputed, and what waits for somebody's decision.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from concordat.demo.enquiries import Year
from concordat.demo.questions import ENFORCEMENT, PAPERS, PLANS, STREETS
from concordat.enquiries import actions as enquiries
from concordat.enquiries import queries
from concordat.enquiries.rules.papers import Outcome, Right
from concordat.enquiries.rules.reviews import About
from concordat.enquiries.rules.urgency import Consent, Fact, Whom
from concordat.people.rules.duties import Side

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5


@dataclass
class Matter:
    """One enquiry, and what happens on it: ``(weekdays ago, hour, deed)`` in their order."""

    year: Year
    asker: Any
    topic: str
    words: str
    facts: tuple[Fact, ...] = ()
    whom: Whom = Whom.WARD
    enquiry: Any = None
    minute: Any = field(default_factory=lambda: count(3, 7))

    def asked(self, ago: int, hour: int) -> "Matter":
        return self.then(ago, hour, self._ask)

    def then(self, ago: int, hour: int, deed: Callable[[datetime], Any]) -> "Matter":
        self.year.later(self._weekdays_ago(ago, hour), deed)
        return self

    def _weekdays_ago(self, ago: int, hour: int) -> datetime:
        day = localdate(self.year.until)
        while ago > 0:
            day -= timedelta(days=1)
            ago -= day.weekday() < SATURDAY
        return datetime.combine(day, time(hour, next(self.minute) % 60), LONDON)

    def _ask(self, when: datetime) -> None:
        self.enquiry = enquiries.ask(
            topic=self.year.topics[self.topic],
            question=self.words,
            whom=self.whom,
            consent=Consent.ASKED if self.whom == Whom.RESIDENT else "",
            ward=self.asker.ward,
            facts=self.facts,
            by=self.asker,
            at=when,
        )

    def acknowledged(self, ago: int, hour: int, by: Any) -> "Matter":
        return self.then(ago, hour, lambda when: enquiries.acknowledge(enquiry=self.enquiry, by=by, at=when))

    def asked_back(self, ago: int, hour: int, by: Any, words: str) -> "Matter":
        return self.then(
            ago, hour, lambda when: enquiries.ask_back(enquiry=self.enquiry, words=words, by=by, at=when)
        )

    def wrote(self, ago: int, hour: int, words: str) -> "Matter":
        return self.then(
            ago,
            hour,
            lambda when: enquiries.write_to_officer(
                enquiry=self.enquiry, words=words, by=self.asker, at=when
            ),
        )

    def disputed(self, ago: int, hour: int, words: str) -> "Matter":
        def dispute(when: datetime) -> None:
            pause = queries.pauses_of(queries.cycle_of(self.enquiry))[-1]
            enquiries.dispute_pause(enquiry=self.enquiry, pause=pause, words=words, by=self.asker, at=when)

        return self.then(ago, hour, dispute)

    def replied_in_part(self, ago: int, hour: int, by: Any, words: str) -> "Matter":
        return self.then(
            ago, hour, lambda when: enquiries.reply_in_part(enquiry=self.enquiry, words=words, by=by, at=when)
        )

    def answered(self, ago: int, hour: int, by: Any, words: str, *, resident: str = "") -> "Matter":
        return self.then(
            ago,
            hour,
            lambda when: enquiries.answer(
                enquiry=self.enquiry, words=words, for_the_resident=resident, by=by, at=when
            ),
        )

    def refused_in_part(self, ago: int, hour: int, by: Any) -> "Matter":
        def decide(when: datetime) -> None:
            could = queries.could_review(by.council_id, on=localdate(when), besides={by.person_id})
            enquiries.decide_papers(
                enquiry=self.enquiry,
                papers="The valuation of the depot",
                right=Right.NEED_TO_KNOW,
                outcome=Outcome.PART,
                reason="The names of the bidders are left out until the contract is let.",
                reviewer=could[0],
                by=by,
                at=when,
            )

        return self.then(ago, hour, decide)

    def review_asked(self, ago: int, hour: int, words: str) -> "Matter":
        return self.then(
            ago,
            hour,
            lambda when: enquiries.ask_for_review(
                enquiry=self.enquiry, about=About.ANSWER, words=words, by=self.asker, at=when
            ),
        )


def lay(year: Year) -> None:
    """For an officer of Planning, a councillor, the leader, and the monitoring officer."""
    jack, tomos = year.everyone.called("Jack Tolland"), year.everyone.called("Tomos Griffith")
    helen, ruth = year.everyone.called("Helen Marsh"), year.everyone.called("Ruth Adeyemi")
    # The head of the service herself: what she did somebody outside it decides about, and that is the
    # monitoring officer, as whom one can look around.
    head = year.staff["Planning"][0]
    street = year.staff["Waste and streets"][0]
    first, second, third, fourth = [
        each for each in year.everyone.of(Side.COUNCILLORS) if not each.duties and each != tomos
    ][:4]

    def matter(asker: Any, topic: str, words: str, **more: Any) -> Matter:
        return Matter(year, asker, topic, words, **more)

    # Late on both clocks.
    late = matter(first, PLANS, f"Who measured the noise at the depot in {first.ward}, and when?")
    late.asked(14, 10).acknowledged(13, 9, jack)
    # In time by the service level, because it stood still; late on the councillor's own clock.
    waited = matter(second, ENFORCEMENT, f"What has come of the fence beside the school in {second.ward}?")
    waited.asked(12, 11).acknowledged(12, 14, jack)
    waited.asked_back(10, 10, jack, "Which of the two entrances is it?").wrote(5, 19, "The one to the north.")
    # It stands still, the councillor disputes that, and somebody outside the service is to settle it.
    still = matter(tomos, PLANS, "Why was the footpath left out of the plan for the old dairy?")
    still.asked(6, 21).acknowledged(5, 10, head)
    still.asked_back(4, 11, head, "Which of the two footpaths do you mean?")
    still.disputed(3, 20, "There is one footpath on that plan. Please let the clock run.")
    # Asked after the others and due before some of them: the leader's level is faster, and so is a fact.
    soon = matter(helen, PLANS, "Which applications of more than fifty homes come to committee this winter?")
    soon.asked(3, 9).acknowledged(3, 12, jack)
    part = matter(third, ENFORCEMENT, f"How many notices were served in {third.ward} this year, and on whom?")
    part.asked(5, 13).acknowledged(5, 15, jack)
    part.replied_in_part(2, 10, jack, "There were nine. On whom they were served follows once it is checked.")
    new = matter(
        fourth,
        ENFORCEMENT,
        f"The scaffold over the path in {fourth.ward} leans. Is anybody to look at it?",
        facts=(Fact.MANY,),
    )
    new.asked(1, 16)
    # One that is answered, and waits for a named decision.
    review = matter(second, PLANS, f"Why was the tree in {second.ward} felled before the committee met?")
    review.asked(9, 10).acknowledged(9, 12, head)
    review.answered(5, 12, head, "The order on the tree had lapsed, so that no consent was needed.")
    review.review_asked(2, 18, "I asked why it was not renewed, and am told only that it was not.")
    # A councillor's own: one under way, one just answered, with words for the resident.
    bins = matter(tomos, STREETS, "The recycling of Mill Lane was left twice. Why?", facts=(Fact.MANY,))
    bins.asked(3, 20).acknowledged(2, 10, street)
    lamp = matter(
        tomos, STREETS, "The bin at the bus stop in Church Street is never emptied.", whom=Whom.RESIDENT
    )
    lamp.asked(6, 12).acknowledged(6, 15, street)
    lamp.answered(
        1,
        11,
        street,
        "It stood on no round. From Monday it is emptied twice a week.",
        resident="Thank you for telling us. From Monday the bin is emptied twice a week.",
    )
    # Papers of which a part was refused, on the table of whoever runs the council.
    papers = matter(first, PAPERS, "May I see the valuation on which the cabinet decided on the depot?")
    papers.asked(4, 10).acknowledged(4, 12, ruth).refused_in_part(1, 14, ruth)

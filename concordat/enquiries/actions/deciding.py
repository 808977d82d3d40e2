"""Decisions that bear a name: on papers, and on a councillor's wish for review."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.actions.holding import hold, write
from concordat.enquiries.models import AccessDecision, Draft, Enquiry, Review
from concordat.enquiries.rules import papers as rules
from concordat.enquiries.rules.clock import clock
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.stages import OutOfTurn
from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail


@transaction.atomic
def decide_papers(
    *,
    enquiry: Enquiry,
    papers: str,
    right: str,
    outcome: str,
    reason: str = "",
    reviewer: Office | None = None,
    by: Office,
    at: datetime,
) -> AccessDecision:
    """Decide on papers that the member asked to see. Raises ``NotDecided`` where a refusal lacks what it
    needs."""
    rules.check(
        outcome=outcome, reason=reason, reviewer=reviewer.person_id if reviewer else None, by=by.person_id
    )
    held = hold(enquiry=enquiry, at=at, running=None)
    decision = AccessDecision.objects.create(
        council_id=by.council_id,
        enquiry=enquiry,
        papers=papers,
        right=right,
        outcome=outcome,
        reason=reason,
        reviewer_id=reviewer.id if reviewer else None,
        by_id=by.id,
        at=at,
    )
    write(held=held, did=Did.PAPERS_DECIDED, by=by, at=at, decision=decision.id, right=right, outcome=outcome)
    Draft.objects.filter(council=by.council_id, by_id=by.id, enquiry=enquiry, use="papers").delete()
    trail.record(did="decided on papers", thing=enquiry, by=by, at=at, right=right, outcome=outcome)
    letters.send(to=enquiry.asked_by, letter="enquiries/letters/news.txt", about=enquiry, at=at)
    return decision


@transaction.atomic
def ask_for_review(
    *,
    enquiry: Enquiry,
    about: str,
    words: str,
    papers: AccessDecision | None = None,
    by: Office,
    at: datetime,
) -> Review:
    """The member does not agree. A named person decides, and never whoever answered.

    Of papers it is whoever the decision names, else the head of the service. Raises ``OutOfTurn`` while
    another review waits.
    """
    held = hold(enquiry=enquiry, at=at, running=None)
    if Review.objects.filter(council=by.council_id, enquiry=enquiry, decided_at=None).exists():
        raise OutOfTurn("A review waits for its decision already.")
    today = localdate(at)
    reviewer = (
        papers.reviewer
        if papers is not None and papers.reviewer
        else queries.who_reviews(held.cycle, on=today)
    )
    if reviewer is None:
        raise OutOfTurn(
            "Nobody in the council can be found who could review this. Ask whoever runs Concordat."
        )
    terms = queries.terms_of(held.cycle.edition)
    calendar = queries.calendar_of(by.council_id)
    review = Review.objects.create(
        council_id=by.council_id,
        enquiry=enquiry,
        cycle=held.cycle,
        about=about,
        papers=papers,
        words=words,
        asked_by_id=by.id,
        asked_at=at,
        reviewer_id=reviewer.id,
        due_at=clock(received=at, target=terms.review, calendar=calendar).due_unpaused,
    )
    write(held=held, did=Did.REVIEW_ASKED, by=by, at=at, review=review.id, about=about, reviewer=reviewer.id)
    Draft.objects.filter(council=by.council_id, by_id=by.id, enquiry=enquiry, use="review").delete()
    trail.record(
        did="asked for a review of an enquiry", thing=enquiry, by=by, at=at, about=about, reviewer=reviewer.id
    )
    letters.send(to=reviewer, letter="enquiries/letters/to_review.txt", about=enquiry, at=at)
    return review


@transaction.atomic
def decide_review(*, review: Review, finding: str, reasons: str, by: Office, at: datetime) -> None:
    """The end of a disagreement: who decided, what, and why. It is decided once."""
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())
    if review.decided_at:
        raise OutOfTurn("This review has been decided.")
    review.finding, review.reasons = finding, reasons
    review.decided_by_id, review.decided_at = by.id, at
    review.save(update_fields=["finding", "reasons", "decided_by", "decided_at"])
    held = hold(enquiry=review.enquiry, at=at, running=None)
    write(held=held, did=Did.REVIEW_DECIDED, by=by, at=at, review=review.id, finding=finding)
    Draft.objects.filter(council=by.council_id, by_id=by.id, enquiry=review.enquiry, use="decide").delete()
    trail.record(did="decided a review of an enquiry", thing=review.enquiry, by=by, at=at, finding=finding)
    told: dict[int, Office] = {review.asked_by.id: review.asked_by}
    told |= {office.id: office for office in queries.who_have_it(held.cycle, on=localdate(at))}
    letters.send_many(
        letters=[(office, "") for office in told.values()],
        letter="enquiries/letters/decided.txt",
        about=review.enquiry,
        at=at,
    )

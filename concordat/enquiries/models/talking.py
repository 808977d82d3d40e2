"""What was said: to the councillor and by them; among officers, which the councillor never sees; and
decisions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concordat.enquiries.models.asking import Enquiry
from concordat.enquiries.models.clocks import Cycle
from concordat.enquiries.rules.papers import Outcome, Right
from concordat.enquiries.rules.reviews import About, Finding
from concordat.enquiries.rules.speech import Speech


class Message(models.Model):
    """Something that one side said to the other. Both read it, for good."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="messages")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(
        max_length=14,
        choices=[
            (Speech.ACKNOWLEDGEMENT.value, _("acknowledgement")),
            (Speech.ASKED_BACK.value, _("question back")),
            (Speech.PAUSE.value, _("pause")),
            (Speech.FROM_MEMBER.value, _("from the councillor")),
            (Speech.DISPUTE.value, _("dispute of a pause")),
            (Speech.SETTLEMENT.value, _("decision on a pause")),
            (Speech.HOLDING.value, _("partial reply")),
            (Speech.ANSWER.value, _("answer")),
            (Speech.PASSED_ON.value, _("passed on")),
            (Speech.REOPENED.value, _("asked again")),
        ],
    )
    words = models.TextField()
    for_the_resident = models.TextField(
        blank=True, help_text="The answer once more, in words that the councillor may send on."
    )
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["council", "enquiry", "id"], name="messages_of_an_enquiry")]

    def __str__(self) -> str:
        return self.kind


class Note(models.Model):
    """Something that officers said among themselves. It lies apart from the messages, and no page of a
    councillor asks for it."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["council", "enquiry", "id"], name="notes_on_an_enquiry")]

    def __str__(self) -> str:
        return f"{self.at}"


class AccessDecision(models.Model):
    """What was decided about papers that the councillor asked to see."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="access_decisions")
    papers = models.CharField(max_length=200)
    right = models.CharField(
        max_length=16,
        choices=[
            (Right.STATUTORY.value, _("a right in statute")),
            (Right.NEED_TO_KNOW.value, _("the common-law need to know")),
            (Right.CONSTITUTION.value, _("the council’s constitution")),
            (Right.INFORMATION_LAW.value, _("freedom of information")),
        ],
    )
    outcome = models.CharField(
        max_length=8,
        choices=[
            (Outcome.GIVEN.value, _("given")),
            (Outcome.PART.value, _("given in part")),
            (Outcome.REFUSED.value, _("refused")),
        ],
    )
    reason = models.TextField(blank=True)
    reviewer = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_is_refused_has_a_reason_and_a_reviewer",
                condition=Q(outcome=Outcome.GIVEN.value) | (~Q(reason="") & Q(reviewer__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["council", "enquiry"], name="decisions_on_papers")]

    def __str__(self) -> str:
        return f"{self.papers}: {self.outcome}"


class Review(models.Model):
    """A councillor does not agree with how an enquiry was dealt with. It ends with a named decision."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="reviews")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(
        max_length=10,
        choices=[
            (About.ANSWER.value, _("the answer")),
            (About.TIME.value, _("how long it takes")),
            (About.PAUSE.value, _("a pause")),
            (About.PAPERS.value, _("papers that were refused")),
            (About.ROUTE.value, _("that it was passed on")),
        ],
    )
    papers = models.ForeignKey(AccessDecision, on_delete=models.PROTECT, null=True, related_name="reviews")
    words = models.TextField()
    asked_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reviewer = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            (Finding.UPHELD.value, _("the councillor is right")),
            (Finding.PARTLY.value, _("the councillor is right in part")),
            (Finding.STANDS.value, _("what was decided stands")),
        ],
    )
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"], condition=Q(decided_at=None), name="one_review_at_a_time"
            ),
            models.CheckConstraint(
                name="a_decision_names_who_what_and_why",
                condition=Q(decided_at=None, decided_by=None, finding="", reasons="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(finding="") & ~Q(reasons="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "reviewer", "due_at"],
                name="reviews_that_wait",
                condition=Q(decided_at=None),
            ),
            # Not by council: one worker looks for all of them.
            models.Index(
                fields=["due_at"],
                name="reviews_to_remind_of",
                condition=Q(decided_at=None, reminded_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}"

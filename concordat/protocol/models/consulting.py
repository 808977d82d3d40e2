"""A draft is talked over: from a day to a day, clause by clause, by office."""

from django.db import models
from django.db.models import F, Q

from concordat.people.rules.duties import Side
from concordat.protocol.models.instruments import Clause, Edition


class Consultation(models.Model):
    """A draft lies open to both sides, from the first day to the end of the last; its words stand still."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="consultations")
    opens_on = models.DateField()
    closes_on = models.DateField()
    question = models.TextField(blank=True, help_text="What people are asked to look at above all.")
    opened_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True, help_text="When both sides were written to.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_consultation_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))
            ),
        ]
        indexes = [models.Index(fields=["council", "closes_on"], name="consultations_of_a_council")]

    def __str__(self) -> str:
        return f"Consultation on {self.edition}"


class Comment(models.Model):
    """What one office says of one clause (or of the whole), beside the words that it was said of."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comments")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    about = models.TextField(blank=True, help_text="The clause's words when it was said.")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=[(side.value, side.value) for side in Side])
    words = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_comment_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="answered_means_a_comment_has_an_answer",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["council", "edition", "clause"], name="comments_on_a_clause")]

    def __str__(self) -> str:
        return self.words[:60]

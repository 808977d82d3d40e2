"""What a long text lacks beside the model: worked out by the worker, and kept until the text changes."""

from django.db import models
from django.db.models import Q

from concordat.protocol.models.instruments import Edition


class GapReading(models.Model):
    """The gap report of one edition, as it was last asked for.

    text         the fingerprint of the words that were read: of others this is not the report
    on           the day whose law it is held against; ``law_edition``: of our register of law
    done         how far it is, in hundredths
    result       the report without the clauses, which are those of the edition
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="gap_reading")
    text = models.CharField(max_length=64)
    on = models.DateField()
    law_edition = models.CharField(max_length=40)
    state = models.CharField(
        max_length=8, default="waiting", choices=[(state, state) for state in ("waiting", "made", "failed")]
    )
    done = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    alive_at = models.DateTimeField(null=True, blank=True, help_text="When the worker last gave a sign.")
    result = models.JSONField(null=True, blank=True)
    asked_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_gap_report_that_was_made_is_there",
                condition=~Q(state="made") | Q(result__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state"], name="gap_reports_waiting")]

    def __str__(self) -> str:
        return f"Gaps of {self.edition}"

"""Whether political groups are answered alike: the margin fixed beforehand, and the one report."""

from django.db import models
from django.db.models import F, Q

REPORT_FORMS = ("html", "docx", "pdf", "csv", "xlsx", "json")
STATES = ("waiting", "made", "failed")


class Margin(models.Model):
    """What a committee agreed, before it saw a figure, to treat as unimportant, and for which period.

    Periods do not overlap: whoever looks twice at the same enquiries finds by chance what is not there.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    points = models.DecimalField(max_digits=4, decimal_places=1)
    days = models.DecimalField(max_digits=3, decimal_places=1, default=1)
    committee = models.CharField(max_length=120)
    agreed_on = models.DateField()
    minute = models.CharField(max_length=40)
    changed_on = models.DateField(
        null=True, blank=True, help_text="When control changed, if both sides of that are compared."
    )
    went_out = models.CharField(max_length=80, blank=True)
    came_in = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_margin_is_for_a_period", condition=Q(ends_on__gt=F("begins_on"))),
            models.CheckConstraint(
                name="a_margin_is_a_share_of_a_hundred", condition=Q(points__gt=0, points__lt=100, days__gt=0)
            ),
            models.CheckConstraint(
                name="a_change_of_control_has_two_groups",
                condition=Q(changed_on=None, went_out="", came_in="")
                | (Q(changed_on__isnull=False) & ~Q(went_out="") & ~Q(came_in="")),
            ),
        ]
        indexes = [models.Index(fields=["council", "-ends_on"], name="margins_of_a_council")]

    def __str__(self) -> str:
        return f"{self.begins_on} to {self.ends_on}"


class Fairness(models.Model):
    """The report of a period: made once, by the worker, and the same for every reader.

    told   what its page shows: the pairs of groups with their sentences, and the pictures
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    margin = models.OneToOneField(Margin, on_delete=models.PROTECT, related_name="report")
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default="waiting", choices=[(state, state) for state in STATES])
    trouble = models.TextField(blank=True, help_text="Why there is no report, in a sentence.")
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    told = models.JSONField(null=True, blank=True)
    asked_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_report_that_is_made_says_something",
                condition=~Q(state="made") | Q(told__isnull=False, made_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="fairness_of_a_council")]

    def __str__(self) -> str:
        return f"{self.margin}"


class FairnessFile(models.Model):
    """The report in one form."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Fairness, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=4, choices=[(form, form) for form in REPORT_FORMS])
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "form"], name="a_report_has_each_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report}.{self.form}"

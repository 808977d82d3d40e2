"""Both tables are written by `actions.record` alone. Triggers (migration 0002) refuse everything else."""

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One line: one thing that one person did, in the office that they then held."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField(help_text="1, 2, 3… in each council.")
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Nobody where Concordat itself acted, or its command line.",
    )
    did = models.CharField(max_length=80)
    thing = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="each_line_has_its_number"),
            models.CheckConstraint(name="lines_are_counted_from_one", condition=Q(number__gte=1)),
        ]
        indexes = [
            models.Index(fields=["council", "thing", "number"], name="history_of_a_thing"),
            models.Index(fields=["council", "at"], name="lines_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.at:%Y-%m-%d %H:%M} {self.did} {self.thing}"


class Chain(models.Model):
    """Where a council's trail has got to. Whoever adds a line holds this row until the deed is certain."""

    council = models.OneToOneField("people.Council", on_delete=models.PROTECT, related_name="+")
    lines = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.lines} lines"

from django.db import models


class Closure(models.Model):
    """A weekday on which a council is closed: a bank holiday, or one of its own."""

    council = models.ForeignKey("people.Council", on_delete=models.CASCADE, related_name="+")
    closed_on = models.DateField()
    reason = models.CharField(max_length=120)
    source = models.CharField(max_length=80, help_text="“holidays 0.109, GB-ENG”, or “council”.")
    kept = models.BooleanField(
        default=True,
        help_text="No where the council works after all: a bank holiday that it does not keep.",
    )
    by = models.ForeignKey(
        "people.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who last decided this. Nobody where it came with the calendar of the nation.",
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "closed_on"], name="a_council_closes_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.closed_on}: {self.reason}"

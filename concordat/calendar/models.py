from django.db import models

from concordat.calendar.rules.origins import Origin


class Closure(models.Model):
    """A weekday on which a council is closed, or works although it might not: and from when to when that was
    known.

    A row is never taken away, and never changed but for what the day is called, and to say until when it
    held. So
    what a calendar knew at any instant can be told for ever: a due date that was judged by it does not move.
    """

    council = models.ForeignKey("people.Council", on_delete=models.CASCADE, related_name="+")
    closed_on = models.DateField()
    reason = models.CharField(max_length=120)
    origin = models.CharField(
        max_length=8, choices=[(origin.value, origin.value) for origin in Origin], help_text="Who says so."
    )
    source = models.CharField(max_length=200, help_text="“holidays 0.109, GB-ENG”, “council”, or a citation.")
    kept = models.BooleanField(
        default=True,
        help_text="No where the council works after all: a bank holiday that it does not keep.",
    )
    by = models.ForeignKey(
        "people.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who decided this. Nobody where it came with the calendar of the nation.",
    )
    at = models.DateTimeField()
    since = models.DateTimeField(null=True, help_text="Since when it is known; nothing: all along.")
    until = models.DateTimeField(null=True, help_text="Until when it held; nothing: it still does.")
    ended_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    ended_for = models.CharField(max_length=200, blank=True, help_text="What says that it is none.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "closed_on"],
                condition=models.Q(until=None),
                name="a_council_closes_once_a_day",
            ),
        ]
        indexes = [models.Index(fields=["council", "closed_on"], name="closures_by_day")]

    def __str__(self) -> str:
        return f"{self.closed_on}: {self.reason}"


class OpeningHours(models.Model):
    """From when to when a council is open, and until when what comes in belongs to the day, from some day
    on."""

    council = models.ForeignKey("people.Council", on_delete=models.CASCADE, related_name="+")
    first_on = models.DateField()
    windows = models.JSONField(help_text="Five lists, Monday first, of openings such as ['09:00', '17:00'].")
    cut_offs = models.JSONField(help_text="Five times, such as '17:00'.")
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "at"], name="hours_are_set_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"from {self.first_on}"


class WaitingList(models.Model):
    """GOV.UK's list as somebody read it in, until its differences are accepted or left."""

    council = models.ForeignKey("people.Council", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Office", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    days = models.JSONField(help_text="The weekdays of the council's nation, each with its title.")

    class Meta:
        indexes = [models.Index(fields=["council", "by"], name="lists_that_wait")]

    def __str__(self) -> str:
        return self.name

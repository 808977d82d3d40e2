"""A file that was read in, what the reader made of it, and what people mended of that."""

from django.db import models
from django.db.models import Q

from concordat.protocol.models.instruments import Instrument


class SourceFile(models.Model):
    """A text as it came: its bytes, its reading, and how far it is from being a draft.

    reading    what the reader made of it, never changed afterwards
    current    the same after every step of repair, so that a page need not take them all again
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=200)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=12,
        default="waiting",
        choices=[
            (state, state)
            for state in ("waiting", "reading", "read", "refused", "confirming", "confirmed", "thrown away")
        ],
    )
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    alive_at = models.DateTimeField(null=True, blank=True, help_text="When the worker last gave a sign.")
    trouble = models.TextField(blank=True, help_text="Why it could not be read, in a sentence.")
    reading = models.JSONField(null=True, blank=True)
    current = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, help_text="How many steps of repair have been taken.")
    brought_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_was_read_has_a_reading",
                condition=~Q(state__in=("read", "confirmed")) | Q(reading__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "instrument"], name="sources_of_a_council"),
            models.Index(fields=["state"], name="sources_waiting"),
        ]

    def __str__(self) -> str:
        return self.name


class DraftAsked(models.Model):
    """The draft that the worker is to make of a long text, while its source is ``confirming``."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    source = models.OneToOneField(SourceFile, on_delete=models.CASCADE, related_name="draft_asked")
    title = models.CharField(max_length=300)
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class RepairStep(models.Model):
    """One step of repair: what was done to which clauses. Only the last can be taken back."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    step = models.JSONField()
    taken_back = models.BooleanField(default=False)
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="repairs_stand_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"Step {self.position} of {self.source}"
